"""The times of the covers nearby, as a hint."""

from dataclasses import replace

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover, MappedDevice, MappedOutput
from custom_components.ipcom.devices.neighbours import Hint, hint_for
from custom_components.ipcom.library import OutputAddress


def cover(name: str, up: float | None = None, down: float | None = None) -> MappedCover:
    options = CoverOptions(travel_up=up, travel_down=down)
    return MappedCover(name, OutputAddress(5, 1), OutputAddress(5, 2), options=options)


GUESSED = cover("Guessed", 1.0, 1.0)
HOUSE: dict[str, MappedDevice] = {
    "own": cover("Own", 99.0, 99.0),
    "a": cover("Kitchen right", 20.0, 18.0),
    "b": cover("Kitchen left", 22.0, 21.0),
    "c": cover("Bath", 40.0, 38.0),
    "d": cover("Never measured"),
    "e": replace(GUESSED, options=replace(GUESSED.options, guessed=True)),
    "f": MappedOutput("Lamp", OutputAddress(1, 1), MappedKind.LIGHT),
}


def test_those_of_the_same_room_come_first() -> None:
    rooms = {"own": "kitchen", "a": "kitchen", "b": "kitchen", "c": "bath", "d": "kitchen", "e": "kitchen"}
    assert hint_for("own", HOUSE, rooms) == Hint(21.0, 19.5, ("Kitchen left", "Kitchen right"))


def test_else_those_of_the_house_count() -> None:
    names = ("Bath", "Kitchen left", "Kitchen right")
    assert hint_for("own", HOUSE, {"own": "attic", "a": "kitchen"}) == Hint(22.0, 21.0, names)
    assert hint_for("own", HOUSE, {"own": None, "a": None}) == Hint(22.0, 21.0, names)


def test_without_any_there_is_no_hint() -> None:
    assert hint_for("own", {key: HOUSE[key] for key in ("own", "d", "e", "f")}, {}) is None
