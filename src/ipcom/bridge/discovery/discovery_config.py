"""The configuration by which Home Assistant discovers a thing, and the one by which it forgets parts of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.devices import ShutterDevice
from ..topics import TopicPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..things import Thing
    from ..topics import Topics
    from .discovery_commands import Component

Config = dict[str, object]
ORIGIN = "ipcom"
SUPPORT = "https://github.com/ipcom-community/ipcom"
MANUFACTURER = "AnB/Rimex"
_LINK = "{{ 'online' if value_json.state == 'online' else 'offline' }}"
_REACHED = "{{ 'ON' if value_json.gateway == 'online' else 'OFF' }}"


def thing_config(thing: Thing, components: Mapping[str, Component], topics: Topics, version: str) -> Config:
    """Return the configuration of a thing. It is there when the bridge and the gateway are."""
    device = {
        "identifiers": [_device_id(topics, thing.id)],
        "name": thing.name,
        "manufacturer": MANUFACTURER,
        "model": _wired_to(thing),
        "via_device": _device_id(topics),
        **({"suggested_area": thing.first.room} if thing.first.room else {}),
    }
    own = {"topic": topics.of(thing.id, TopicPart.AVAILABILITY)}
    return {
        "device": device,
        "origin": _origin(version),
        "availability": [_link(topics), own],
        "availability_mode": "all",
        "components": dict(components),
    }


def gateway_config(topics: Topics, version: str) -> Config:
    """Return the configuration of the gateway's own device, to which those of the things refer."""
    reached = {
        "p": "binary_sensor",
        "unique_id": f"{_device_id(topics)}_connectivity",
        "device_class": "connectivity",
        "entity_category": "diagnostic",
        "state_topic": topics.link,
        "value_template": _REACHED,
    }
    device = {
        "identifiers": [_device_id(topics)],
        "name": f"IPCom {topics.house}",
        "manufacturer": MANUFACTURER,
        "model": "IPCom",
    }
    return {
        "device": device,
        "origin": _origin(version),
        "availability": [_link(topics)],
        "components": {"connectivity": reached},
    }


def removal_of(config: Mapping[str, object], present: Mapping[str, Component]) -> Config | None:
    """Return what makes Home Assistant forget the components that are no longer `present`; None if all are."""
    gone = {
        name: {"p": platform}
        for name, platform in _platforms(config).items()
        if name not in present or present[name]["p"] != platform
    }
    return {key: config[key] for key in ("device", "origin")} | {"components": gone} if gone else None


def is_own(config: object, topics: Topics) -> bool:
    """Return whether a bridge of this house has published a configuration, and none of another base."""
    if not isinstance(config, dict) or not {"device", "origin", "components"} <= config.keys():
        return False
    origin, available = config["origin"], config.get("availability")
    from_here = isinstance(origin, dict) and origin.get("name") == ORIGIN
    return from_here and isinstance(available, list) and _link(topics) in available


def _platforms(config: Mapping[str, object]) -> dict[str, str]:
    components = config["components"]
    assert isinstance(components, dict), "a bridge has written it"
    return {name: str(each.get("p")) for name, each in components.items() if isinstance(each, dict)}


def _link(topics: Topics) -> dict[str, str]:
    return {"topic": topics.link, "value_template": _LINK}


def _origin(version: str) -> dict[str, str]:
    return {"name": ORIGIN, "sw_version": version, "support_url": SUPPORT}


def _device_id(topics: Topics, thing: str | None = None) -> str:
    return f"ipcom_{topics.house}" + (f"_{thing}" if thing else "")


def _wired_to(thing: Thing) -> str:
    if isinstance(thing.device, ShutterDevice):
        return f"{thing.device.up.address} ↑ {thing.device.down.address} ↓"
    return str(thing.device.address)
