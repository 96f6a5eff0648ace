"""How the demo looks: rooms in the order of a walk through the house, with names and icons that people like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What something is called on the dashboard, and its picture."""

    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Floor:
    """A storey, and the rooms on it."""

    level: int
    icon: str
    rooms: tuple[str, ...]


ROOMS = {
    "Living room": "mdi:sofa",
    "Kitchen": "mdi:countertop",
    "Dining room": "mdi:silverware-fork-knife",
    "Bedroom": "mdi:bed",
    "Bathroom": "mdi:shower",
    "Office": "mdi:desk",
    "Hall": "mdi:coat-rack",
    "Toilet": "mdi:toilet",
    "Garage": "mdi:garage",
    "Outside": "mdi:tree",
}

FLOORS = {
    "Ground floor": Floor(
        0, "mdi:home-floor-0", ("Living room", "Kitchen", "Dining room", "Hall", "Toilet", "Garage")
    ),
    "Upstairs": Floor(1, "mdi:home-floor-1", ("Bedroom", "Bathroom", "Office")),
}
"""What is outside is on no floor."""

COLUMNS = (
    ("Living room", "Dining room"),
    ("Kitchen", "Bedroom", "Bathroom"),
    ("Hall", "Office", "Toilet", "Garage", "Outside"),
)
"""Which rooms stand below each other where the screen has room for columns."""

LOOKS = {
    "living": Look("Ceiling lamp", "mdi:chandelier"),
    "living_left_u": Look("Left window", "mdi:window-shutter"),
    "living_right_u": Look("Right window", "mdi:window-shutter"),
    "kitchen": Look("Ceiling light", "mdi:ceiling-light"),
    "worktop": Look("Worktop", "mdi:light-recessed"),
    "coffee": Look("Coffee machine", "mdi:coffee-maker"),
    "dining": Look("Table lamp", "mdi:ceiling-light-multiple"),
    "bedroom": Look("Bedside lamp", "mdi:lamp"),
    "bedroom_window_u": Look("Window", "mdi:window-shutter"),
    "bathroom": Look("Mirror light", "mdi:wall-sconce-flat"),
    "office": Look("Desk lamp", "mdi:desk-lamp"),
    "hall": Look("Hall light", "mdi:ceiling-light"),
    "toilet": Look("Light", "mdi:lightbulb"),
    "garage": Look("Light", "mdi:lightbulb-fluorescent-tube"),
    "porch": Look("Porch", "mdi:coach-lamp"),
    "terrace": Look("Terrace", "mdi:outdoor-lamp"),
    "garden_socket": Look("Garden socket", "mdi:power-socket-fr"),
}
"""By the key of devices.yaml."""
