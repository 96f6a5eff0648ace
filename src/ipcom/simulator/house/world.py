"""One bus of a simulated house: its outputs and motors, and a history of what switched them; pure.

The gateway shows a new value at once. The contact of a shutter's relay follows `relay_delay` later, as in a real
module.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ...model.address import OUTPUTS, OUTPUTS_PER_MODULE, OutputAddress
from ...model.devices import RelayRole
from ...model.output_kind import OutputKind
from ..simulator_text import HouseMistake
from .dimmer import Dimmer
from .layout import Layout
from .motor import Motor
from .scaled_clock import Clock, ScaledClock, stopped_clock
from .scheduler import Scheduler, TimedEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...model.shutter_pair import ShutterPair

ON, OFF, FLICKER = 255, 0, 1

SHORT_PRESS_S = 0.4
"""A dimmer's button that is held this long dims; a shorter press toggles."""

HISTORY = 10_000
"""How many events a world keeps."""


class Cause(StrEnum):
    """What switched an output."""

    BUS = "bus"
    WALL = "wall"
    TIMER = "timer"
    POWER = "power"


class WallButton(StrEnum):
    """The buttons of a shutter's wall switch."""

    UP = "up"
    DOWN = "down"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class OutputEvent:
    """An output got `value` (0 off, 255 on, a dimmer its target level) at `at`, in seconds of the world."""

    at: float
    address: OutputAddress
    value: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class _Relay:
    """The shutter of a relay, and its direction."""

    pair: ShutterPair
    role: RelayRole


def usual_relay_delay() -> float:
    """Return 50 ms."""
    return 0.05


