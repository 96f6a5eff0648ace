"""Who calibrates which cover: in a form of Home Assistant or in the panel, and not in both at once.

Pages of the panel are kept apart by their leases. Of two forms the newer one counts: the older one may be a window that was
closed with its browser.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from ..library import OutputAddress

FORM_S = 600.0
"""A form that was closed with its browser never tells so: after this long without a press it holds no cover."""


class Place(StrEnum):
    """Where a cover is calibrated; the name of the words in which the next one is told."""

    FORM = "in_form"
    PANEL = "in_panel"


@dataclass(slots=True, eq=False)
class Calibrator:
    """One form, or one page of the panel with its person."""

    place: Place
    person: str = ""
    addresses: frozenset[OutputAddress] = frozenset()
    until: float = inf


class Calibrators:
    """All that calibrate covers of one entry now."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Begin with none; `now` is in seconds."""
        self._now = now
        self._all: list[Calibrator] = []

    def begin(self, one: Calibrator, addresses: Collection[OutputAddress]) -> Calibrator | None:
        """Begin with a cover, or go on with it; return who is at it in the other place, if there is one."""
        now = self._now()
        for other in self._all:
            holds = other.until > now and not other.addresses.isdisjoint(addresses)
            if holds and other.place is not one.place:
                return other
        one.addresses = frozenset(addresses)
        one.until = now + FORM_S if one.place is Place.FORM else inf
        if one not in self._all:
            self._all.append(one)
        return None

    def end(self, one: Calibrator) -> None:
        """End it; a second end does nothing."""
        if one in self._all:
            self._all.remove(one)
