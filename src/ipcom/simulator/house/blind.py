"""How one motor moves the curtain and the slats of a blind; pure."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.tilt_model import TiltModel

CLOSED, OPEN = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class BlindSpec:
    """The times of a blind in seconds, from end to end of its whole way, slats included."""

    up_s: float
    down_s: float
    tilt_s: float
    model: TiltModel


@dataclass(slots=True)
class Blind:
    """The true `height` of a curtain and the true `tilt` of its slats, both from 0 (closed) to 100 (open)."""

    spec: BlindSpec
    height: float
    tilt: float

    def run_up(self, seconds: float) -> None:
        """Run up for so long: the slats open first, then the curtain lifts."""
        left = self._open_slats(seconds)
        self.height = _within(self.height + left * (OPEN / (self.spec.up_s - self.spec.tilt_s)))

    def run_down(self, seconds: float) -> None:
        """Run down for so long: slats that turn at the bottom close last, others first."""
        if self.spec.model is TiltModel.CLOSED_END:
            self._close_slats(self._lower(seconds))
        else:
            self._lower(self._close_slats(seconds))

    def put(self, height: float) -> None:
        """Put the curtain somewhere by hand; slats that turn at the bottom hang open elsewhere."""
        self.height = _within(height)
        if self.spec.model is TiltModel.CLOSED_END and self.height > CLOSED:
            self.tilt = OPEN

    def _open_slats(self, seconds: float) -> float:
        """Turn the slats, and return the seconds that are left."""
        if self.spec.tilt_s <= 0.0:
            return seconds
        used = min(seconds, (OPEN - self.tilt) / OPEN * self.spec.tilt_s)
        self.tilt = _within(self.tilt + used / self.spec.tilt_s * OPEN)
        return seconds - used

    def _close_slats(self, seconds: float) -> float:
        if self.spec.tilt_s <= 0.0:
            return seconds
        used = min(seconds, self.tilt / OPEN * self.spec.tilt_s)
        self.tilt = _within(self.tilt - used / self.spec.tilt_s * OPEN)
        return seconds - used

    def _lower(self, seconds: float) -> float:
        """Lower the curtain, and return the seconds that are left."""
        speed = OPEN / (self.spec.down_s - self.spec.tilt_s)
        used = min(seconds, self.height / speed)
        self.height = CLOSED if used < seconds else _within(self.height - used * speed)
        return seconds - used


def _within(value: float) -> float:
    return min(OPEN, max(CLOSED, value))