class World:
    """The outputs of one bus, all off at first.

    `clock` returns seconds. Each method reads it and first runs the events that are due. `relay_delay` returns the
    seconds between the new value and the contact, and is called for each switch of a shutter's relay; for delays as in
    real modules give `partial(rng.uniform, 0.02, 0.08)`.
    """

    def __init__(
        self,
        layout: Layout | None = None,
        *,
        clock: Clock = stopped_clock,
        relay_delay: Callable[[], float] = usual_relay_delay,
        speed: float = 1.0,
    ) -> None:
        self.layout = layout or Layout()
        self.clock = ScaledClock(clock, speed)
        self.relay_delay = relay_delay
        self.history: deque[OutputEvent] = deque(maxlen=HISTORY)
        self.shutters: Mapping[ShutterPair, Motor] = {
            pair: Motor(spec, self.now) for pair, spec in self.layout.shutters.items()
        }
        self._scheduler = Scheduler()
        self._values = bytearray(OUTPUTS)
        self._shown = bytes(OUTPUTS)
        self._fresh_until = math.inf
        self._dimmers = {
            address: Dimmer(self.layout.dimmer)
            for address, kind in self.layout.kinds.items()
            if kind is OutputKind.DIMMER
        }
        self._relays = _relays(self.layout)
        self._off_since: dict[OutputAddress, float] = {}
        self._contact_at: dict[OutputAddress, float] = {}
        self._timers: dict[OutputAddress, TimedEvent] = {}
        self._reversals: dict[ShutterPair, TimedEvent] = {}

    @property
    def speed(self) -> float:
        """How many seconds pass here in one second of the clock. It may be set at any moment."""
        return self.clock.speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self.clock.set_speed(speed)

    def now(self) -> float:
        """Run the events that are due, and return the world's own time."""
        now = self.clock.now()
        if self._scheduler.next_at <= now:
            self._scheduler.run_until(now)
        return now

    def values(self) -> bytes:
        """Return all 128 outputs as the gateway shows them. It is the same object while nothing changes."""
        now = self.now()
        if now >= self._fresh_until:
            self._refresh(now)
        return self._shown

    def value(self, address: OutputAddress) -> int:
        """Return one output as the gateway shows it."""
        return self.values()[address.index]

    def is_on(self, address: OutputAddress) -> bool:
        """Return whether an output shows another value than 0."""
        return self.value(address) > 0

    def tilt(self, pair: ShutterPair) -> float | None:
        """Return the true tilt of a blind's slats, 0 (closed) to 100 (open), whichever motor turns them. None without slats."""
        motor = self.layout.tilt_motors.get(pair)
        return self.shutters[pair].tilt if motor is None else self.shutters[motor].position

    def write(self, module: int, values: bytes) -> None:
        """Set the 8 outputs of a module (1..16), as a frame on the bus does."""
        if len(values) != OUTPUTS_PER_MODULE:
            raise ConfigurationError(HouseMistake.NOT_ALL_VALUES(count=len(values), module=module))
        now = self.now()
        for output, value in enumerate(values, 1):
            self._set(OutputAddress(module, output), value, now, Cause.BUS)

    def press(self, address: OutputAddress, held: float = 0.1) -> None:
        """Press the wall button of an output for `held` seconds.

        A relay toggles. A dimmer toggles too, or dims if the button is held for 0.4 s or longer. A shutter runs or stops.
        """
        now = self.now()
        relay = self._relays.get(address)
        if relay is not None:
            self.press_shutter(relay.pair, WallButton.STOP if self.is_on(address) else WallButton(relay.role))
        elif address not in self._dimmers:
            self._set(address, OFF if self.is_on(address) else ON, now, Cause.WALL)
        else:
            self._press_dimmer(address, held, now)

    def start_dimming(self, address: OutputAddress) -> None:
        """Hold the wall button of a dimmer until `stop_dimming`."""
        self._hold_dimmer(address, math.inf, self.now())

    def stop_dimming(self, address: OutputAddress) -> None:
        """Let the wall button of a dimmer go. The level stays where it is."""
        now = self.now()
        self._dimmers[address].release(now)
        self._note(address, self._dimmers[address].target, now, Cause.WALL)

    def press_shutter(self, pair: ShutterPair, button: WallButton | str, held: float | None = None) -> None:
        """Press up, down or stop at the wall. The opposite direction goes off first, and a pause follows.

        The shutter runs until it is stopped, or for `held` seconds if they are given.
        """
        now = self.now()
        button = WallButton(button)
        if pair not in self.shutters:
            raise ConfigurationError(HouseMistake.SHUTTER_NOT_THERE(shutter=pair))
        self._forget_reversal(pair)
        if button is WallButton.STOP:
            self._both_off(pair, now)
        elif button is WallButton.UP:
            self._run(pair, pair.up, held, now)
        else:
            self._run(pair, pair.down, held, now)

    def lose_power(self) -> None:
        """Switch everything off at once, as a restart that loses the outputs does."""
        now = self.now()
        for index in range(OUTPUTS):
            self._set(OutputAddress.from_index(index), OFF, now, Cause.POWER)
        for pair in self.shutters:
            self._forget_reversal(pair)

    def _press_dimmer(self, address: OutputAddress, held: float, now: float) -> None:
        if held >= SHORT_PRESS_S:
            self._hold_dimmer(address, held, now)
            return
        dimmer = self._dimmers[address]
        dimmer.press(now)
        self._follow_press(address, dimmer.target, now)

    def _hold_dimmer(self, address: OutputAddress, held: float, now: float) -> None:
        dimmer = self._dimmers[address]
        dimmer.hold(now, held)
        self._follow_press(address, dimmer.target, now)

    def _follow_press(self, address: OutputAddress, target: int, now: float) -> None:
        self._note(address, target, now, Cause.WALL)
        self._set_timer(address, target > 0, now, Cause.WALL)

    def _run(self, pair: ShutterPair, wanted: OutputAddress, held: float | None, now: float) -> None:
        other = pair.down if wanted == pair.up else pair.up
        self._set(other, OFF, now, Cause.WALL)
        rested_at = self._off_since.get(other, -math.inf) + self.layout.wall_pause_s
        if rested_at <= now:
            self._start(wanted, held, now)
        else:
            self._reversals[pair] = self._scheduler.plan(rested_at, lambda at: self._start(wanted, held, at))

    def _start(self, wanted: OutputAddress, held: float | None, at: float) -> None:
        self._set(wanted, ON, at, Cause.WALL)
        if held is not None:
            self._go_off(wanted, at + held, Cause.WALL)

    def _both_off(self, pair: ShutterPair, now: float) -> None:
        for address in pair.addresses:
            self._set(address, OFF, now, Cause.WALL)

    def _forget_reversal(self, pair: ShutterPair) -> None:
        reversal = self._reversals.pop(pair, None)
        if reversal is not None:
            reversal.cancel()

    def _set(self, address: OutputAddress, value: int, now: float, cause: Cause) -> None:
        dimmer = self._dimmers.get(address)
        if dimmer is None:
            self._switch(address, value > 0, now, cause)
        elif dimmer.write(value, now):
            self._note(address, dimmer.target, now, cause)
            self._set_timer(address, dimmer.target > 0, now, cause)

    def _switch(self, address: OutputAddress, on: bool, now: float, cause: Cause) -> None:
        if bool(self._values[address.index]) is on:
            return
        self._show(address, on, now)
        self._note(address, ON if on else OFF, now, cause)
        self._set_timer(address, on, now, cause)
        relay = self._relays.get(address)
        if relay is not None:
            self._forget_reversal(relay.pair)
            self._off_since[address] = math.inf if on else now
            self._move_contact(address, relay, on, now)

    def _show(self, address: OutputAddress, on: bool, now: float) -> None:
        flickers = on and self.layout.flicker_s > 0
        self._values[address.index] = FLICKER if flickers else ON if on else OFF
        if flickers:
            self._scheduler.plan(now + self.layout.flicker_s, lambda _: self._end_flicker(address))

    def _end_flicker(self, address: OutputAddress) -> None:
        if self._values[address.index]:
            self._values[address.index] = ON
            self._fresh_until = -math.inf

    def _set_timer(self, address: OutputAddress, on: bool, now: float, cause: Cause) -> None:
        timer = self._timers.pop(address, None)
        if timer is not None:
            timer.cancel()
        on_time_s = self.layout.on_time_s(address, pressed=cause is Cause.WALL)
        if on and on_time_s is not None:
            self._go_off(address, now + on_time_s, Cause.TIMER)

    def _go_off(self, address: OutputAddress, at: float, cause: Cause) -> None:
        timer = self._timers.get(address)
        if timer is not None:
            if timer.at <= at:
                return
            timer.cancel()
        self._timers[address] = self._scheduler.plan(at, lambda at: self._set(address, OFF, at, cause))

    def _move_contact(self, address: OutputAddress, relay: _Relay, on: bool, now: float) -> None:
        motor = self.shutters[relay.pair]
        at = max(now + self.relay_delay(), self._contact_at.get(address, now))
        self._contact_at[address] = at
        self._scheduler.plan(at, lambda at: motor.contact(relay.role, on, at))

    def _note(self, address: OutputAddress, value: int, now: float, cause: Cause) -> None:
        self.history.append(OutputEvent(now, address, value, cause))
        self._fresh_until = -math.inf

    def _refresh(self, now: float) -> None:
        for address, dimmer in self._dimmers.items():
            self._values[address.index] = dimmer.value(now)
        moving = any(dimmer.changes_until > now for dimmer in self._dimmers.values())
        self._fresh_until = now if moving else math.inf
        self._shown = bytes(self._values)


def _relays(layout: Layout) -> dict[OutputAddress, _Relay]:
    relays: dict[OutputAddress, _Relay] = {}
    for pair in layout.shutters:
        for address, role in zip(pair.addresses, (RelayRole.UP, RelayRole.DOWN), strict=True):
            if address in relays:
                raise ConfigurationError(HouseMistake.OUTPUT_IN_TWO_SHUTTERS(output=address))
            relays[address] = _Relay(pair, role)
    return relays
