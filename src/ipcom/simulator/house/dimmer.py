"""One channel of a dimmer. It ramps to the level that is written, and shows 251 while its button is held; pure.

The value 0 is off, 1..100 is a level in percent, and more than 100 is on (docs/protocol.md, "Output values").
"""

from __future__ import annotations

from dataclasses import dataclass

FULL = 100
HELD = 251
"""What the gateway shows while the button is held."""


@dataclass(frozen=True, slots=True)
class DimmerSpec:
    """How dimmers behave.

    A ramp from 0 to 100 takes `ramp_s` after a write (0 is at once) and `held_ramp_s` while the button is held. Levels
    are rounded down to a multiple of `step` (docs/protocol.md, "Output values": 41 written, 40 read). A channel at its
    full level shows `full`: 100, or more, for example 255.
    """

    ramp_s: float = 0.0
    held_ramp_s: float = 4.0
    step: int = 1
    full: int = FULL

    def rounded(self, level: float) -> int:
        """Return the level at which a channel rests after a write of `level`."""
        return int(level) // self.step * self.step

    def shown(self, level: float) -> int:
        """Return what the gateway shows during a ramp. A lamp that is not off yet never shows 0."""
        return max(self.step, self.rounded(round(level))) if level > 0 else 0


class Dimmer:
    """One channel. Times must not go back from one call to the next."""

    def __init__(self, spec: DimmerSpec) -> None:
        self._spec = spec
        self._start = 0.0
        self._target = 0.0
        self._began_at = 0.0
        self._changes_until = 0.0
        self._held_until = 0.0
        self._last_level = FULL
        self._rises = True

    @property
    def target(self) -> int:
        """The level to which it ramps, or at which it rests."""
        return round(self._target)

    @property
    def changes_until(self) -> float:
        """When the value stops changing."""
        return max(self._changes_until, self._held_until)

    def value(self, at: float) -> int:
        """Return what the gateway shows: 0..100, `full` at the full level, or 251 while the button is held."""
        if at < self._held_until:
            return HELD
        shown = self._spec.shown(self._level(at))
        return self._spec.full if shown == FULL else shown

    def write(self, value: int, at: float) -> bool:
        """Ramp to `value` (0..255; 100 and more are full). Return False if that is its target already."""
        wanted = self._spec.rounded(min(value, FULL))
        if wanted == self._target and at >= self._held_until:
            return False
        self._held_until = at
        self._ramp(wanted, at, self._spec.ramp_s)
        return True

    def press(self, at: float) -> None:
        """Toggle between off and the last level, as a short press of the button does."""
        self.write(0 if self._target else self._last_level, at)

    def hold(self, at: float, seconds: float) -> None:
        """Brighten for this many seconds, or dim if the last hold brightened. A hold never switches off."""
        level = self._level(at)
        change = FULL * seconds / self._spec.held_ramp_s * (1 if self._rises else -1)
        self._rises = not self._rises
        self._ramp(min(FULL, max(1.0, level + change)), at, self._spec.held_ramp_s)
        self._target = self._spec.shown(self._target)
        self._held_until = at + seconds

    def release(self, at: float) -> None:
        """End a hold before its time. The level stays where it is."""
        if at < self._held_until:
            self._held_until = at
            self._ramp(self._spec.shown(self._level(at)), at, 0.0)

    def _ramp(self, target: float, at: float, full_ramp_s: float) -> None:
        self._start, self._target, self._began_at = self._level(at), target, at
        self._changes_until = at + full_ramp_s * abs(target - self._start) / FULL
        if target:
            self._last_level = round(target)

    def _level(self, at: float) -> float:
        if at >= self._changes_until:
            return self._target
        done = (at - self._began_at) / (self._changes_until - self._began_at)
        return self._start + (self._target - self._start) * done
