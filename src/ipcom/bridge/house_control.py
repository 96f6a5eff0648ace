"""What a wish is for the client and the shutters of one house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import CommandSuperseded, ConfigurationError
from ..model.devices import OutputDevice, ShutterDevice
from ..model.output_kind import DEFAULT_PULSE_S, OutputKind
from ..shutter.height_and_tilt import Height, Slats
from ..shutter.shutter_state import Result
from .bridge_text import BridgeText
from .wishes import (
    GoTo,
    HaltMotor,
    PressImpulse,
    RunToEnd,
    SetLevel,
    SwitchTo,
    ToggleOutput,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..client.client import IPComClient
    from ..model.address import OutputAddress
    from ..model.snapshot import StateSnapshot
    from ..shutter.height_and_tilt import Goal
    from ..shutter.shutter import Shutter
    from .things import Thing
    from .wishes import Wish

RELAY_ON = 255
FULL_LEVEL = 100


class HouseControl:
    """Carries out wishes. `shutters` are there for all shutters of the house, by the name in topics."""

    def __init__(self, client: IPComClient, shutters: Mapping[str, Shutter]) -> None:
        self._client = client
        self._shutters = shutters
        self._levels: dict[OutputAddress, int] = {}

    def note_levels(self, snapshot: StateSnapshot, dimmers: Mapping[OutputAddress, object]) -> None:
        """Remember the last level of each dimmer: "on" means that one."""
        for address in dimmers:
            if level := snapshot.value(address):
                self._levels[address] = min(level, FULL_LEVEL)

    async def carry_out(self, thing: Thing, wish: Wish) -> None:
        """Return when the gateway shows it. Raises `IPComError`; giving way is `CommandSuperseded`."""
        if isinstance(thing.device, ShutterDevice):
            await self._move(self._shutters[thing.id], wish)
        elif isinstance(wish, PressImpulse):
            await self._client.pulse(thing.device.address, thing.device.pulse or DEFAULT_PULSE_S)
        else:
            await self._switch(thing.device, wish)

    async def _switch(self, device: OutputDevice, wish: Wish) -> None:
        address = device.address
        toggled = isinstance(wish, ToggleOutput)
        value = self._value(device, wish)
        await self._client.set_outputs({address: value}, unless_changed=toggled)

    def _value(self, device: OutputDevice, wish: Wish) -> int:
        """Return what is written for a wish."""
        match wish:
            case SetLevel(percent):
                return percent
            case ToggleOutput():
                on = not self._client.observed.value(device.address)
            case SwitchTo(on):
                pass
            case _:
                raise AssertionError(wish)
        if not on:
            return 0
        dims = device.kind is OutputKind.DIMMER
        return self._levels.get(device.address, FULL_LEVEL) if dims else RELAY_ON

    async def _move(self, shutter: Shutter, wish: Wish) -> None:
        match wish:
            case HaltMotor():
                await shutter.stop()
            case RunToEnd(up):
                await (shutter.open_fully() if up else shutter.close_fully())
                await _gave_way(shutter, Height(100.0 if up else 0.0))
            case GoTo(position, tilt):
                await self._go_to(shutter, position, tilt)
            case _:
                raise AssertionError(wish)

    async def _go_to(self, shutter: Shutter, position: float | None, tilt: float | None) -> None:
        if position is None:
            if tilt is None:
                raise ConfigurationError(BridgeText.PAYLOAD_EMPTY(expected="a position or a tilt"))
            await shutter.set_tilt(tilt)
            await _gave_way(shutter, Slats(tilt))
            return
        await shutter.set_position(position)
        await _gave_way(shutter, Height(position))


async def _gave_way(shutter: Shutter, goal: Goal) -> None:
    """Raise `CommandSuperseded` if a newer command or a person was preferred to this one."""
    if shutter.target == goal:
        return
    if shutter.target is not None or await shutter.wait_settled() is Result.SUPERSEDED:
        raise CommandSuperseded(shutter.reason or BridgeText.COMMAND_REPLACED(), shutter.pair.addresses)
