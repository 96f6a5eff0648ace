"""Runs and histories for these tests."""

import random

from ipcom.learning import ObservedRun, RunEnd, RunHistory
from ipcom.model.motion import Motion
from ipcom.shutter.travel_times import TravelTimes

TIMES = TravelTimes(up=25.0, down=24.0)
BLUR_S = 0.55
HOUR_S = 3600.0


def run(
    motion: Motion,
    seconds: float,
    *,
    end: RunEnd = RunEnd.OUTSIDE,
    at: float = 0.0,
    blur: float = BLUR_S,
    follows: bool = True,
) -> ObservedRun:
    return ObservedRun(motion, seconds, blur, end, at, follows)


class Living:
    """A history that is lived, one run each hour."""

    def __init__(self, times: TravelTimes = TIMES, seed: int = 1) -> None:
        self.history = RunHistory()
        self.times = times
        self.rng = random.Random(seed)
        self.at = 1_700_000_000.0

    def run(self, motion: Motion, seconds: float, end: RunEnd = RunEnd.OUTSIDE) -> None:
        self.at += HOUR_S
        self.history.add(run(motion, seconds, end=end, at=self.at), self.times)

    def command(self, motion: Motion) -> None:
        """Home Assistant runs it to an end."""
        self.run(motion, self.times.full_run(motion) + 0.06, RunEnd.COMMAND)

    def watched(self, motion: Motion, travel: float, count: int = 1) -> None:
        """People stop it after `travel` seconds and a little, `count` times, each from the other end."""
        for _ in range(count):
            self.command(motion.reverse)
            self.run(motion, travel + self.lag())

    def there_and_back(self, up: float, down: float, count: int) -> None:
        """People stop it at both ends, one way and the other, with a full run now and then."""
        for _ in range(count):
            self.command(Motion.UP)
            self.run(Motion.DOWN, down + self.lag())
            self.run(Motion.UP, up + self.lag())
            self.command(Motion.DOWN)
            self.run(Motion.UP, up + self.lag())
            self.run(Motion.DOWN, down + self.lag())

    def lag(self) -> float:
        return 0.6 * self.rng.lognormvariate(0.0, 0.5) + self.rng.uniform(-0.2, 0.2)
