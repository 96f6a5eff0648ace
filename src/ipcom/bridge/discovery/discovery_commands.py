"""What Home Assistant makes of a thing that it may command: one component of a discovered device. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.devices import DeviceType
from ..things import ThingKind
from ..topics import TopicPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..things import Thing
    from ..topics import Topics

Component = dict[str, object]
STATE = "{{ value_json.state }}"
EXPIRY_S = 5
"""A command for a motor or an impulse that the broker could not pass on for so long is dropped by it."""
COVER_CLASSES = ("shutter", "awning", "blind", "curtain", "garage", "gate", "shade", "window")
"""What a shutter can be for Home Assistant; the first one unless devices.yaml says more."""
COVER_STATE = "{{ value_json.state if value_json.state != 'stopped' else 'None' }}"
"""A shutter that rests at an unknown position is neither open nor closed: `None` is Home Assistant's "unknown"."""
POSITION = "{{ value_json.position if value_json.position is not none else '' }}"
TILT = "{{ value_json.tilt if value_json.tilt is not none else '' }}"
"""An empty text is passed over: what is not known cannot be told."""
_VALVE_STATE = "{{ 'open' if value_json.state == 'ON' else 'closed' }}"


def command_component(thing: Thing, topics: Topics) -> tuple[str, Component]:
    """Return the platform of what is no shutter, and its keys."""
    if thing.kind is ThingKind.IMPULSE:
        return "button", {"command_topic": topics.of(thing.id, TopicPart.SET), "payload_press": "PRESS"}
    made, component = _PLATFORMS[thing.first.type]
    return made, {
        "command_topic": topics.of(thing.id, TopicPart.SET),
        "state_topic": topics.of(thing.id, TopicPart.STATE),
        **component(thing),
    }


def cover_commands(thing: Thing, topics: Topics, *, positions: bool, tilts: bool) -> Component:
    """Return where Home Assistant commands a shutter."""
    found: Component = {
        "command_topic": topics.of(thing.id, TopicPart.SET),
        "payload_open": "OPEN",
        "payload_close": "CLOSE",
        "payload_stop": "STOP",
    }
    if positions:
        found["set_position_topic"] = topics.of(thing.id, TopicPart.POSITION)
    if tilts:
        found["tilt_command_topic"] = topics.of(thing.id, TopicPart.TILT)
        found["payload_stop_tilt"] = "STOP"
    return found


def cover_shown(thing: Thing, topics: Topics, *, tilts: bool) -> Component:
    """Return how Home Assistant reads a shutter."""
    state, own = topics.of(thing.id, TopicPart.STATE), thing.first.device_class
    found: Component = {
        "device_class": own if own in COVER_CLASSES else COVER_CLASSES[0],
        "state_topic": state,
        "value_template": COVER_STATE,
        "position_topic": state,
        "position_template": POSITION,
    }
    return found | {"tilt_status_topic": state, "tilt_status_template": TILT} if tilts else found


def _light(thing: Thing) -> Component:
    dims = thing.kind is ThingKind.DIMMER
    found: Component = {
        "schema": "json",
        "supported_color_modes": ["brightness" if dims else "onoff"],
        "flash": False,
        "transition": False,
    }
    return found | {"brightness": True, "brightness_scale": 100} if dims else found


def _switch(thing: Thing) -> Component:
    device = thing.first
    is_outlet = "outlet" in (device.type, device.device_class)
    return {"value_template": STATE, "device_class": "outlet" if is_outlet else "switch"}


def _fan(_thing: Thing) -> Component:
    return {"state_value_template": STATE}


def _siren(_thing: Thing) -> Component:
    return {
        "state_value_template": STATE,
        "command_template": "{{ value }}",
        "support_duration": False,
        "support_volume_set": False,
    }


def _valve(thing: Thing) -> Component:
    return {
        "value_template": _VALVE_STATE,
        "payload_open": "ON",
        "payload_close": "OFF",
        "device_class": "gas" if thing.first.device_class == "gas" else "water",
    }


_PLATFORMS: dict[DeviceType, tuple[str, Callable[[Thing], Component]]] = {
    DeviceType.LIGHT: ("light", _light),
    DeviceType.DIMMER: ("light", _light),
    DeviceType.SWITCH: ("switch", _switch),
    DeviceType.OUTLET: ("switch", _switch),
    DeviceType.FAN: ("fan", _fan),
    DeviceType.VALVE: ("valve", _valve),
    DeviceType.SIREN: ("siren", _siren),
}
