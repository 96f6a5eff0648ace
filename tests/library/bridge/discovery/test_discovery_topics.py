"""Where Home Assistant looks for a house."""

import pytest

from ipcom.bridge.discovery.discovery_topics import GATEWAY, DiscoveryTopics

TOPICS = DiscoveryTopics("homeassistant", "home")


def test_a_configuration_has_a_topic_of_its_own() -> None:
    assert TOPICS.config_of("hall") == "homeassistant/device/home/hall/config"
    assert TOPICS.config_of(GATEWAY) == "homeassistant/device/home/_gateway/config"
    assert TOPICS.configs == "homeassistant/device/home/+/config"
    assert TOPICS.status == "homeassistant/status"


@pytest.mark.parametrize(
    ("topic", "thing"),
    [
        ("homeassistant/device/home/hall/config", "hall"),
        ("homeassistant/device/home//config", None),
        ("homeassistant/device/cottage/hall/config", None),
        ("homeassistant/device/home/hall/state", None),
        ("homeassistant/status", None),
    ],
)
def test_a_topic_names_its_thing(topic: str, thing: str | None) -> None:
    assert TOPICS.thing_of(topic) == thing
