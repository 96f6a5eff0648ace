"""What a page sets going: a task on a lease. The end of the lease cancels the task, whose own end stops the motor."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.mapping import MappedDevice
from ..devices.wording import placeholders
from ..library import IPComError, OutputAddress
from .lease import Lease, Leases
from .texts import Text, exception_text, text

type Work = Callable[[Run], Coroutine[Any, Any, None]]


def panel_text(key: str, **values: str) -> Text:
    """Return a text of the panel."""
    return text("config_panel", key, values)


def error_text(error: IPComError, name: str) -> Text:
    """Return the text of an error of the library; `name` is what the commanded thing is called."""
    return exception_text(error.code, placeholders(error.values, name))


@dataclass(frozen=True, slots=True)
class Page:
    """Where the events of one subscription go; `word` is the key that tells a state."""

    connection: ActiveConnection
    message_id: int
    word: str = "state"

    @property
    def person(self) -> str:
        """Return the name of the user whose page it is."""
        return self.connection.user.name or ""

    @property
    def context(self) -> Context:
        """Return a context of that user: whatever the page sets going is theirs in the activity."""
        return self.connection.context({"id": self.message_id})

    def refuse(self, why: Text) -> None:
        """Answer that nothing was begun."""
        self.connection.subscriptions[self.message_id] = _nothing
        self.connection.send_result(self.message_id)
        self.tell("refused", text=why)

    def tell(self, state: str, **details: object) -> None:
        """Send an event."""
        self.connection.send_message(event_message(self.message_id, {self.word: state, **details}))


class Run:
    """One task on a lease. What it told its page last is `state`."""

    def __init__(
        self, page: Page, entry: IPComConfigEntry, addresses: frozenset[OutputAddress], name: str
    ) -> None:
        """Begin without a lease."""
        self.entry = entry
        self.addresses = addresses
        self.name = name
        self.lease: Lease | None = None
        self.task: asyncio.Task[None] | None = None
        self.take: Callable[[Mapping[str, Any]], bool] = _takes_nothing
        """Takes what its page asks for meanwhile; returns whether that fits."""
        self.person = page.person
        self.context = page.context
        self._page = page
        self._listening = True

    def tell(self, state: str, **details: object) -> None:
        """Tell the page, unless it listens no longer."""
        if self._listening:
            self._page.tell(state, **details)

    @property
    def alive(self) -> bool:
        """Return whether its lease is alive."""
        return self.lease is not None and self.lease.alive

    @callback
    def async_unsubscribe(self) -> None:
        """The page listens no longer: end."""
        self._listening = False
        self.async_end()

    @callback
    def async_end(self) -> None:
        """End it now; a second end does nothing."""
        if self.lease is not None:
            self.lease.end()

    @callback
    def async_lease_ended(self) -> None:
        """Cancel the task once: a second time would cancel what it does to stop the motor."""
        if self.task is not None and not self.task.cancelling():
            self.task.cancel()


class Runs:
    """All that runs on leases in this Home Assistant: one at a time for an output or a motor."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with nothing going."""
        self._hass = hass
        self._leases = Leases(hass.loop)
        self._runs: set[Run] = set()

    @callback
    def async_begin(
        self,
        page: Page,
        entry: IPComConfigEntry,
        device: MappedDevice,
        work: Work,
        state: str,
        **first: object,
    ) -> None:
        """Run `work` on a lease of its own, and tell the page its ID at once. What is in use is refused by its name."""
        run = Run(page, entry, frozenset(device.addresses), device.name)
        others = self._others(run)
        if busy := next((other for other in others if other.alive), None):
            page.refuse(panel_text("motors.busy", name=device.name, person=busy.person))
            return
        page.connection.subscriptions[page.message_id] = run.async_unsubscribe
        page.connection.send_result(page.message_id)
        run.lease = self._leases.begin(page.connection, run.async_lease_ended)
        self._runs.add(run)
        run.tell(state, lease=run.lease.id, **first)
        run.task = self._hass.async_create_background_task(
            _async_after([other.task for other in others if other.task], run, work),
            f"{DOMAIN} panel {device.name}",
            eager_start=False,
        )
        run.task.add_done_callback(partial(self._over, run))

    @callback
    def async_renew(self, lease_id: str, owner: object) -> bool:
        """Renew a lease; return whether it is alive."""
        return self._leases.renew(lease_id, owner)

    @callback
    def async_end(self, lease_id: str, owner: object) -> None:
        """End a lease of this owner."""
        self._leases.end(lease_id, owner)

    @callback
    def async_find(self, lease_id: str, owner: object) -> Run | None:
        """Return what runs on a lease that is alive and belongs to this owner."""
        lease = self._leases.owned(lease_id, owner)
        return next((run for run in self._runs if run.lease is lease), None) if lease else None

    async def async_end_all(self, entry: IPComConfigEntry) -> None:
        """End all that runs for an entry, and return when it is over: the link is still there to stop motors."""
        runs = [run for run in self._runs if run.entry is entry]
        for run in runs:
            run.async_end()
        if tasks := [run.task for run in runs if run.task]:
            await asyncio.wait(tasks)

    def _others(self, run: Run) -> list[Run]:
        return [
            other
            for other in self._runs
            if other.entry is run.entry and not other.addresses.isdisjoint(run.addresses)
        ]

    @callback
    def _over(self, run: Run, task: asyncio.Task[None]) -> None:
        """The task is over, also if it was cancelled before it began."""
        self._runs.discard(run)
        run.async_end()
        if task.cancelling():
            run.tell("ended")
        if not task.cancelled() and (error := task.exception()) is not None:
            LOGGER.error("%s: what its page had set going has failed", run.name, exc_info=error)
            run.tell("refused", text=exception_text("ipcom_error"))


async def _async_after(before: list[asyncio.Task[None]], run: Run, work: Work) -> None:
    """Run after those that have ended, but still stop the same motor."""
    if before:
        await asyncio.wait(before)
    await work(run)


def _nothing() -> None:
    """End a subscription with nothing going."""


def _takes_nothing(_: Mapping[str, Any]) -> bool:
    return False


RUNS: HassKey[Runs] = HassKey(f"{DOMAIN}_panel_runs")


def runs_of(hass: HomeAssistant) -> Runs:
    """Return what runs on leases in this Home Assistant."""
    if RUNS not in hass.data:
        hass.data[RUNS] = Runs(hass)
    return hass.data[RUNS]


async def async_end_runs(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """End all that pages have set going of an entry that is about to end; its motors have stopped by then."""
    await runs_of(hass).async_end_all(entry)
