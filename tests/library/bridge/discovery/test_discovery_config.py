"""The configuration of a discovered device, and what takes parts of it back."""

import pytest

from ipcom.bridge.discovery.discovery_components import Abilities, components_of
from ipcom.bridge.discovery.discovery_config import gateway_config, is_own, removal_of, thing_config
from ipcom.bridge.things import Thing
from ipcom.bridge.topics import Topics
from ipcom.model.devices import DeviceType
from tests.library.bridge.discovered_things import TOPICS, output, shutter

LINK = {
    "topic": "ipcom/home/$link",
    "value_template": "{{ 'online' if value_json.state == 'online' else 'offline' }}",
}


def config_of(thing: Thing, *, commands: bool = True) -> dict[str, object]:
    return thing_config(thing, components_of(thing, TOPICS, Abilities(commands=commands)), TOPICS, "1.2")


def test_it_says_who_made_it_where_it_is_and_when_it_is_there() -> None:
    config = config_of(output(DeviceType.LIGHT, room="Hall"))
    assert config["device"] == {
        "identifiers": ["ipcom_home_light"],
        "name": "The light",
        "manufacturer": "AnB/Rimex",
        "model": "3/1",
        "via_device": "ipcom_home",
        "suggested_area": "Hall",
    }
    assert config["origin"] == {
        "name": "ipcom",
        "sw_version": "1.2",
        "support_url": "https://github.com/ipcom-community/ipcom",
    }
    assert config["availability"] == [LINK, {"topic": "ipcom/home/light/availability"}]
    assert config["availability_mode"] == "all"


def test_a_shutter_says_where_both_relays_are() -> None:
    device = config_of(shutter())["device"]
    assert isinstance(device, dict)
    assert device["model"] == "5/2 ↑ 5/1 ↓"
    assert "suggested_area" not in device


def test_the_gateway_is_there_while_the_bridge_is() -> None:
    config = gateway_config(TOPICS, "1.2")
    assert config["availability"] == [LINK]
    assert config["components"] == {
        "connectivity": {
            "p": "binary_sensor",
            "unique_id": "ipcom_home_connectivity",
            "device_class": "connectivity",
            "entity_category": "diagnostic",
            "state_topic": "ipcom/home/$link",
            "value_template": "{{ 'ON' if value_json.gateway == 'online' else 'OFF' }}",
        }
    }


def test_what_is_gone_is_named_with_its_platform_alone() -> None:
    kept = config_of(output(DeviceType.LIGHT))
    removal = removal_of(kept, {})
    assert removal == {
        "device": kept["device"],
        "origin": kept["origin"],
        "components": {"light": {"p": "light"}, "wall": {"p": "event"}},
    }
    only_shown = components_of(output(DeviceType.LIGHT), TOPICS, Abilities(commands=False))
    part = removal_of(kept, only_shown)
    assert part is not None
    assert part["components"] == {"light": {"p": "light"}}
    assert removal_of(kept, components_of(output(DeviceType.LIGHT), TOPICS, Abilities())) is None


@pytest.mark.parametrize(
    "config",
    [
        {},
        None,
        [],
        {"device": {}, "components": {}, "origin": {"name": "another"}, "availability": [LINK]},
        {"device": {}, "components": {}, "origin": "ipcom", "availability": [LINK]},
        {"device": {}, "components": {}, "origin": {"name": "ipcom"}},
    ],
)
def test_what_another_program_has_published_is_left_alone(config: object) -> None:
    assert not is_own(config, TOPICS)


def test_only_the_bridge_of_the_same_base_is_its_own() -> None:
    assert is_own(config_of(output(DeviceType.LIGHT)), TOPICS)
    assert not is_own(config_of(output(DeviceType.LIGHT)), Topics("houses", "home"))
