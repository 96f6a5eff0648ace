"""A blind whose slats turn, as its configuration describes it to a real Home Assistant; `ipcom cover` measures none."""

import json
from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from ipcom.bridge.discovery.discovery_components import Abilities, components_of
from ipcom.bridge.discovery.discovery_config import thing_config
from tests.discovery.discovered_house import DiscoveredHouse, until
from tests.library.bridge.discovered_things import TOPICS, shutter

pytestmark = pytest.mark.timeout(120)

BLIND = "cover.left"
STATE = {"state": "open", "position": 60, "confidence": "known", "wanted": None, "tilt": 30}


async def publish(hass: HomeAssistant, topic: str, payload: dict[str, Any] | str) -> None:
    text = payload if isinstance(payload, str) else json.dumps(payload)
    data = {"topic": topic, "payload": text, "retain": True}
    await hass.services.async_call("mqtt", "publish", data, blocking=True)


async def test_slats_are_shown_and_what_is_not_known_of_them_is_passed_over(
    discovered: DiscoveredHouse, caplog: pytest.LogCaptureFixture
) -> None:
    hass, blind = discovered.hass, shutter(device_class="blind")
    able = Abilities(positions=True, tilts=True)
    config = thing_config(blind, components_of(blind, TOPICS, able), TOPICS, "1.2")
    await publish(hass, "homeassistant/device/home/left/config", config)
    await publish(hass, "ipcom/home/$link", {"state": "online"})
    await publish(hass, "ipcom/home/left/availability", "online")
    await publish(hass, "ipcom/home/left/state", STATE)
    await discovered.shows(BLIND, "open")
    await until(lambda: discovered.attribute(BLIND, "current_tilt_position") == 30)
    assert discovered.attribute(BLIND, "current_position") == 60
    assert discovered.attribute(BLIND, "device_class") == "blind"
    assert discovered.attribute(BLIND, "supported_features") == 255
    await publish(hass, "ipcom/home/left/state", STATE | {"state": "stopped", "position": None, "tilt": None})
    await discovered.shows(BLIND, "unknown")
    assert discovered.attribute(BLIND, "current_position") == 60
    assert "is not numeric" not in caplog.text
