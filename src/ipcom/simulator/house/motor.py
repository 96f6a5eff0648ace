"""A shutter motor and its true position, which the gateway does not show; pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model.devices import RelayRole
from ...model.tilt_model import TiltModel
from .blind import CLOSED, OPEN, Blind, BlindSpec

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class MotorSpec:
    """How one motor behaves. Times are in seconds, positions from 0 (closed) to 100 (open).

    `tilt_s` is how long its slats turn, which is part of its way up and down; 0 is without slats. They begin closed at
    position 0 and open elsewhere. Slats with a motor of their own are a pair of `Layout.tilt_motors`.
    """

    up_s: float = 20.0
    down_s: float = 19.0
    start_delay_s: float = 0.0
    stop_lag_s: float = 0.0
    position: float = OPEN
    tilt_s: float = 0.0
    tilt_model: TiltModel = TiltModel.FIRST_PART

    def blind(self) -> Blind:
        """Return the curtain and the slats where they are at first."""
        spec = BlindSpec(self.up_s, self.down_s, self.tilt_s, self.tilt_model)
        return Blind(spec, self.position, OPEN if self.position > CLOSED else CLOSED)


@dataclass(frozen=True, slots=True)
class _Coasting:
    direction: RelayRole
    until: float


class Motor:
    """A motor with a contact for each direction. Every property first calls `sync`, which returns the time.

    With both contacts closed it does not move, and `both_on_count` and `both_on_s` grow.
    """

    def __init__(self, spec: MotorSpec, sync: Callable[[], float]) -> None:
        self.spec = spec
        self._sync = sync
        self._at = -math.inf
        self._blind = spec.blind()
        self._contacts = {RelayRole.UP: False, RelayRole.DOWN: False}
        self._opened_at = {RelayRole.UP: -math.inf, RelayRole.DOWN: -math.inf}
        self._starts_at = math.inf
        self._coasting: _Coasting | None = None
        self._both_on_s = 0.0
        self._both_on_count = 0
        self._shortest_reversal_s = math.inf
        self._starts = 0

    @property
    def position(self) -> float:
        """The true position of the curtain: 0 (closed) to 100 (open)."""
        self._move_to(self._sync())
        return self._blind.height

    @property
    def tilt(self) -> float | None:
        """The true tilt of the slats that this motor turns: 0 (closed) to 100 (open). None without any."""
        self._move_to(self._sync())
        return self._blind.tilt if self.spec.tilt_s > 0.0 else None

    @property
    def running(self) -> RelayRole | None:
        """The direction in which the motor is powered; None when no contact or both contacts are closed."""
        self._sync()
        return self._driven()

    @property
    def starts(self) -> int:
        """How often the motor was switched on, in either direction."""
        self._sync()
        return self._starts

    @property
    def both_on(self) -> bool:
        """Whether both contacts are closed."""
        self._sync()
        return all(self._contacts.values())

    @property
    def both_on_count(self) -> int:
        """How often both contacts were closed at the same time. Each time would harm a real motor."""
        self._sync()
        return self._both_on_count

    @property
    def both_on_s(self) -> float:
        """How long both contacts were closed at the same time, in total."""
        self._move_to(self._sync())
        return self._both_on_s

    @property
    def shortest_reversal_s(self) -> float:
        """The shortest pause between one direction off and the other on. It is infinite without a reversal."""
        self._sync()
        return self._shortest_reversal_s

    def place(self, position: float) -> None:
        """Put the curtain at `position` (0..100) by hand."""
        self._move_to(self._sync())
        self._blind.put(position)

    def contact(self, direction: RelayRole, closed: bool, at: float) -> None:
        """Close or open one contact at time `at`."""
        if self._contacts[direction] is closed:
            return
        self._move_to(at)
        before = self._driven()
        self._contacts[direction] = closed
        if closed:
            self._closed(direction, at)
        else:
            self._opened_at[direction] = at
        self._power(before, self._driven(), at)

    def _closed(self, direction: RelayRole, at: float) -> None:
        other = RelayRole.DOWN if direction is RelayRole.UP else RelayRole.UP
        if self._contacts[other]:
            self._both_on_count += 1
            self._shortest_reversal_s = 0.0
        else:
            pause = at - self._opened_at[other]
            self._shortest_reversal_s = min(self._shortest_reversal_s, pause)

    def _power(self, before: RelayRole | None, after: RelayRole | None, at: float) -> None:
        if before is not None:
            self._coasting = _Coasting(before, at + self.spec.stop_lag_s)
        if after is not None:
            self._coasting = None
            self._starts_at = at + self.spec.start_delay_s
            self._starts += 1

    def _driven(self) -> RelayRole | None:
        up, down = self._contacts[RelayRole.UP], self._contacts[RelayRole.DOWN]
        if up == down:
            return None
        return RelayRole.UP if up else RelayRole.DOWN

    def _move_to(self, now: float) -> None:
        driven = self._driven()
        if driven is not None:
            self._travel(driven, now - max(self._at, self._starts_at))
        elif all(self._contacts.values()):
            self._both_on_s += now - self._at
        elif self._coasting is not None:
            self._travel(self._coasting.direction, min(now, self._coasting.until) - self._at)
        self._at = now

    def _travel(self, direction: RelayRole, seconds: float) -> None:
        if seconds > 0 and direction is RelayRole.UP:
            self._blind.run_up(seconds)
        elif seconds > 0:
            self._blind.run_down(seconds)
