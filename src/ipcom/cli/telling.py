"""What a command does, in words, for -v."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .levels import state_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..client.client import IPComClient
    from ..client.status import ConnectionStatus
    from ..model.change import CausedChange, StateChange
    from ..model.devices import Devices

_LOGGER = logging.getLogger("ipcom.cli")


@contextmanager
def telling(client: IPComClient, devices: Devices) -> Iterator[None]:
    """Tell of the connection and of each change while the block runs, if -v asks for it; the client is online."""
    if not _LOGGER.isEnabledFor(logging.INFO):
        yield
        return
    teller = _Teller(client, devices)
    unsubscribe = (client.subscribe(teller.changed), client.subscribe_connection(teller.connection))
    teller.began()
    try:
        yield
    finally:
        for each in unsubscribe:
            each()
        teller.ended()


class _Teller:
    def __init__(self, client: IPComClient, devices: Devices) -> None:
        self._client = client
        self._devices = devices

    def began(self) -> None:
        status = self._client.connection
        firmware = f"firmware {status.firmware}" if status.firmware else "it does not tell its firmware"
        _LOGGER.info("Logged in at %s, bus %d: %s", status.reached_at, self._client.bus, firmware)
        on = [each.address for each in self._devices.outputs if self._client.observed.is_on(each.address)]
        _LOGGER.info("Read the outputs: %d of those in devices.yaml are on", len(on))

    def changed(self, change: StateChange) -> None:
        for each in change.observed_changes:
            _LOGGER.info("%s", self._words(each))

    def connection(self, status: ConnectionStatus) -> None:
        reason = f": {status.reason}" if status.reason else ""
        _LOGGER.info("The connection is %s%s", status.state, reason)

    def ended(self) -> None:
        found = self._client.statistics
        median = "" if found.round_trip_median is None else f", {found.round_trip_median * 1000:.1f} ms each"
        _LOGGER.info(
            "Logging out: %d reads%s; commands: %d given, %d confirmed",
            found.polls,
            median,
            found.commands_sent,
            found.commands_confirmed,
        )

    def _words(self, change: CausedChange) -> str:
        device = self._devices.at(change.address)
        name = f"{device.display_name} ({change.address})" if device else f"Output {change.address}"
        cause = "by this command" if change.own else "from outside"
        return (
            f"{name} went from {state_text(change.old, device)} to {state_text(change.new, device)}, {cause}"
        )
