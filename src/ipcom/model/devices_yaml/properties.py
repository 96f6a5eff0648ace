"""The sections and properties that a devices.yaml may have, for its reader and its schema; pure."""

from __future__ import annotations

from ..address import MODULES, OUTPUTS_PER_MODULE
from ..devices import MOST_WATTS, Category, DeviceType
from ..output_kind import LONGEST_PULSE_S, SHORTEST_PULSE_S

SECTIONS = {
    Category.LIGHTS: "Lights and dimmers.",
    Category.SWITCHES: "Everything else that is one output: outlets, fans, valves, door openers.",
    Category.SHUTTERS: "Shutters: two relays each, which name each other.",
}
"""What each section is for."""
WHOLE_NUMBERS = {"module": MODULES, "output": OUTPUTS_PER_MODULE}
"""The properties that are counted from 1, and how far."""
REQUIRED = (*WHOLE_NUMBERS, "type")
TEXTS = {
    "display_name": "The name for people; the key if left out.",
    "description": "Anything that is worth knowing about it.",
    "graphic_type": "The symbol in the vendor's application.",
    "device_class": "A device class of Home Assistant, for example outlet.",
    "icon": "An icon of Home Assistant, for example mdi:lamp.",
    "room": "The room that it is in.",
    "paired_device": "The key of the shutter's other relay.",
}
"""The properties that are text, and what they say."""
NUMBERS = {"pulse": (SHORTEST_PULSE_S, LONGEST_PULSE_S), "watts": (0.0, MOST_WATTS)}
"""The properties that are a number, and its bounds."""
FLAG = "energy"
"""The property that is true or false."""
SHUTTER_ONLY = ("relay_role", "paired_device")
"""What only the relays of shutters have; they need both."""
RELAYS = (DeviceType.SWITCH, DeviceType.LIGHT)
"""What a shutter's relay may be."""
KNOWN = (*REQUIRED, *TEXTS, *NUMBERS, FLAG, "relay_role")
SAYS = {
    "module": "The number of the module on the bus.",
    "output": "The number of the output of its module.",
    "type": "What the output switches: dimmer takes a level, impulse and gate are on for a moment.",
    "pulse": "Seconds for which an impulse or a gate is on.",
    "watts": "What it draws while it is on, a dimmer at 100 percent.",
    "energy": "Whether its energy is counted; that needs watts.",
    "relay_role": "Which way the relay drives the motor.",
    **TEXTS,
}
"""What each property says, for people."""
