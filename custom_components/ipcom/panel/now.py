"""The command that shows what happens at an entry's gateway now, and what happened in the last hours."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, override

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval

from ..coordinator import IPComConfigEntry
from ..devices.mapping import from_subentries
from ..library import ConnectionStatus, IPComClient
from .asked import OF_ENTRY
from .entry_subscription import EntrySubscription, Subscriber
from .history import ChangeRecord, HistoryMessage, Record, Sample
from .recorder import async_recorder
from .texts import message_text

LINK_S = 5.0
"""How often an open page gets the figures of the link."""
NOT_LOADED = "not_loaded"


@websocket_command({probatio.Required("type"): "ipcom/now/subscribe", **OF_ENTRY})
@callback
def subscribe_now(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Follow the history and the link of an entry."""
    if now := NowSubscription.asked(hass, connection, msg):
        now.async_begin()


class NowSubscription(EntrySubscription):
    """One page that shows what happens now."""

    def __init__(self, subscriber: Subscriber) -> None:
        """Take the entry and its history."""
        super().__init__(subscriber)
        self._recorder = async_recorder(self.hass, self.entry)
        self._things = _things(self.entry)

    @override
    def async_begin(self) -> None:
        super().async_begin()
        self.until_end(self._recorder.history.listen(self._tell_news))

    @override
    def _tell_all(self) -> None:
        history = self._recorder.history
        self._things = _things(self.entry)
        self.send(
            {
                "type": "all",
                "changes": self._changes(list(history.changes)[::-1]),
                "samples": [asdict(each) for each in history.samples],
                "messages": [_message(each) for each in reversed(history.messages)],
                "link": self._link(),
            }
        )
        if self.runtime is not None:
            self.while_loaded(self.runtime.client.subscribe_connection(self._tell_link))
            self.while_loaded(
                async_track_time_interval(
                    self.hass, self._tell_link, timedelta(seconds=LINK_S), cancel_on_shutdown=True
                )
            )

    @override
    def _entry_updated(self) -> None:
        self._things = _things(self.entry)

    @callback
    def _tell_link(self, _: datetime | ConnectionStatus) -> None:
        self.send({"type": "link", "link": self._link()})

    @callback
    def _tell_news(self, records: tuple[Record, ...]) -> None:
        changes = [each for each in records if isinstance(each, ChangeRecord)]
        if changes:
            self.send({"type": "changes", "changes": self._changes(reversed(changes))})
        for record in records:
            if isinstance(record, Sample):
                self.send({"type": "samples", "samples": [asdict(record)]})
            elif isinstance(record, HistoryMessage):
                self.send({"type": "messages", "messages": [_message(record)]})

    def _changes(self, changes: Iterable[ChangeRecord]) -> list[dict[str, Any]]:
        return [
            {
                "id": each.number,
                "at": each.at,
                "index": each.index,
                "old": each.old,
                "value": each.value,
                "own": each.own,
                "thing_id": self._things.get(each.index),
            }
            for each in changes
        ]

    def _link(self) -> dict[str, Any]:
        client = None if self.runtime is None else self.runtime.client
        link = _not_loaded() if client is None else _of_client(client)
        return {**link, "begun": self._recorder.history.begun}


def _not_loaded() -> dict[str, Any]:
    return {
        "state": NOT_LOADED,
        "since": None,
        "reason": None,
        "firmware": "",
        "reached_at": "",
        "statistics": None,
    }


def _of_client(client: IPComClient) -> dict[str, Any]:
    connection, statistics = client.connection, client.statistics
    return {
        "state": connection.state.value,
        "since": connection.since,
        "reason": message_text(connection.reason),
        "firmware": connection.firmware,
        "reached_at": connection.reached_at,
        "statistics": {**statistics.as_dict(), "last_error": message_text(statistics.last_error)},
    }


def _message(message: HistoryMessage) -> dict[str, Any]:
    return {
        "at": message.at,
        "text": message.text,
        "reason": message.reason,
        "level": message.severity.value,
    }


def _things(entry: IPComConfigEntry) -> Mapping[int, str]:
    """Return what uses each output, by the output's index."""
    return {
        address.index: subentry_id
        for subentry_id, device in from_subentries(entry.subentries).items()
        for address in device.addresses
    }
