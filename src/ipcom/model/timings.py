"""Every interval, wait and bound of the live link, in seconds unless its name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..errors import ConfigurationError, Problem
from .arguments import is_number, quoted

MIN_RETRY_AFTER = 0.25
"""A write is retried this long after it left at the earliest: bursts have overwhelmed gateways."""


@dataclass(frozen=True, slots=True)
class Timings:
    """The clockwork of one client; the defaults are those that the design argues for."""

    # The steady link
    poll_interval: float = 0.35
    keep_alive: float = 30.0
    read_timeout: float = 2.0
    write_wait: float = 0.5
    write_wait_long: float = 1.0
    unanswered_writes: int = 10
    """After this many unanswered writes in a row, writes on that connection owe no reply."""
    drain: float = 0.05
    distrust: float = 1.0
    """A surplus snapshot disqualifies those asked for during this time before it."""
    blame_keep_alive: float = 1.0
    """Framing that breaks this soon after a keep-alive is put down to its reply."""

    # Setting up a connection
    look_up_timeout: float = 10.0
    """A name server gets this long..."""
    look_up_first: float = 1.0
    """...but after this the last address that worked is tried, if there is one."""
    connect_timeout: float = 1.0
    login_timeout: float = 2.0
    login_quiet: float = 1.0
    """A short login reply is final once the gateway was quiet for this long."""
    snapshot_timeout: float = 2.0
    silent_timeout: float = 1.2
    """A connection that was accepted but is silent is given up after this..."""
    answers_within: float = 0.3
    """...when an earlier link of this client answered within this."""

    # Coming back
    reconnect_min: float = 0.5
    reconnect_max: float = 1.2
    fast_for: float = 600.0
    fallback_interval: float = 10.0
    slowdown_for: float = 600.0
    """The way from the fast pace down to the fallback interval takes this long."""
    refused_for: float = 60.0
    settle_after: float = 3.0
    """After an outage longer than this, writes wait for two equal snapshots..."""
    settle: float = 1.0
    """...that were asked for at least this far apart."""

    # Commands
    fresh: float = 0.03
    verify_steps: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4)
    """Pauses between the reads that look for a written value; the last one repeats."""
    verify_for: float = 1.5
    verify_dimmer_for: float = 5.0
    retry_after: float = 0.5
    frame_spacing: float = 0.25
    stop_spacing: float = 0.05
    leave_within: float = 10.0
    offline_wait: float = 1.5
    ramp_wait: float = 1.5
    both_on_window: float = 60.0
    both_on_stops: int = 3
    """A pair seen on both ways is stopped this often per `both_on_window`, then only reported."""

    # Ending
    release_for: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming every figure that is wrong."""
        problems = [*self._not_positive(), *self._out_of_order()]
        if problems:
            raise ConfigurationError(*problems)

    def _not_positive(self) -> list[Problem]:
        """Each figure is a number above 0; `verify_steps` a tuple of such."""
        problems = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(field.default, tuple):
                sound = isinstance(value, tuple) and bool(value) and all(map(_is_positive, value))
                fix = "give one or more numbers above 0, as a tuple"
            else:
                sound = _is_positive(value) and not (
                    isinstance(field.default, int) and type(value) is not int
                )
                fix = (
                    "give a whole number above 0"
                    if isinstance(field.default, int)
                    else "give a number above 0"
                )
            if not sound:
                problems.append(Problem(f"timing {field.name} is {quoted(value)}", fix))
        return problems

    def _out_of_order(self) -> list[Problem]:
        problems = []
        if _is_positive(self.retry_after) and self.retry_after < MIN_RETRY_AFTER:
            problems.append(
                Problem(f"timing retry_after is {self.retry_after}", f"at least {MIN_RETRY_AFTER}")
            )
        pace = (self.reconnect_min, self.reconnect_max)
        if all(map(_is_positive, pace)) and self.reconnect_min > self.reconnect_max:
            problems.append(Problem("timing reconnect_min is above reconnect_max", "swap them"))
        return problems


def _is_positive(value: object) -> bool:
    return is_number(value) and value > 0
