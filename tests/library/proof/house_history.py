"""What has happened in the house, by the one clock: the values and runs of each output; pure."""

from __future__ import annotations

from collections.abc import Iterator

from ipcom.model.address import OutputAddress
from ipcom.simulator.house.world import Cause, OutputEvent
from tests.library.proof.site import Site


class HouseHistory:
    """Looks back at the house of one run; the house is a little behind the one clock."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def true(self, at: float) -> float:
        """The true time of what the house calls `at`."""
        return at + self._site.house_behind_s

    def events(self, address: OutputAddress) -> list[OutputEvent]:
        """All changes of an output."""
        return [event for event in self._site.world.history if event.address == address]

    def values(self, address: OutputAddress, began: float, ended: float) -> list[int]:
        """What an output showed during this time; of a dimmer, what it was told."""
        before, during = 0, []
        for event in self.events(address):
            if self.true(event.at) <= began:
                before = event.value
            elif self.true(event.at) <= ended:
                during.append(event.value)
        return [before, *during]

    def last_on(self, address: OutputAddress) -> Cause | None:
        """Whose doing it was that an output went on last."""
        return next((e.cause for e in reversed(self.events(address)) if e.value), None)

    def runs(self, address: OutputAddress) -> Iterator[tuple[float, float, Cause]]:
        """Since when, until when and by whose doing an output was on; until now while it lasts."""
        began, cause = None, Cause.BUS
        for event in self.events(address):
            if event.value and began is None:
                began, cause = self.true(event.at), event.cause
            elif not event.value and began is not None:
                yield began, self.true(event.at), cause
                began = None
        if began is not None:
            yield began, self._site.now, cause
