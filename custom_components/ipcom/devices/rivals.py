"""Another program that fights over outputs: what is switched here is switched back at once, again and again."""

from collections import deque
from collections.abc import Callable, Iterable

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import CausedChange, IPComClient, OutputAddress, StateChange
from .mapping import from_subentries

RIVAL = "rival_program"

AT_ONCE_S = 3.0
"""A change back this soon after ours is no second thought of a person who pressed a switch..."""
TIMES = 5
"""...if it happens this often..."""
WITHIN_S = 600.0
"""...in this time."""


class Rivals:
    """Counts how often changes of ours are taken back at once from outside."""

    def __init__(self, tell: Callable[[list[OutputAddress]], None]) -> None:
        """`tell` gets the outputs concerned, once the count is reached."""
        self._tell = tell
        self._ours: dict[OutputAddress, tuple[float, int]] = {}
        self._taken_back: deque[tuple[float, OutputAddress]] = deque(maxlen=TIMES)

    def changed(self, changes: Iterable[CausedChange], now: float) -> None:
        """Take the changes that a read showed at `now`."""
        for change in changes:
            if change.own:
                self._ours[change.address] = (now, change.old)
                continue
            at, before = self._ours.pop(change.address, (float("-inf"), 0))
            if now - at <= AT_ONCE_S and change.new == before:
                self._taken_back.append((now, change.address))
                self._judge(now)

    def _judge(self, now: float) -> None:
        if len(self._taken_back) == TIMES and now - self._taken_back[0][0] <= WITHIN_S:
            self._tell(sorted({address for _, address in self._taken_back}))
            self._taken_back.clear()


@callback
def async_watch_rivals(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
    """Raise a repair for a program that fights, until the entry is loaded again."""
    issue_id = f"{RIVAL}_{entry.entry_id}_"

    @callback
    def tell(addresses: list[OutputAddress]) -> None:
        names = _names(entry, addresses)
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=RIVAL,
            translation_placeholders={"name": entry.title, "outputs": ", ".join(names)},
        )

    rivals = Rivals(tell)

    @callback
    def outputs_changed(change: StateChange) -> None:
        rivals.changed(change.observed_changes, change.observed.received_at)

    ir.async_delete_issue(hass, DOMAIN, issue_id)
    entry.async_on_unload(client.subscribe(outputs_changed))


def _names(entry: IPComConfigEntry, addresses: Iterable[OutputAddress]) -> list[str]:
    devices = from_subentries(entry.subentries).values()
    names = {address: device.name for device in devices for address in device.addresses}
    return list(dict.fromkeys(names.get(address, str(address)) for address in addresses))
