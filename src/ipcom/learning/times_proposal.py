"""Other travel times, proposed from the runs that are made anyway. Pure; it changes nothing.

What a run tells:

- A run that a command ended by its plan lasted as long as the known times say, and tells nothing of the true ones.
- A run that a person stopped tells of the travel if it began at the other end and ended on arrival. Relays show neither.
  The beginning counts as the other end after a full run by the known times. The end needs an argument:
  - Runs *longer* than the known travel: if that were right, the shutter would have stood still for the rest, and people
    would stop it whenever they come by. If thirty agree within a second, they saw it arrive.
  - Runs *shorter* than the known travel: thirty that agree may as well be a habit, such as slits left open for air. They
    count only if the way back takes as long from there as from the end itself.
- A timer of the bus cuts every run at its own length, whether or not the shutter has arrived. The length is no travel,
  so it never corrects times that were measured. It is an upper bound if its installer set it for this shutter: if both
  directions are cut at the same length, hardly a run is followed by a second one the same way, and the known times are
  a guess that is longer still, then the length is the better guess.

People stop a shutter a little after it has arrived, so the lower quartile is proposed, not the median, and runs must be
longer by two seconds at least. Blinds are left out: each turn of their slats is a run, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ..errors import ConfigurationError
from ..model.motion import Motion
from ..shutter.travel_times import TravelTimes
from .run_evidence import RunGroup, ends_at_the_end, full_runs, sooner_from_half_way, timer_runs
from .run_history import RunHistory

LONGER_S, LONGER_SHARE = 2.0, 0.06
"""Known times that are too short by less, in seconds and as a part of them, are good enough: people stop late."""
SHORTER_S, SHORTER_SHARE = 1.0, 0.04
"""The same for known times that are too long."""
ALIKE_S = 0.5
"""A bus timer is set for both directions at once, and reads show its length within this."""


class ProposalBasis(StrEnum):
    """What a proposal rests on."""

    STOPS = "stops"
    """People stopped the shutter on its arrival."""
    TIMER = "timer"
    """A timer of the bus is shorter than times that were only guessed: the new ones are a guess, too."""


@dataclass(frozen=True, slots=True)
class TimesProposal:
    """Other times for a shutter, and the runs that speak for them."""

    times: TravelTimes
    """The known times with `up`, `down` or both replaced, rounded to a tenth of a second."""
    basis: ProposalBasis
    up: RunGroup | None
    """The runs up that say so; None if the time up stays."""
    down: RunGroup | None
    """The runs down that say so; None if the time down stays."""


def propose_times(history: RunHistory, times: TravelTimes, *, guessed: bool = False) -> TimesProposal | None:
    """What the runs say against the known times; None if that is too little, or makes no difference.

    `guessed` says that the known times were never measured.
    """
    if times.tilt is not None:
        return None
    up, down = (_stopped_late_or_early(history, motion, times) for motion in (Motion.UP, Motion.DOWN))
    found = _proposal(times, ProposalBasis.STOPS, up, down)
    if found is None and guessed:
        found = _proposal(times, ProposalBasis.TIMER, *_shorter_timers(history, times))
    return None if found is None or _declined(history, found) else found


def _stopped_late_or_early(history: RunHistory, motion: Motion, times: TravelTimes) -> RunGroup | None:
    """The runs that speak against the known time of this direction."""
    group = full_runs(history, motion)
    if group is None or not group.agrees(times):
        return None
    known, seen = times.travel(motion), group.quick - times.start_delay
    if seen - known >= max(LONGER_S, LONGER_SHARE * known):
        return group if _arrived(history, group, times) else None
    if _clearly_shorter(seen, known) and ends_at_the_end(history, group, times):
        return group
    return None


def _arrived(history: RunHistory, group: RunGroup, times: TravelTimes) -> bool:
    """Whether it is the arrival that ended runs longer than the known travel, and not a timer that is not exact.

    Runs from half way say it. Without any, the two directions must differ: a timer has one length for both.
    """
    sooner = sooner_from_half_way(history, group, times)
    if sooner is not None:
        return sooner
    other = full_runs(history, group.motion.reverse)
    return other is not None and abs(other.middle - group.middle) > ALIKE_S


def _shorter_timers(history: RunHistory, times: TravelTimes) -> tuple[RunGroup, RunGroup] | tuple[None, None]:
    """The runs up and down that one timer cut before the guessed times were over."""
    up, down = timer_runs(history, Motion.UP), timer_runs(history, Motion.DOWN)
    if up is None or down is None or abs(up.middle - down.middle) > ALIKE_S:
        return None, None
    delay = times.start_delay
    shorter = all(_clearly_shorter(g.middle - delay, times.travel(g.motion)) for g in (up, down))
    return (up, down) if shorter else (None, None)


def _clearly_shorter(seen: float, known: float) -> bool:
    return known - seen >= max(SHORTER_S, SHORTER_SHARE * known)


def _proposal(
    times: TravelTimes, basis: ProposalBasis, up: RunGroup | None, down: RunGroup | None
) -> TimesProposal | None:
    """The times that follow; None if none do, or if a measurement with them would be asked about."""
    if up is None and down is None:
        return None
    try:
        other = replace(times, up=_seconds(times, up, times.up), down=_seconds(times, down, times.down))
    except ConfigurationError:
        return None
    return None if other.doubts else TimesProposal(other, basis, up, down)


def _seconds(times: TravelTimes, group: RunGroup | None, known: float) -> float:
    return known if group is None else round(group.quick - times.start_delay, 1)


def _declined(history: RunHistory, found: TimesProposal) -> bool:
    """Whether a person has declined much the same times."""
    if history.declined is None:
        return False
    pairs = zip((found.times.up, found.times.down), history.declined, strict=True)
    return all(abs(new - old) < max(SHORTER_S, SHORTER_SHARE * old) for new, old in pairs)
