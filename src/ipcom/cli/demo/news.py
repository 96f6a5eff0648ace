"""What happened last in the house, in words."""

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
"""More than fits on any screen."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened; `own` when this client did it."""

    time: str
    name: str
    what: str
    own: bool


class News:
    """Collects what changes; the latest last."""

    def __init__(self, devices: Devices, clock: Callable[[], str]) -> None:
        self._devices = devices
        self._clock = clock
        self.items: deque[Item] = deque(maxlen=KEPT)
        self.heard = 0

    def hear(self, change: StateChange) -> None:
        """Note what the gateway shows anew."""
        for one in change.observed_changes:
            self.heard += 1
            item = self._item(one)
            if self.items and (self.items[-1].name, self.items[-1].own) == (item.name, item.own):
                self.items.pop()  # a dimmer on its way says so twice a second
            self.items.append(item)

    def _item(self, change: CausedChange) -> Item:
        device = self._devices.at(change.address)
        if device is None:
            return Item(self._clock(), f"Output {change.address}", state_text(change.new, None), change.own)
        if device.category is Category.SHUTTERS and device.relay_role is not None:
            what = f"going {device.relay_role}" if change.new else "stopped"
        else:
            what = state_text(change.new, device)
        return Item(self._clock(), device.display_name, what, change.own)
