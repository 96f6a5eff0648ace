"""The two relays that drive one shutter motor."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import ConfigurationError
from .address import ADDRESS_FIX, OutputAddress
from .arguments import Attribute, check_attributes, is_number, quoted, wrong
from .mistakes import ArgumentMistake

MIN_PAUSE_S = 0.5
"""Shortest rest between the directions: a motor that still turns must not be reversed
(docs/architecture.md, "Two directions")."""
DEFAULT_PAUSE_S = 1.0
MAX_MAX_RUN_S = 600.0
"""Longest run that may be allowed: no shutter travels for ten minutes, and a motor left on burns."""
DEFAULT_MAX_RUN_S = 120.0
_RELAYS = tuple(Attribute(name, "an output", OutputAddress, ADDRESS_FIX) for name in ("up", "down"))


@dataclass(frozen=True, slots=True)
class ShutterPair:
    """The two relays that drive one shutter motor, and its limits in seconds.

    Raises `ConfigurationError` for one relay given twice, and for a limit out of range.
    """

    up: OutputAddress
    down: OutputAddress
    pause: float = DEFAULT_PAUSE_S
    """The rest between the directions, 0.5 to 600 (docs/architecture.md, "Two directions")."""
    max_run: float = DEFAULT_MAX_RUN_S
    """The longest run, up to 600; the client stops the motor after it."""
    addresses: tuple[OutputAddress, OutputAddress] = field(init=False, repr=False, compare=False)
    """Both relays, up first."""

    def __post_init__(self) -> None:
        check_attributes(self, _RELAYS)
        if self.up == self.down:
            raise ConfigurationError(ArgumentMistake.UP_AND_DOWN_SAME(output=self.up))
        if not (is_number(self.pause) and MIN_PAUSE_S <= self.pause <= MAX_MAX_RUN_S):
            raise ConfigurationError(
                ArgumentMistake.PAUSE_OUT_OF_RANGE(shutter=self, value=quoted(self.pause), low=MIN_PAUSE_S)
            )
        if not (is_number(self.max_run) and 0 < self.max_run <= MAX_MAX_RUN_S):
            raise ConfigurationError(
                ArgumentMistake.LONGEST_RUN_OUT_OF_RANGE(
                    shutter=self, value=quoted(self.max_run), high=MAX_MAX_RUN_S
                )
            )
        object.__setattr__(self, "addresses", (self.up, self.down))

    def overlaps(self, other: ShutterPair) -> bool:
        """Whether the two share a relay."""
        check_pair(other)
        return bool({self.up, self.down} & {other.up, other.down})

    def __str__(self) -> str:
        return f"{self.up} up, {self.down} down"


def check_pair(value: object) -> ShutterPair:
    """The value, if it is a `ShutterPair`."""
    if isinstance(value, ShutterPair):
        return value
    raise wrong("a shutter", value, "write ShutterPair(up=..., down=...)")
