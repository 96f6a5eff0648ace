"""What is known of the outputs of a bus from what they did: when each moved last, how often, and by whom. Pure.

A movement is a change that a read showed. What is kept is bounded: a little of each output, and the last few movements.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

RELAY_ON = 255
"""What a relay shows that is on (docs/protocol.md, "Output values"); any other value above 0 is a dimmer's."""
REMEMBERED = 64
"""So many reads that showed a movement are remembered: more than a person presses in the minutes that matter."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of an output: raw values, the time in Unix seconds, and whether a command of ours was the cause."""

    index: int
    old: int
    value: int
    own: bool
    at: float

    @property
    def switched_on(self) -> bool:
        """Return whether it was off before."""
        return not self.old and bool(self.value)


@dataclass(frozen=True, slots=True)
class Moved:
    """What is known of an output that has moved: its last movement, and how many there were."""

    last: Movement
    times: int


class Movements:
    """The movements of one bus since Home Assistant's start."""

    def __init__(self) -> None:
        """Begin without any."""
        self._moved: dict[int, Moved] = {}
        self._reads: deque[tuple[Movement, ...]] = deque(maxlen=REMEMBERED)
        self._levels: set[int] = set()
        self._with: dict[int, int] = {}

    @property
    def moved(self) -> Mapping[int, Moved]:
        """Return what is known of each output that has moved, by its index."""
        return self._moved

    @property
    def from_outside(self) -> Sequence[tuple[Movement, ...]]:
        """Return the last movements that were not ours, oldest first, those of one read together."""
        return self._reads

    def shows_levels(self, index: int) -> bool:
        """Return whether an output has shown a level, and not what a relay shows since: some relays flicker first."""
        return index in self._levels

    def on_together(self, index: int, other: int) -> bool:
        """Return whether two outputs were ever seen on at the same time."""
        return bool(self._with.get(index, 0) >> other & 1)

    def observe(self, values: bytes, movements: Iterable[Movement]) -> None:
        """Take what a read showed: all values, and what of them has changed since the read before."""
        on = [index for index, value in enumerate(values) if value]
        self._levels.update(index for index in on if values[index] != RELAY_ON)
        self._levels.difference_update([index for index in on if values[index] == RELAY_ON])
        together = sum(1 << index for index in on)
        for index in on:
            self._with[index] = self._with.get(index, 0) | together
        seen = tuple(movements)
        for movement in seen:
            before = self._moved.get(movement.index)
            self._moved[movement.index] = Moved(movement, before.times + 1 if before else 1)
        if outside := tuple(movement for movement in seen if not movement.own):
            self._reads.append(outside)


def unexplained(values: bytes, mapped: Collection[int], moved: Collection[int]) -> list[int]:
    """Return the outputs that are on for no known reason: no name, and never seen to be switched."""
    return [
        index for index, value in enumerate(values) if value and index not in mapped and index not in moved
    ]
