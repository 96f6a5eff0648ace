"""A real Home Assistant whose own MQTT integration is on a real broker, a simulated house, and the bridge between them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.discovery.bridge_process import BridgeProgram
from tests.discovery.discovered_house import DOWN_S, SHUTTER, UP_S, DiscoveredHouse, several_kinds
from tests.library.bridge.broker_process import BrokerProcess, running


@pytest.fixture(autouse=True)
def around_every_test(socket_enabled: None) -> None:
    """Allow connections to this machine."""


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A configuration folder of the test's own, which says nothing."""
    (Path(hass_tmp_config_dir) / "configuration.yaml").touch()
    return hass_tmp_config_dir


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    """A Mosquitto of the test's own."""
    folder = tmp_path / "broker"
    folder.mkdir()
    with running(folder) as own:
        yield own


@pytest.fixture
async def gateway() -> AsyncIterator[SimulatedGateway]:
    """A house with one thing of each kind."""
    async with SimulatedGateway(several_kinds()) as started:
        yield started


@pytest.fixture
async def program(tmp_path: Path, broker: BrokerProcess, gateway: SimulatedGateway) -> BridgeProgram:
    """The bridge of that house, not yet started; its shutter is measured."""
    folder = tmp_path / "bridge"
    folder.mkdir()
    bridge = BridgeProgram(folder, broker.port, gateway)
    await bridge.calibrate(SHUTTER, UP_S, DOWN_S)
    return bridge


@pytest.fixture
async def discovered(
    hass: HomeAssistant, broker: BrokerProcess, gateway: SimulatedGateway
) -> AsyncIterator[DiscoveredHouse]:
    """Home Assistant with its MQTT integration on the broker, and nothing else."""
    entry = MockConfigEntry(
        domain="mqtt", version=2, minor_version=1, title="Mosquitto",
        data={"broker": "127.0.0.1", "port": broker.port, "protocol": "5"},
    )  # fmt: skip
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield DiscoveredHouse(hass, gateway)
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
