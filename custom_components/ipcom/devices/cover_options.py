"""The options of a cover."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from ..const import (
    CONF_FULL_RUN_FIRST,
    CONF_OVERRUN,
    CONF_OVERRUN_PERCENT,
    CONF_PAUSE,
    CONF_START_DELAY,
    CONF_STOP_LAG,
    CONF_TILT_MODEL,
    CONF_TILT_TIME,
    CONF_TIMES_GUESSED,
    CONF_TRAVEL_DOWN,
    CONF_TRAVEL_UP,
)
from ..library import TiltModel, TravelTimes

LONGEST_TRAVEL_S = 300.0
"""A shutter of a house takes less than five minutes."""
DEFAULT_MAX_RUN_S = 120.0
UNKNOWN_RUN_S = 60.0
"""Without travel times a run ends after this long: nearly every shutter of a house has arrived by then."""
MARGIN_S = 5.0
"""A read may show late that a motor is off."""


@dataclass(frozen=True, slots=True)
class CoverOptions:
    """The options of a cover, in seconds; without both travel times it has no position."""

    travel_up: float | None = None
    travel_down: float | None = None
    start_delay: float = 0.0
    stop_lag: float = 0.0
    overrun_percent: float = 5.0
    overrun: float = 1.0
    pause: float = 1.0
    tilt_time: float | None = None
    tilt_model: TiltModel = TiltModel.FIRST_PART
    """What turns the slats, if there is a tilt time."""
    full_run_first: bool = False
    guessed: bool = False
    """Whether the travel times are only what is typical of the house."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `as_data` returned; an absent key takes its default."""
        given = {name: data[key] for name, key in _KEYS.items() if data.get(key) is not None}
        model = TiltModel(data.get(CONF_TILT_MODEL) or TiltModel.FIRST_PART)
        return cls(**given, tilt_model=model, guessed=data.get(CONF_TIMES_GUESSED, False))

    @property
    def calibrated(self) -> bool:
        """Return whether both travel times are known."""
        return self.travel_up is not None and self.travel_down is not None

    @property
    def travel(self) -> TravelTimes | None:
        """Return the times for the library, or None without both travel times."""
        if self.travel_up is None or self.travel_down is None:
            return None
        return TravelTimes(
            up=self.travel_up,
            down=self.travel_down,
            start_delay=self.start_delay,
            stop_lag=self.stop_lag,
            overrun_percent=self.overrun_percent,
            overrun_s=self.overrun,
            tilt=self.tilt_time,
            tilt_model=TiltModel.FIRST_PART if self.tilt_time is None else self.tilt_model,
        )

    @property
    def max_run(self) -> float:
        """Return the longest run of its motor: a full run and a margin, 120 s at least."""
        travel = self.travel
        return DEFAULT_MAX_RUN_S if travel is None else max(DEFAULT_MAX_RUN_S, travel.longest_run + MARGIN_S)

    @property
    def calibration_run(self) -> float:
        """Return the longest run of a calibration: its own full run, but 60 s at least, as its times may be wrong."""
        travel = self.travel
        return UNKNOWN_RUN_S if travel is None else max(UNKNOWN_RUN_S, travel.longest_run + MARGIN_S)

    @property
    def has_tilt_motor(self) -> bool:
        """Return whether a motor of their own turns its slats."""
        return self.tilt_model is TiltModel.OWN_MOTOR and self.tilt_time is not None

    @property
    def max_tilt_run(self) -> float:
        """Return the longest run of that motor."""
        turn = (self.tilt_time or 0.0) * (1.0 + self.overrun_percent / 100.0)
        return max(DEFAULT_MAX_RUN_S, self.start_delay + turn + self.overrun + MARGIN_S)

    def without_tilt(self) -> Self:
        """Return the options of the same cover without slats that turn."""
        return replace(self, tilt_model=TiltModel.FIRST_PART, tilt_time=None)

    def with_times(self, up: float, down: float) -> Self:
        """Return the same options with other travel times, which count as measured."""
        return replace(self, travel_up=up, travel_down=down, guessed=False)

    def with_guess(self, seconds: float) -> Self:
        """Return the same options with a typical time for both ways, unless they have times."""
        if self.calibrated:
            return self
        return replace(self, travel_up=seconds, travel_down=seconds, guessed=True)

    def replaced_by(self, options: Self) -> Self:
        """Return other options; guessed times that stayed as they were are still a guess."""
        same = (self.travel_up, self.travel_down) == (options.travel_up, options.travel_down)
        return replace(options, guessed=self.guessed and same)

    def as_data(self) -> dict[str, Any]:
        """Return the options as part of a subentry's data."""
        given = {key: getattr(self, name) for name, key in _KEYS.items() if getattr(self, name) is not None}
        if self.tilt_model is not TiltModel.FIRST_PART:
            given[CONF_TILT_MODEL] = self.tilt_model.value
        return {**given, CONF_TIMES_GUESSED: True} if self.guessed else given


_KEYS = {
    "travel_up": CONF_TRAVEL_UP,
    "travel_down": CONF_TRAVEL_DOWN,
    "start_delay": CONF_START_DELAY,
    "stop_lag": CONF_STOP_LAG,
    "overrun_percent": CONF_OVERRUN_PERCENT,
    "overrun": CONF_OVERRUN,
    "pause": CONF_PAUSE,
    "tilt_time": CONF_TILT_TIME,
    "full_run_first": CONF_FULL_RUN_FIRST,
}
