"""Every interval, wait and bound of the live link, in seconds unless its name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..errors import ConfigurationError, Problem
from .arguments import quoted
from .mistakes import ArgumentMistake

POLL_INTERVAL = 0.35
MIN_RETRY_AFTER = 0.25
"""A write is retried this long after it left at the earliest: bursts have overwhelmed gateways."""


@dataclass(frozen=True, slots=True)
class Timings:
    """The intervals and limits of one client, in seconds unless a name says otherwise.

    A slow line stretches most of them with its quiet round trip (docs/architecture.md, "The rules of the link").
    Raises `ConfigurationError` that names every figure which is not above 0, and those that contradict each other.
    """

    # The steady link
    poll_interval: float = POLL_INTERVAL
    """The outputs are read this often."""
    keep_alive: float = 30.0
    """A keep-alive is sent this often."""
    read_timeout: float = 2.0
    """A read without an answer ends the link after this."""
    write_wait: float = 0.5
    """How long a write waits for its acknowledgement; no read is sent meanwhile."""
    write_wait_long: float = 1.0
    """A stop is repeated this much later while no read has looked for it yet."""
    unanswered_writes: int = 10
    """After this many unanswered writes in a row, no acknowledgement is waited for on that connection."""
    drain: float = 0.05
    """After a message of unknown length, what arrives is dropped for this long."""
    distrust: float = 1.0
    """When a surplus outputs message comes, snapshots are not trusted that were asked for within this time before it."""
    blame_keep_alive: float = 1.0
    """The reply to a keep-alive is held to be the cause when framing breaks this soon after it."""

    # Setting up a connection
    look_up_timeout: float = 10.0
    """How long a name server may take."""
    look_up_first: float = 1.0
    """After this long without an answer, the last address that worked is tried, if there is one."""
    connect_timeout: float = 1.0
    """How long one address may take to accept a connection."""
    login_timeout: float = 2.0
    """How long the reply to the login may take."""
    login_quiet: float = 1.0
    """A short login reply is final once the gateway was quiet for this long."""
    snapshot_timeout: float = 2.0
    """How long the first read of a connection may take."""
    silent_timeout: float = 1.2
    """A connection that was accepted but stays silent is given up after this; see `answers_within`."""
    answers_within: float = 0.3
    """`silent_timeout` applies only if an earlier link of this client answered within this time."""

    # Coming back
    reconnect_min: float = 0.5
    """The shortest time from the start of one attempt to connect to the next."""
    reconnect_max: float = 1.2
    """The longest such time while attempts are fast."""
    fast_for: float = 600.0
    """Attempts are fast for this long after the link broke."""
    fallback_interval: float = 10.0
    """The longest time between attempts, once the link has been down for long."""
    slowdown_for: float = 600.0
    """The pace then slows from fast to the fallback interval over this long."""
    refused_for: float = 60.0
    """Credentials that worked before count as wrong once they have been refused for this long."""
    settle_after: float = 3.0
    """After an outage longer than this, writes wait for two equal snapshots."""
    settle: float = 1.0
    """Those two snapshots were asked for at least this far apart."""

    # Commands
    fresh: float = 0.03
    """A frame may be planned from a read that is this old; from one made for it, two quiet round trips older."""
    verify_steps: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4)
    """Pauses between the reads that look for a written value; the last one repeats."""
    verify_for: float = 1.5
    """How long a written value may take to show."""
    verify_dimmer_for: float = 5.0
    """How long a dimmer on its way to the written level may take to show it."""
    retry_after: float = 0.5
    """A second frame leaves this long after the first, if a read shows the old value; at least 0.25."""
    frame_spacing: float = 0.25
    """The pause between two frames: bursts have overwhelmed a gateway."""
    stop_spacing: float = 0.05
    """The pause between two frames that stop a motor."""
    leave_within: float = 10.0
    """How long a command has to leave; a scene has 30 s, as long as its frames keep leaving."""
    offline_wait: float = 1.5
    """How long a command that is given offline waits for a link."""
    ramp_wait: float = 1.5
    """How long a command waits for another dimmer of its module to end its ramp."""
    both_on_window: float = 60.0
    """The time over which `both_on_stops` counts."""
    both_on_stops: int = 3
    """A pair seen on both ways is stopped this often in `both_on_window`; after that it is only reported."""

    # Ending
    release_for: float = 2.0
    """How long `close` may take to stop the shutters that the client moved."""

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming every figure that is wrong."""
        problems = [*self._not_positive(), *self._out_of_order()]
        if problems:
            raise ConfigurationError(*problems)

    def _not_positive(self) -> list[Problem]:
        """Each figure is a number above 0; `verify_steps` a tuple of such."""
        given = [(field.name, getattr(self, field.name), field.default) for field in fields(self)]
        mistakes = [
            (name, value, _mistake(value, default)) for name, value, default in given if value is not default
        ]
        return [
            Problem(mistake(timing=name, value=quoted(value)))
            for name, value, mistake in mistakes
            if mistake is not None
        ]

    def _out_of_order(self) -> list[Problem]:
        problems = []
        if _is_positive(self.retry_after) and self.retry_after < MIN_RETRY_AFTER:
            problems.append(
                Problem(ArgumentMistake.RETRY_TOO_SOON(value=self.retry_after, low=MIN_RETRY_AFTER))
            )
        pace = (self.reconnect_min, self.reconnect_max)
        if all(map(_is_positive, pace)) and self.reconnect_min > self.reconnect_max:
            problems.append(Problem(ArgumentMistake.RECONNECT_SWAPPED()))
        return problems


def _mistake(value: object, default: object) -> ArgumentMistake | None:
    """Return what is wrong with a value that stands in for this default."""
    if isinstance(default, tuple):
        sound = isinstance(value, tuple) and bool(value) and all(map(_is_positive, value))
        return None if sound else ArgumentMistake.TIMING_NO_STEPS
    if isinstance(default, int):
        whole = _is_positive(value) and type(value) is int
        return None if whole else ArgumentMistake.TIMING_NO_WHOLE_NUMBER
    return None if _is_positive(value) else ArgumentMistake.TIMING_NO_NUMBER


def _is_positive(value: object) -> bool:
    """Whether it is a number above 0; NaN is not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
