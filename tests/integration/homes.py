"""A house under Home Assistant, as the tests set it up, operate it and wait for it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, State
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.mapping import MappedDevice, subentry_data
from custom_components.ipcom.imports.devices_file import mapped_devices
from custom_components.ipcom.library import parse_devices
from tests.integration.simulated import OutputAddress, SimulatedGateway

ENTRY_ID = "01JIPCOM000000000000HOUSE"
STEP_S = 0.01
STEPS_PER_WAIT = 100
"""A long wait looks less often: each look needs an idle loop."""
PATIENCE_S = 10.0


def at(place: str) -> Any:
    """The simulator's address of `3/4`."""
    return OutputAddress.parse(place)


async def until(condition: Callable[[], object], within: float = PATIENCE_S) -> float:
    """Wait until the condition is true; return how many seconds that took, and fail after `within`."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while not condition():
        assert loop.time() - begun < within, f"not within {within} s"
        await asyncio.sleep(max(STEP_S, (loop.time() - begun) / STEPS_PER_WAIT))
    return loop.time() - begun


def demo_devices(gateway: Any) -> tuple[MappedDevice, ...]:
    """Everything in the simulated house as Home Assistant maps it."""
    return mapped_devices(parse_devices(gateway.house.devices_yaml(), "devices.yaml"))


def connection_data(gateway: Any, **changes: Any) -> dict[str, Any]:
    """The data of an entry for this gateway."""
    return {
        "host": gateway.host,
        "port": gateway.port,
        "username": gateway.username,
        "password": gateway.password,
        "bus": 1,
        "bus_type": "minido",
        **changes,
    }


@dataclass
class Home:
    """One entry, its gateway, and Home Assistant around them."""

    hass: HomeAssistant
    gateway: Any
    devices: tuple[MappedDevice, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    bus: int = 1
    host: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    entry: MockConfigEntry = field(init=False)

    def __post_init__(self) -> None:
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title="The house",
            version=3,
            data={
                **connection_data(self.gateway, bus=self.bus, host=self.host or self.gateway.host),
                **self.data,
            },
            options=dict(self.options),
            entry_id=f"{ENTRY_ID}{self.bus}",
            subentries_data=[
                {**subentry_data(device), "subentry_id": f"subentry_{device.local_id}"}
                for device in self.devices
            ],
        )

    async def start(self, state: ConfigEntryState = ConfigEntryState.LOADED) -> Home:
        """Add the entry and set it up."""
        self.entry.add_to_hass(self.hass)
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        assert self.entry.state is state, self.entry.reason
        return self

    @property
    def world(self) -> Any:
        """The outputs and motors of the simulated house."""
        return self.gateway.house.buses[self.bus]

    @property
    def client(self) -> Any:
        """The link."""
        return self.entry.runtime_data.client

    def state(self, entity_id: str) -> str:
        """The state of an entity."""
        return self.whole_state(entity_id).state

    def attribute(self, entity_id: str, name: str) -> Any:
        """An attribute of an entity's state."""
        return self.whole_state(entity_id).attributes.get(name)

    def whole_state(self, entity_id: str) -> State:
        """The state object of an entity."""
        state = self.hass.states.get(entity_id)
        assert state is not None, f"{entity_id} is not there"
        return state

    async def call(self, domain: str, action: str, entity_id: str, **data: Any) -> None:
        """Do what a click in the frontend does."""
        await self.hass.services.async_call(domain, action, {"entity_id": entity_id, **data}, blocking=True)

    async def breaks_switch(self, *addresses: str) -> None:
        """A switch is broken and switches these on again, until the client only reports it."""
        outputs = [at(address) for address in addresses]
        for _ in range(4):
            values = bytes(255 if OutputAddress(outputs[0].module, n) in outputs else 0 for n in range(1, 9))
            self.world.write(outputs[0].module, values)
            await asyncio.sleep(1.0)

    async def light(self, action: str, entity_id: str, **data: Any) -> None:
        """Click on a light."""
        await self.call("light", action, entity_id, **data)

    async def shows(self, entity_id: str, state: str, within: float = PATIENCE_S) -> float:
        """Wait for a state; return how many seconds that took."""
        return await until(lambda: self.state(entity_id) == state, within)

    def subentry(self, local_id: str) -> Any:
        """Return the subentry of the device on this output."""
        return next(s for s in self.entry.subentries.values() if s.unique_id == local_id)


type HomeMaker = Callable[..., Home]
"""Makes a demo house that is not started yet; keyword arguments are the entry's options."""

__all__ = ["Home", "HomeMaker", "SimulatedGateway", "at", "connection_data", "demo_devices", "until"]
