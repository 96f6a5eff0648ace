"""Other travel times, proposed by a repair from the runs that are made anyway. Nothing is changed without a person."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import dt as dt_util

from ..const import CONF_TIMES_GUESSED, CONF_TRAVEL_DOWN, CONF_TRAVEL_UP, DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..library import (
    ConfigurationError,
    ConnectionStatus,
    IPComClient,
    Motion,
    ProposalBasis,
    RunGroup,
    RunHistory,
    RunObserver,
    StateChange,
    TimesProposal,
    propose_times,
)
from .covers import Covers
from .curtain import curtain_commanded
from .issues import issue_id
from .kept_runs import KeptRuns
from .mapping import MappedCover, check, from_subentries

OTHER_TIMES = "other_travel_times"
NOTHING = "-"


@dataclass(slots=True)
class _Learner:
    cover: MappedCover
    observer: RunObserver
    history: RunHistory
    proposal: TimesProposal | None = None


class LearnedTimes:
    """Watches the runs of the covers of one entry, and keeps a repair for each that seems to have other times."""

    def __init__(
        self, hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient, covers: Covers
    ) -> None:
        """Begin without runs."""
        self._hass = hass
        self._entry = entry
        self._client = client
        self._covers = covers
        self._kept = KeptRuns(hass, entry.entry_id)
        self._learners: dict[str, _Learner] = {}

    async def async_load(self) -> None:
        """Read the runs of before."""
        await self._kept.async_load()

    @callback
    def async_follow(self) -> None:
        """Watch the covers until the entry is unloaded."""

        @callback
        def entry_changed(change: ConfigEntryChange, changed: ConfigEntry[Any]) -> None:
            if changed is self._entry and change is ConfigEntryChange.UPDATED:
                self._follow_subentries()

        self._follow_subentries()
        self._entry.async_on_unload(self._kept.async_save)
        self._entry.async_on_unload(self._client.subscribe(self._changed))
        self._entry.async_on_unload(self._client.subscribe_connection(self._link_changed))
        self._entry.async_on_unload(
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, entry_changed)
        )

    def proposal(self, subentry_id: str) -> TimesProposal | None:
        """Return what is proposed for a cover now."""
        learner = self._learners.get(subentry_id)
        return None if learner is None else learner.proposal

    def history(self, subentry_id: str) -> RunHistory | None:
        """Return the runs of a cover with travel times."""
        learner = self._learners.get(subentry_id)
        return None if learner is None else learner.history

    def figures(self, subentry_id: str) -> dict[str, Any] | None:
        """Return what was learned of a cover, for the diagnostics; not when: that says when people are at home."""
        if (learner := self._learners.get(subentry_id)) is None:
            return None
        seconds = {
            motion.value: [round(run.seconds, 1) for run in learner.history.runs(motion)]
            for motion in (Motion.UP, Motion.DOWN)
        }
        found = learner.proposal
        proposed = None if found is None else [found.times.up, found.times.down, found.basis.value]
        return {"runs": seconds, "declined": learner.history.declined, "proposed": proposed}

    @callback
    def async_accept(self, subentry_id: str, proposal: TimesProposal) -> bool:
        """Write times that were shown to a person; return False if nothing is proposed any more.

        The length of a bus timer is only a better guess.
        """
        if self.proposal(subentry_id) is None:
            return False
        subentry = self._entry.subentries[subentry_id]
        times = {CONF_TRAVEL_UP: proposal.times.up, CONF_TRAVEL_DOWN: proposal.times.down}
        data = {**subentry.data, **times}
        if proposal.basis is ProposalBasis.STOPS:
            data.pop(CONF_TIMES_GUESSED, None)
        self._hass.config_entries.async_update_subentry(self._entry, subentry, data=data)
        return True

    @callback
    def async_decline(self, subentry_id: str, proposal: TimesProposal) -> None:
        """Keep the known times, and propose others only after thirty new runs that say something else."""
        if (learner := self._learners.get(subentry_id)) is not None:
            learner.history.decline(proposal.times.up, proposal.times.down)
            self._kept.async_changed()
            self._judge(subentry_id, learner)

    @callback
    def _follow_subentries(self) -> None:
        """Watch each cover with travel times; other relays or times begin again."""
        covers = {
            key: device
            for key, device in from_subentries(self._entry.subentries).items()
            if isinstance(device, MappedCover) and device.options.calibrated and _can_be_used(device)
        }
        for key in [key for key in self._learners if key not in covers]:
            del self._learners[key]
            ir.async_delete_issue(self._hass, DOMAIN, self._issue_id(key))
        self._kept.async_forget_others(covers)
        for key, cover in covers.items():
            self._follow_cover(key, cover)

    def _follow_cover(self, subentry_id: str, cover: MappedCover) -> None:
        before = self._learners.get(subentry_id)
        if before is not None and before.cover == cover:
            return
        same_relays = before is not None and before.cover.relays == cover.relays
        observer = before.observer if before is not None and same_relays else RunObserver(cover.pair)
        learner = _Learner(cover, observer, self._kept.async_history(subentry_id, cover))
        self._learners[subentry_id] = learner
        self._judge(subentry_id, learner)

    @callback
    def _changed(self, change: StateChange) -> None:
        changed = {each.address for each in change.observed_changes}
        missed = change.previous is None or change.slept > 0.0
        for key, learner in self._learners.items():
            if missed or not changed.isdisjoint(learner.cover.relays):
                self._observe(key, learner, change)

    def _observe(self, subentry_id: str, learner: _Learner, change: StateChange) -> None:
        shutter, times = self._covers.get(subentry_id), learner.cover.options.travel
        commanded = shutter is not None and curtain_commanded(shutter)
        run = learner.observer.observe(change, self._client.round_trip, commanded=commanded)
        if run is not None and times is not None and learner.history.add(run, times):
            self._kept.async_changed()
            self._judge(subentry_id, learner)

    @callback
    def _link_changed(self, status: ConnectionStatus) -> None:
        if not status.online:
            for learner in self._learners.values():
                learner.observer.missed()

    def _judge(self, subentry_id: str, learner: _Learner) -> None:
        """Raise the repair, bring its figures up to date, or withdraw it."""
        learner.proposal = _possible(learner)
        if learner.proposal is None:
            ir.async_delete_issue(self._hass, DOMAIN, self._issue_id(subentry_id))
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            self._issue_id(subentry_id),
            data={"entry_id": self._entry.entry_id, "subentry_id": subentry_id},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=OTHER_TIMES,
            translation_placeholders={"name": learner.cover.name},
        )

    def _issue_id(self, subentry_id: str) -> str:
        return issue_id(OTHER_TIMES, self._entry.entry_id, subentry_id)


def evidence(cover: MappedCover, proposal: TimesProposal) -> dict[str, str]:
    """Return what speaks for a proposal, as placeholders: figures and dates that read the same in all languages."""
    groups = [group for group in (proposal.up, proposal.down) if group is not None]
    known = cover.options.travel or proposal.times
    return {
        "name": cover.name,
        "since": _day(min(group.since for group in groups)),
        "until": _day(max(group.until for group in groups)),
        "known_up": f"{known.up:.1f}",
        "known_down": f"{known.down:.1f}",
        "proposed_up": f"{proposal.times.up:.1f}",
        "proposed_down": f"{proposal.times.down:.1f}",
        "runs_up": _runs(proposal.up),
        "runs_down": _runs(proposal.down),
        "spread_up": _spread(proposal.up),
        "spread_down": _spread(proposal.down),
    }


def _runs(group: RunGroup | None) -> str:
    return NOTHING if group is None else str(group.runs)


def _spread(group: RunGroup | None) -> str:
    return NOTHING if group is None else f"{group.spread:.1f} s"


def _day(at: float) -> str:
    return dt_util.as_local(datetime.fromtimestamp(at, UTC)).date().isoformat()


def _possible(learner: _Learner) -> TimesProposal | None:
    """Return what is proposed for a cover, unless its relays cannot work with it."""
    options = learner.cover.options
    if options.travel is None:
        return None
    found = propose_times(learner.history, options.travel, guessed=options.guessed)
    if found is None:
        return None
    times = replace(options, travel_up=found.times.up, travel_down=found.times.down)
    return found if _can_be_used(replace(learner.cover, options=times)) else None


def _can_be_used(cover: MappedCover) -> bool:
    """Return whether the library takes it; one that it does not take has a repair of its own."""
    try:
        check(cover)
    except ConfigurationError as error:
        LOGGER.debug("%s: %s", cover.name, error)
        return False
    return True
