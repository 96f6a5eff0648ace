"""Made-up histories of a bus, read by read."""

from collections.abc import Mapping
from random import Random
from typing import Self

from custom_components.ipcom.panel.movements import Movement, Movements

OUTPUTS = 128
PRESS_S = 4.0


class History:
    """Reads that follow each other, and what is known from them."""

    def __init__(self, first: Mapping[int, int] | None = None) -> None:
        """Begin with these outputs on."""
        self.movements = Movements()
        self.values = _with(bytes(OUTPUTS), first or {})
        self.at = 1_000_000.0
        self.changes = 0
        self.movements.observe(self.values, ())

    def see(self, changed: Mapping[int, int], *, own: bool = False, after: float = PRESS_S) -> Self:
        """Read again, some seconds later; these outputs have changed."""
        self.at += after
        before, self.values = self.values, _with(self.values, changed)
        seen = [
            Movement(index, before[index], value, own=own, at=self.at)
            for index, value in enumerate(self.values)
            if value != before[index]
        ]
        self.changes += len(seen)
        self.movements.observe(self.values, seen)
        return self

    def press(self, *indexes: int) -> Self:
        """Switch these on at the wall, and off again."""
        return self.see(dict.fromkeys(indexes, 255)).see(dict.fromkeys(indexes, 0))


def random_reads(seed: int) -> list[dict[int, int]]:
    """Return what changes from read to read in the first eight outputs: mostly relays, one at a time."""
    random = Random(seed)
    return [
        {
            random.randrange(8): random.choice((0, 0, 0, 255, 255, 255, random.randrange(256)))
            for _ in range(random.choice((0, 1, 1, 1, 2, 4)))
        }
        for _ in range(random.randrange(40))
    ]


def _with(values: bytes, changed: Mapping[int, int]) -> bytes:
    found = bytearray(values)
    for index, value in changed.items():
        found[index] = value
    return bytes(found)
