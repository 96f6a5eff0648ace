"""Where a program keeps the positions of its shutters; the file may be old, torn, absent or not writable."""

from __future__ import annotations

import random
from enum import StrEnum

from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.stored import StoredPosition

OLD_BY = 6
"""An old file lacks so many of the last writes."""


class Damage(StrEnum):
    """What may happen to the file."""

    OLD = "old"
    TORN = "torn"
    ABSENT = "absent"
    UNWRITABLE = "unwritable"


class PositionFile:
    """Belongs to the machine: it outlives the programs."""

    def __init__(self) -> None:
        self._now: dict[ShutterPair, dict[str, object]] = {}
        self._versions: list[dict[ShutterPair, dict[str, object]]] = []
        self.address: str | None = None
        """The address of the gateway that worked last."""
        self.writable = True
        self.damaged = False
        """Whether what the next program reads is not what the last one wrote."""

    def write(self, pair: ShutterPair, stored: StoredPosition) -> None:
        """Keep it, unless the disk is full."""
        if not self.writable:
            self.damaged = True
            return
        self._versions = [*self._versions[-OLD_BY:], dict(self._now)]
        self._now[pair] = stored.to_dict()

    def read(self, pair: ShutterPair) -> StoredPosition | None:
        """What a program that starts finds."""
        data = self._now.get(pair)
        return None if data is None else StoredPosition.from_dict(data)

    def damage(self, how: Damage, seed: int) -> None:
        """Something happens to it."""
        if how is Damage.UNWRITABLE:
            self.writable = False
            return
        self.damaged = True
        if how is Damage.ABSENT:
            self._now = {}
        elif how is Damage.OLD:
            self._now = dict(self._versions[0]) if self._versions else {}
        else:
            self._tear(random.Random(seed))

    def _tear(self, draw: random.Random) -> None:
        for data in self._now.values():
            for key in tuple(data):
                if draw.random() < 0.5:
                    data[key] = draw.choice((None, "", "nan", -1, 1e9, [], float("inf")))
