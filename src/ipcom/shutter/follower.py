"""Follows one shutter's relays in the client's reads, and keeps the position up to date."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from ..client.status import ConnectionState, ConnectionStatus
from ..errors import CommandSuperseded, ConnectionLost, InterlockError
from ..model.change import StateChange
from ..model.motion import Motion
from ..model.shutter_pair import ShutterPair
from ..model.snapshot import StateSnapshot
from .relay_reading import RelayReading, both_in, motion_in, read_at, read_relays
from .release import answered_since
from .restore import restored_travel
from .shutter_link import ShutterLink
from .shutter_text import ShutterText
from .stored import StoredPosition
from .travel import Travel
from .travel_times import TravelTimes

SEEN_S = 1.0
"""How long a confirmed movement may take to be told as a change; longer while no read is answered."""


class Follower:
    """The relays of one shutter as reads show them: what they do, since when, and whether this client caused it.

    It calls `on_reading` with every change, and with None at the first read. `looked` says whether there was one;
    until then `travel` has no position.
    """

    def __init__(
        self,
        client: ShutterLink,
        pair: ShutterPair,
        times: TravelTimes,
        on_reading: Callable[[RelayReading | None], None],
    ) -> None:
        self.travel = Travel(times)
        self.looked = False
        self.on_unwatched: Callable[[], None] = _nothing
        """Called when a motor may have run on unwatched: this machine slept, or the link was away."""
        self.own = False
        """Whether this client caused the present movement."""
        self._client = client
        self._pair = pair
        self._on_reading = on_reading
        self._stored = StoredPosition()
        self._asked_at = 0.0
        self._both = False
        self._offline = False
        self._asleep: tuple[StateSnapshot | None, float] = (None, 0.0)
        self._changed = asyncio.Event()
        self._unsubscribe: list[Callable[[], None]] = []
        self.now: Callable[[], float] = _not_started
        """Monotonic seconds, as the reads count them; 0 before the start."""

    @property
    def following(self) -> bool:
        """Whether it was started and not stopped."""
        return bool(self._unsubscribe)

    def unix_now(self) -> float:
        """Unix time, as the reads count it; only after the first look."""
        last = self._client.observed
        return last.timestamp + self.now() - last.received_at + self._slept_after(last)

    def start(self, stored: StoredPosition) -> None:
        """Follow from now on, taking up where `stored` left off."""
        self._stored = stored
        self.now = asyncio.get_running_loop().time
        self._unsubscribe = [
            self._client.subscribe(self._on_change),
            self._client.subscribe_connection(self._on_connection),
        ]
        with contextlib.suppress(ConnectionLost):
            self._first_look(self._client.observed)

    def stop(self) -> None:
        """Follow no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe = []
        self._wake()

    def set_known_position(self, position: float, tilt: float) -> None:
        """Take a position in percent that a person tells; raises `InterlockError` while both directions are on."""
        self.refuse_both_on()
        self.travel.set_known(position, self.now(), tilt)

    def refuse_both_on(self) -> None:
        """Raise `InterlockError` while both directions are on, since the motor may go anywhere then."""
        if self._both:
            raise InterlockError(
                ShutterText.BOTH_DIRECTIONS_ON(shutter=self._pair),
                self._pair.addresses,
            )

    async def wait_changed(self) -> None:
        """Return after the next change of the relays, or when `stop` is called."""
        await self._changed.wait()

    async def wait_for(self, motion: Motion) -> None:
        """Wait until a read has shown a confirmed motion to the shutter, too.

        Raises `CommandSuperseded` if a read asked since shows another, `ConnectionLost` without a link.
        """
        since = self.now()
        while self.travel.motion is not motion:
            if await self._changes_soon():
                continue
            if self._offline:
                raise ConnectionLost(ShutterText.SHUTTER_OFFLINE(shutter=self._pair))
            if answered_since(self._client, since):
                raise CommandSuperseded(ShutterText.CHANGED_AT_ONCE(shutter=self._pair), self._pair.addresses)

    async def _changes_soon(self) -> bool:
        try:
            async with asyncio.timeout(SEEN_S):
                await self.wait_changed()
        except TimeoutError:
            return False
        return True

    # -- what the client tells ---------------------------------------------

    def _first_look(self, snapshot: StateSnapshot) -> None:
        motion = motion_in(self._pair, snapshot)
        elapsed = snapshot.timestamp - self._stored.at
        self.travel = restored_travel(self.travel.times, self._stored, motion, elapsed)
        self.travel.found_running(motion, read_at(snapshot))
        self._both = both_in(self._pair, snapshot)
        if self._both:
            self.travel.lose_position()
        self.own = self._stored.ours and motion in _may_be_ours(self._stored)
        self.looked = True
        self._tell(None)

    def _on_change(self, change: StateChange) -> None:
        if not self.looked:
            self._first_look(change.observed)
            return
        if change.slept > 0.0:
            self._slept(change)
        reading = read_relays(self._pair, change, self._asked_at, self._client.round_trip)
        self._both = reading.both
        if self._both:
            self.travel.lose_position()
        elif reading.motion is self.travel.motion:
            return
        else:
            self.travel.relays_changed(reading.motion, reading.transition, own=reading.own)
        self.own = reading.own and reading.motion is not Motion.OFF
        self._tell(reading)

    def _slept(self, change: StateChange) -> None:
        """The machine slept: a motor ran on meanwhile, and the last read is older than its clock says."""
        seconds = self._slept_after(change.observed) + change.slept
        self._asleep = change.observed, seconds
        self._asked_at = change.observed.asked_at - seconds
        self.travel.slept(change.slept, self.now())
        self.on_unwatched()

    def _slept_after(self, snapshot: StateSnapshot) -> float:
        """For how long the machine has slept since this read."""
        read, seconds = self._asleep
        return seconds if read is snapshot else 0.0

    def _on_connection(self, status: ConnectionStatus) -> None:
        self._offline = status.state is not ConnectionState.ONLINE
        if not self.looked:
            return
        if status.state is ConnectionState.ONLINE:
            self.travel.unwatched_until(self.now())
            self.on_unwatched()
        else:
            last = self._client.observed
            self._asked_at = last.asked_at - self._slept_after(last)

    def _tell(self, reading: RelayReading | None) -> None:
        self._wake()
        self._on_reading(reading)

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _not_started() -> float:
    return 0.0


def _nothing() -> None:
    """What `on_unwatched` is before it is set."""


def _may_be_ours(stored: StoredPosition) -> tuple[Motion, ...]:
    """The movements that an earlier program may have left behind: its last, or the next one after a rest."""
    return (Motion.UP, Motion.DOWN) if stored.moving is Motion.OFF else (stored.moving,)
