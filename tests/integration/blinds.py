"""A house with a blind of each tilt model, whose true positions and tilts the simulated motors know."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.devices.tilt_motor import TiltMotor
from custom_components.ipcom.library import OutputAddress as Output
from custom_components.ipcom.library import TiltModel
from tests.integration.homes import Home, until
from tests.integration.simulated import Logins, SimulatedGateway, blind_house, pair

FIRST, BOTTOM, OWN = "cover.first", "cover.bottom", "cover.own"
EACH = (FIRST, BOTTOM, OWN)
UP_S, DOWN_S, TURN_S, OWN_TURN_S = 10.0, 9.0, 1.5, 6.0

COVERS = {
    FIRST: MappedCover(
        "First", Output(5, 2), Output(5, 1), "blind", options=CoverOptions(UP_S, DOWN_S, tilt_time=TURN_S)
    ),
    BOTTOM: MappedCover(
        "Bottom",
        Output(5, 4),
        Output(5, 3),
        "blind",
        options=CoverOptions(UP_S, DOWN_S, tilt_time=TURN_S, tilt_model=TiltModel.CLOSED_END),
    ),
    OWN: MappedCover(
        "Own",
        Output(5, 6),
        Output(5, 5),
        "blind",
        options=CoverOptions(UP_S, DOWN_S, tilt_time=OWN_TURN_S, tilt_model=TiltModel.OWN_MOTOR),
        tilt_motor=TiltMotor(Output(6, 1), Output(6, 2)),
    ),
}
"""The blinds by their entities; the motor of the last one's slats is on 6/1 and 6/2."""


class CountedLogins(Logins):
    """The logins at the gateway, each noted."""

    def __init__(self, noted: list[int]) -> None:
        """Note them in a list."""
        super().__init__()
        self._noted = noted

    def enter(self, connection: int, bus: int) -> None:
        """Note a login."""
        self._noted.append(connection)
        super().enter(connection, bus)


@dataclass
class Blinds:
    """The house under Home Assistant, and how often anything has logged in at its gateway."""

    home: Home
    logins: list[int]

    def real(self, entity_id: str) -> tuple[float, float]:
        """The true position and the true tilt of a blind."""
        cover, world = COVERS[entity_id], self.home.world
        relays = pair(cover)
        return world.shutters[relays].position, world.tilt(relays)

    async def rests(self) -> None:
        """Wait until no motor runs, and none is about to."""
        shutters = [self.home.entry.runtime_data.covers[each] for each in self.home.entry.runtime_data.covers]
        await until(
            lambda: all(
                each.target is None and each.moving is None and each.tilting is None for each in shutters
            ),
            60,
        )

    @property
    def both_on(self) -> int:
        """How often any motor had both of its directions on."""
        return sum(motor.both_on_count for motor in self.home.world.shutters.values())


@asynccontextmanager
async def blinds(
    hass: HomeAssistant, options: Mapping[str, Any] = MappingProxyType({}), **covers: MappedCover
) -> AsyncIterator[Blinds]:
    """The house, its blinds closed with closed slats, and known to be; `covers` replaces some by their names."""
    mapped = [covers.get(cover.name.lower(), cover) for cover in COVERS.values()]
    async with SimulatedGateway(blind_house(COVERS.values())) as gateway:
        logins: list[int] = []
        gateway.logins = CountedLogins(logins)
        home = await Home(hass, gateway, tuple(mapped), options).start()
        for entity_id, cover in zip(COVERS, mapped, strict=True):
            if cover.options.calibrated:
                await home.call("ipcom", "set_known_position", entity_id, position=0)
        yield Blinds(home, logins)
        await hass.config_entries.async_unload(home.entry.entry_id)
