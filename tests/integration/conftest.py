"""A real Home Assistant core, and a simulated house behind a real TCP port, in one loop whose clock jumps.

`custom_components.ipcom` is imported before the plugin makes its `hass`: else its own folder of
custom components would hide ours. Which copy is tested is decided by pytest's `pythonpath`.
"""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.runner import configure_event_loop as configure
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion
from syrupy.filters import props

import custom_components.ipcom  # noqa: F401
from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.library import IPComClient
from tests.integration.homes import Home, demo_devices
from tests.integration.simulated import BusType, House, SimulatedGateway, VirtualLoop

TICK_S = 1e-9
"""How far the clock moves with each turn of the loop; asyncio lets a timer fire this much too early."""

NOT_IN_ALL_VERSIONS = ("compat_name",)
"""Fields of Home Assistant's registries that only some of the versions have that the tests run on."""


class PassingTime(VirtualLoop):
    """A virtual loop whose clock moves a little at each turn, so that a timer is never early for ever."""

    def _run_once(self) -> None:
        self._virtual.now += TICK_S
        super()._run_once()  # type: ignore[misc] # typeshed leaves it out


class StandingNames:
    """Looks names up in threads, which the loop's virtual clock does not wait for."""

    def ask(self, name: str, tell: Callable[[Any], None]) -> Callable[[], None]:
        """Pass the addresses of a name to `tell`, or the error."""
        asyncio.get_running_loop().run_in_executor(None, lambda: tell(self._look_up(name)))
        return lambda: None

    def _look_up(self, name: str) -> Any:
        try:
            found = socket.getaddrinfo(name, None, family=socket.AF_INET, type=socket.SOCK_STREAM)
        except OSError as error:
            return error
        except RuntimeError as error:  # the plugin for Home Assistant forbids real names
            return OSError(str(error))
        return tuple(str(info[4][0]) for info in found)


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Give each test a loop in which hours of polling pass in a second."""
    if item.get_closest_marker("real_time"):
        return {"real": asyncio.new_event_loop}
    return {"virtual": PassingTime}


def pytest_configure(config: pytest.Config) -> None:
    """Some tests need other threads, which know nothing of the loop's clock."""
    config.addinivalue_line("markers", "real_time: run this test in a loop whose clock does not jump")


@pytest.fixture(autouse=True)
def around_every_test(
    request: pytest.FixtureRequest, socket_enabled: None, enable_custom_integrations: None
) -> None:
    """Allow connections to this machine, and custom integrations."""


@pytest.fixture(autouse=True)
async def configure_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Configure the loop as Home Assistant does, but leave it its own clock, and give the link that clock.

    Its wall clock follows: else the link would think that a machine under load had slept.
    """
    loop = asyncio.get_running_loop()
    configure(loop)
    if isinstance(loop, VirtualLoop):
        del loop.time
        module = sys.modules[IPComClient.__module__]
        begun = time.time() - loop.time()
        monkeypatch.setattr(module.SystemClock, "monotonic", lambda _: loop.time())
        monkeypatch.setattr(module.SystemClock, "time", lambda _: begun + loop.time())
        monkeypatch.setattr(module, "SYSTEM_NAMES", StandingNames())


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A configuration folder of the test's own."""
    return hass_tmp_config_dir


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Snapshots in Home Assistant's own form, without what differs from run to run or between its versions."""
    return snapshot.with_defaults(
        extension_class=HomeAssistantSnapshotExtension, exclude=props(*NOT_IN_ALL_VERSIONS)
    )


@pytest.fixture
async def gateway(hass: HomeAssistant) -> AsyncIterator[Any]:
    """The demo house behind its gateway; it outlives Home Assistant's entries."""
    async with SimulatedGateway(House.demo()) as gateway:
        yield gateway
        await _unload_all(hass)


@pytest.fixture
async def two_buses(hass: HomeAssistant) -> AsyncIterator[Any]:
    """A gateway with the demo house on each of its two buses."""
    buses = {1: BusType.MINIDO, 2: BusType.MINIDO}
    async with SimulatedGateway(House.demo(buses)) as gateway:
        yield gateway
        await _unload_all(hass)


@pytest.fixture
async def home(hass: HomeAssistant, gateway: Any) -> Home:
    """The whole demo house, set up."""
    return await Home(hass, gateway, demo_devices(gateway)).start()


@pytest.fixture
async def empty(hass: HomeAssistant, gateway: Any) -> Home:
    """An entry of bus 1 without any devices."""
    return await Home(hass, gateway).start()


@pytest.fixture
def house(hass: HomeAssistant, gateway: Any) -> Callable[..., Home]:
    """A maker of homes that are not started yet."""

    def make(**options: Any) -> Home:
        return Home(hass, gateway, demo_devices(gateway), options)

    return make


async def _unload_all(hass: HomeAssistant) -> None:
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        await hass.config_entries.async_unload(entry.entry_id)
