"""Keeps the history of each entry from Home Assistant's start on, over reloads, whether or not a page looks at it.

It costs nothing while nothing changes: the client calls it at changes only, and once a minute it takes a sample.
Nothing of it is written to a file, nor is any state.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import time
from typing import Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..devices.mapping import MappedCover, from_subentries
from ..devices.wording import values_in_words
from ..library import ConnectionStatus, IPComClient, IPComError, ShutterPair, StateChange, Statistics
from .history import History, HistoryMessage, Sample, Severity
from .link_log import LinkLog
from .texts import Text, exception_text, text

SAMPLE_S = 60.0

_RECORDERS: HassKey[dict[str, Recorder]] = HassKey(f"{DOMAIN}_recorders")
_SETUP_MESSAGES = {
    ConfigEntryState.SETUP_RETRY: ("now.messages.setup_retry", Severity.WARNING),
    ConfigEntryState.SETUP_ERROR: ("now.messages.setup_failed", Severity.ERROR),
}


@callback
def async_recorder(hass: HomeAssistant, entry: IPComConfigEntry) -> Recorder:
    """Return the recorder of an entry. It begins with the first question, and ends with the entry's removal."""
    recorders = hass.data.setdefault(_RECORDERS, {})
    if (recorder := recorders.get(entry.entry_id)) is None:
        recorder = recorders[entry.entry_id] = Recorder(hass, entry)
    return recorder


class Recorder:
    """Records the history of one entry."""

    def __init__(self, hass: HomeAssistant, entry: IPComConfigEntry) -> None:
        """Begin with the entry as it is."""
        self.history = History(time())
        self._hass = hass
        self._entry = entry
        self._client: IPComClient | None = None
        self._state = entry.state
        self._loaded_before = False
        self._told_setup: str | None = None
        self._offline_since: float | None = hass.loop.time()
        self._offline_s = 0.0
        self._presses = 0
        self._commands = 0
        self._commands_seen = 0
        self._ends: Sequence[Callable[[], None]] = (
            async_track_time_interval(
                hass, self._take_sample, timedelta(seconds=SAMPLE_S), cancel_on_shutdown=True
            ),
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed),
        )

    @callback
    def async_follow(self, client: IPComClient) -> None:
        """Follow a client until the entry is unloaded, or its set-up fails."""
        log = LinkLog(self._tell, self._name_of)

        @callback
        def outputs_changed(change: StateChange) -> None:
            if self.history.add_changes(change.observed_changes, change.observed.timestamp):
                self._presses += 1
            log.outputs_changed(change, self._hass.loop.time())

        @callback
        def link_changed(status: ConnectionStatus) -> None:
            self._note_link(online=status.online)
            log.link_changed(status, self._hass.loop.time())

        ends = (
            client.subscribe(outputs_changed),
            client.subscribe_connection(link_changed),
            client.subscribe_failures(self._command_failed),
        )

        @callback
        def leave() -> None:
            for end in ends:
                end()
            self._count_commands()
            self._client = None
            self._note_link(online=False)

        self._client, self._commands_seen = client, 0
        self._entry.async_on_unload(leave)

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if entry is not self._entry:
            return
        if change is ConfigEntryChange.REMOVED:
            for end in self._ends:
                end()
            self._hass.data[_RECORDERS].pop(entry.entry_id, None)
        elif entry.state is not self._state:
            before, self._state = self._state, entry.state
            self._state_changed(before)

    def _state_changed(self, before: ConfigEntryState) -> None:
        if self._state is ConfigEntryState.LOADED:
            self._tell(
                "now.messages.reloaded" if self._loaded_before else "now.messages.loaded",
                Severity.INFO,
                {},
                None,
            )
            self._loaded_before, self._told_setup = True, None
        elif self._state is ConfigEntryState.NOT_LOADED and before is ConfigEntryState.UNLOAD_IN_PROGRESS:
            self._tell("now.messages.unloaded", Severity.INFO, {}, None)
        elif self._state in _SETUP_MESSAGES:
            self._setup_failed(*_SETUP_MESSAGES[self._state])

    def _setup_failed(self, key: str, severity: Severity) -> None:
        """Tell of a set-up that failed; one that is repeated for the same reason is told of once."""
        entry = self._entry
        reason = None
        if entry.error_reason_translation_domain == DOMAIN and entry.error_reason_translation_key:
            values = entry.error_reason_translation_placeholders
            reason = exception_text(entry.error_reason_translation_key, values)
        told = f"{key} {entry.error_reason_translation_key}"
        if told != self._told_setup:
            self._told_setup = told
            self._tell(key, severity, {}, reason)

    @callback
    def _command_failed(self, error: IPComError) -> None:
        values = values_in_words(error, devices=from_subentries(self._entry.subentries).values())
        self._tell("now.messages.command_failed", Severity.ERROR, {}, exception_text(error.code, values))

    def _tell(self, key: str, severity: Severity, values: dict[str, str], reason: Text | None) -> None:
        told = text("config_panel", key, values)
        self.history.add_message(HistoryMessage(time(), told, reason, severity))

    def _name_of(self, pair: ShutterPair) -> str:
        devices = from_subentries(self._entry.subentries).values()
        found = (each.name for each in devices if isinstance(each, MappedCover) and each.has_motor_on(pair))
        return next(found, f"{pair.up} + {pair.down}")

    # -- the samples

    @callback
    def _take_sample(self, _: datetime) -> None:
        client = self._client
        self._count_commands()
        online = client is not None and client.connection.online
        figures = client.statistics if client is not None and online else Statistics()
        sample = Sample(
            at=time(),
            online=online,
            offline=self._offline_of_minute(),
            round_trip=figures.round_trip_median,
            worst=figures.round_trip_worst,
            updates=figures.updates_per_second,
            presses=self._presses,
            commands=self._commands,
        )
        self._presses = self._commands = 0
        self.history.add_sample(sample)

    def _count_commands(self) -> None:
        """Count what was commanded since the last time; each client counts from nothing."""
        if self._client is not None:
            sent = self._client.statistics.commands_sent
            self._commands += sent - self._commands_seen
            self._commands_seen = sent

    def _note_link(self, *, online: bool) -> None:
        now = self._hass.loop.time()
        if online and self._offline_since is not None:
            self._offline_s += now - self._offline_since
            self._offline_since = None
        elif not online and self._offline_since is None:
            self._offline_since = now

    def _offline_of_minute(self) -> float:
        now = self._hass.loop.time()
        seconds, self._offline_s = self._offline_s, 0.0
        if self._offline_since is not None:
            seconds += now - self._offline_since
            self._offline_since = now
        return min(seconds, SAMPLE_S)
