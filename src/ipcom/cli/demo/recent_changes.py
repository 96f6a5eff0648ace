"""The last changes in the demo house, as text."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model.devices import Category
from ..levels import state_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...model.change import CausedChange, StateChange
    from ...model.devices import Devices

KEPT = 50
"""How many changes are kept. They are more than fit on a screen."""


@dataclass(frozen=True, slots=True)
class RecentChange:
    """One change. It is `own` if this client made it."""

    time: str
    name: str
    what: str
    own: bool


class RecentChanges:
    """Collects the changes, the latest last."""

    def __init__(self, devices: Devices, clock: Callable[[], str]) -> None:
        self._devices = devices
        self._clock = clock
        self.items: deque[RecentChange] = deque(maxlen=KEPT)
        self.count = 0

    def add(self, change: StateChange) -> None:
        """Add what the gateway shows."""
        for one in change.observed_changes:
            self.count += 1
            item = self._item(one)
            if self.items and (self.items[-1].name, self.items[-1].own) == (item.name, item.own):
                self.items.pop()  # a dimmer that ramps changes twice a second
            self.items.append(item)

    def _item(self, change: CausedChange) -> RecentChange:
        device = self._devices.at(change.address)
        if device is None:
            return RecentChange(
                self._clock(), f"Output {change.address}", state_text(change.new, None), change.own
            )
        if device.category is Category.SHUTTERS and device.relay_role is not None:
            what = f"going {device.relay_role}" if change.new else "stopped"
        else:
            what = state_text(change.new, device)
        return RecentChange(self._clock(), device.display_name, what, change.own)
