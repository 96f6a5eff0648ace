"""What a wish is for the client and the shutters of one house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import CommandSuperseded
from ...model.devices import OutputDevice, ShutterDevice
from ...model.output_kind import DEFAULT_PULSE_S, OutputKind
from ..bridge_text import BridgeText
from ..commands.wishes import (
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

    from ...client.client import IPComClient
    from ...model.address import OutputAddress
    from ...model.snapshot import StateSnapshot
    from ...shutter.shutter import Shutter
    from ..commands.wishes import Wish
    from ..things import Thing

RELAY_ON = 255
FULL_LEVEL = 100


class HouseControl:
    """Carries out wishes. `shutters` are there for all shutters of the house, by the name in topics."""

    def __init__(self, client: IPComClient, shutters: Mapping[str, Shutter]) -> None:
        self._client = client
        self._shutters = shutters
        self._levels: dict[OutputAddress, int] = {}
        self._newest: dict[Shutter, Wish] = {}

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
        """Give a command to a shutter. Raises `CommandSuperseded` if a newer one or a person was preferred to it."""
        self._newest[shutter] = wish
        match wish:
            case HaltMotor():
                await shutter.stop()
                return
            case RunToEnd(up):
                await (shutter.open_fully() if up else shutter.close_fully())
            case GoTo(position, tilt):
                await _go_to(shutter, position, tilt)
            case _:
                raise AssertionError(wish)
        if self._newest[shutter] is not wish or (shutter.target is None and shutter.reason):
            raise CommandSuperseded(shutter.reason or BridgeText.COMMAND_REPLACED(), shutter.pair.addresses)


async def _go_to(shutter: Shutter, position: float | None, tilt: float | None) -> None:
    if position is None:
        await shutter.set_tilt(0.0 if tilt is None else tilt)
    elif tilt is None:
        await shutter.set_position(position)
    else:
        await shutter.set_position_and_tilt(position, tilt)
