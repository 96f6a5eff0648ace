"""What is known of one motor: how long it takes, and its little delays. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ..client.client_arguments import checked_direction
from ..errors import ConfigurationError, Problem
from ..model.arguments import check_type, is_number, quoted
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from ..model.tilt_model import TiltModel
from ..sentence import Message
from .curve import LINEAR, Curve
from .shutter_text import TimesMistake

LONGEST_TRAVEL_S = 600.0
"""No shutter travels for ten minutes; more is a mistake, perhaps milliseconds."""
SHORT_TRAVEL_S = 3.0
"""Hardly any shutter is quicker; a person who pressed a button twice by mistake is."""
UNLIKE = 1.5
"""Up and down differ by a tenth or so; a time longer by half was hardly measured from end to end."""
LONGEST_DELAY_S = 10.0
"""Start-up delays and stop lags are tenths of a second; more is a mistake."""
MARGIN_S = 1.0
"""By how much the longest run allowed must exceed a full run, so that no full run is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelTimes:
    """Times of one shutter, in seconds unless the name says otherwise.

    Raises `ConfigurationError` naming everything that is wrong.
    """

    up: float
    """The motor's time from closed to open, 0.1 to 600, the slats' `tilt` included unless they have a motor of their own."""
    down: float
    """The motor's time from open to closed, 0.1 to 600, the slats' `tilt` included unless they have a motor of their own."""
    start_delay: float = 0.0
    """How long after its relay the motor starts, 0 to 10."""
    stop_lag: float = 0.0
    """How long after its relay the motor comes to rest, 0 to 10."""
    overrun_percent: float = 5.0
    """By how much of the travel, 0 to 100 percent, a full run is longer, so that the end is certain."""
    overrun_s: float = 1.0
    """By how many seconds more a full run is longer, 0 to 600."""
    min_move: float = 0.3
    """A shorter move is not made, 0 to 10."""
    curve: Curve = LINEAR
    """How the height follows the time; linear unless given."""
    tilt: float | None = None
    """How long the slats take from closed to open, less than the travel, or 0.1 to 600 with a motor of their own; None without slats."""
    tilt_model: TiltModel = TiltModel.FIRST_PART
    """What turns the slats, and when; every other than the usual one needs a `tilt`."""

    def __post_init__(self) -> None:
        problems = [*self._out_of_range(), *self._bad_curve(), *self._bad_tilt()]
        if problems:
            raise ConfigurationError(*problems)

    @property
    def doubts(self) -> tuple[Message, ...]:
        """What is unlikely about the times, in words for a person; measured times are asked about then."""
        short = [
            TimesMistake.TIME_DOUBTFUL(seconds=time, _way=way, least=SHORT_TRAVEL_S)
            for way, time in (("up", self.up), ("down", self.down))
            if time < SHORT_TRAVEL_S
        ]
        if max(self.up, self.down) <= UNLIKE * min(self.up, self.down):
            return tuple(short)
        return (*short, TimesMistake.TIMES_UNLIKE(up=self.up, down=self.down))

    def travel(self, motion: Motion) -> float:
        """Seconds from end to end in that direction."""
        return self.up if checked_direction(motion) is Motion.UP else self.down

    def full_run(self, motion: Motion) -> float:
        """Seconds that the relay must be on for the end to be certain from anywhere."""
        travel = self.travel(motion)
        return self.start_delay + travel * (1.0 + self.overrun_percent / 100.0) + self.overrun_s

    @property
    def longest_run(self) -> float:
        """The longer of the two full runs, in seconds."""
        return max(self.full_run(Motion.UP), self.full_run(Motion.DOWN))

    @property
    def slack(self) -> float:
        """Seconds that the slats take from end to end; 0 for a shutter without."""
        return self.tilt or 0.0

    def _out_of_range(self) -> list[Problem]:
        return _out_of(
            ("up", self.up, 0.1, LONGEST_TRAVEL_S),
            ("down", self.down, 0.1, LONGEST_TRAVEL_S),
            ("start_delay", self.start_delay, 0.0, LONGEST_DELAY_S),
            ("stop_lag", self.stop_lag, 0.0, LONGEST_DELAY_S),
            ("overrun_percent", self.overrun_percent, 0.0, 100.0),
            ("overrun_s", self.overrun_s, 0.0, LONGEST_TRAVEL_S),
            ("min_move", self.min_move, 0.0, LONGEST_DELAY_S),
        )

    def _bad_curve(self) -> list[Problem]:
        curve: object = self.curve
        if isinstance(curve, Curve):
            return []
        return [Problem(TimesMistake.CURVE_WRONG(value=quoted(curve)))]

    def _bad_tilt(self) -> list[Problem]:
        shorter = min((time for time in (self.up, self.down) if is_number(time)), default=inf)
        model: object = self.tilt_model
        if not isinstance(model, TiltModel):
            return [Problem(TimesMistake.TILT_MODEL_WRONG(value=quoted(model), _models=", ".join(TiltModel)))]
        if self.tilt is None and model is not TiltModel.FIRST_PART:
            return [Problem(TimesMistake.TILT_TIME_MISSING(model=model.value))]
        if model is TiltModel.OWN_MOTOR:
            return _out_of(("tilt", self.tilt, 0.1, LONGEST_TRAVEL_S))
        if self.tilt is None or (is_number(self.tilt) and 0.0 < self.tilt < shorter):
            return []
        return [Problem(TimesMistake.TILT_TIME_WRONG(value=quoted(self.tilt)))]


def _out_of(*ranges: tuple[str, object, float, float]) -> list[Problem]:
    """A problem for each time that is no number of its range."""
    return [
        Problem(TimesMistake.TIME_OUT_OF_RANGE(time=name, value=quoted(value), low=low, high=high))
        for name, value, low, high in ranges
        if not (is_number(value) and low <= value <= high)
    ]


def check_times(value: object) -> TravelTimes:
    """The value, if it is `TravelTimes`."""
    return check_type("the travel times", value, TravelTimes, "write TravelTimes(up=..., down=...)")


def times_within(pair: ShutterPair, travel: TravelTimes | None) -> TravelTimes:
    """The times to reckon with; without any, the longest run allowed stands in for them.

    Raises `ConfigurationError` if the longest run allowed would cut a full run.
    """
    if travel is None:
        return TravelTimes(up=pair.max_run, down=pair.max_run)
    check_times(travel)
    if travel.longest_run + MARGIN_S > pair.max_run:
        raise ConfigurationError(
            Problem(
                TimesMistake.FULL_RUN_TOO_LONG(shutter=pair, seconds=travel.longest_run, longest=pair.max_run)
            )
        )
    return travel
