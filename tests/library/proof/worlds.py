"""Two worlds under one clock: the event loop of our program, and that of everything else.

Each loop has its own rounds, as a selector loop has: first what arrived in its sockets, then the timers
that are due, then what was ready. When one loop stands still, the others go on, and what they send waits
in the sockets of the one that stands still.
"""

from __future__ import annotations

import asyncio
import heapq
import math
from asyncio import events
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any, Protocol, TypeVarTuple, Unpack

from ipcom.simulator.testing.virtual_time import START_TIME_S

ROUNDS_IN_A_MOMENT = 20_000
"""Rounds without any time passing: far more than any real work takes."""


Args = TypeVarTuple("Args")


class TimeStandsStillError(RuntimeError):
    """Something spins: round follows round, and time does not pass."""


class Readable(Protocol):
    """An end of a connection in which something has arrived."""

    def read_ready(self) -> None:
        """Take what has arrived."""
        ...


class Moments(Protocol):
    """Decides when a loop stands still."""

    def stall_after(self, handle: asyncio.Handle) -> float:
        """For how long the loop stands still after this callback; 0.0 for not at all."""
        ...

    def stall_before_timer(self) -> float:
        """For how long the loop stands still when its next timer is due, before it looks at anything."""
        ...


class Worlds:
    """The one clock, and all that happens by it in the order of time."""

    def __init__(self) -> None:
        self.now = START_TIME_S
        self.loops: list[WorldLoop] = []
        self._agenda: list[tuple[float, int, Callable[[], object]]] = []
        self._planned = 0

    def at(self, when: float, action: Callable[[], object]) -> None:
        """Do something that belongs to no loop: a press at the wall, a broken cable."""
        self._planned += 1
        heapq.heappush(self._agenda, (max(when, self.now), self._planned, action))

    def run_until(self, end: float) -> None:
        """Let all worlds live until this moment."""
        rounds, moment = 0, self.now
        while self._do_next(end):
            rounds = rounds + 1 if self.now == moment else 0
            moment = self.now
            if rounds > ROUNDS_IN_A_MOMENT:
                raise TimeStandsStillError(f"time stands still at {self.now:.6f}")
        self.now = max(self.now, end)

    def run(self, seconds: float) -> None:
        """Let all worlds live for so long."""
        self.run_until(self.now + seconds)

    def _do_next(self, end: float) -> bool:
        agenda = self._agenda
        due, first = (agenda[0][0], None) if agenda else (math.inf, None)
        for loop in self.loops:
            wakes_at = loop.wakes_at()
            if wakes_at < due:
                due, first = wakes_at, loop
        if due > end:
            return False
        self.now = max(self.now, due)
        if first is not None:
            first.step()
        else:
            heapq.heappop(agenda)[2]()
        return True


class WorldLoop(asyncio.BaseEventLoop):
    """An event loop that `Worlds` drives; its clock may miss what its machine sleeps through."""

    def __init__(self, worlds: Worlds, order: Callable[[int], int] | None = None) -> None:
        """`order` draws a number below its argument; with it, sources that are ready together take turns."""
        super().__init__()
        self.set_debug(False)
        self.worlds = worlds
        self.busy_until = 0.0
        self.slept_s = 0.0
        self.rounds_mixed = 0
        """Rounds in which several sources were ready, and took turns."""
        self._asleep_until = 0.0
        self.moments: Moments | None = None
        self._order = order
        self._late = False
        self._origin = 0
        self._handles_run = 0
        self._origins: deque[int] = deque()
        self._batch: deque[tuple[asyncio.Handle, int]] = deque()
        self._readable: dict[Readable, None] = {}
        worlds.loops.append(self)

    # -- what asyncio asks of a loop ---------------------------------------

    def time(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return self.worlds.now - self.slept_s

    def call_soon(
        self, callback: Callable[[Unpack[Args]], object], *args: *Args, context: Context | None = None
    ) -> asyncio.Handle:
        """Call in the next round."""
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)  # type: ignore[attr-defined]
        self._origins.append(self._origin)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[[Unpack[Args]], object], *args: *Args, context: Context | None = None
    ) -> asyncio.Handle:
        """Call in the next round."""
        return self.call_soon(callback, *args, context=context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Leave it in the heap until its time."""

    def close(self) -> None:
        """Take part no more."""
        if self in self.worlds.loops:
            self.worlds.loops.remove(self)
        super().close()

    # -- standing still ----------------------------------------------------

    def stall(self, seconds: float) -> None:
        """Stand still for so long from now; what was ready stays so."""
        self.busy_until = max(self.busy_until, self.worlds.now + seconds)

    def sleep(self, seconds: float) -> None:
        """The machine sleeps, and its monotonic clock with it, unless it sleeps already."""
        if self.worlds.now < self._asleep_until:
            return
        self._asleep_until = self.worlds.now + seconds
        self.slept_s += seconds
        self.stall(seconds)

    @property
    def asleep_until(self) -> float:
        """When the machine woke, or will, from its last sleep."""
        return self._asleep_until

    def readable(self, end: Readable) -> None:
        """Something has arrived in this socket."""
        self._readable[end] = None

    # -- one round ---------------------------------------------------------

    def wakes_at(self) -> float:
        """When there is something to do."""
        if self._batch or self._ready or self._readable:  # type: ignore[attr-defined]
            return self.busy_until
        timers = self._scheduled  # type: ignore[attr-defined]
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)
        if not timers:
            return math.inf
        when: float = timers[0]._when
        due = when + self.slept_s
        while due - self.slept_s < when:
            due = math.nextafter(due, math.inf)
        return max(due, self.busy_until)

    def step(self) -> None:
        """Go on with the round, or begin the next one."""
        if not self._batch:
            if self._stalls_before_timer():
                return
            self._begin_round()
        with running(self):
            self._run_batch()

    def _stalls_before_timer(self) -> bool:
        if self.moments is None or self._ready or self._readable or self._late:  # type: ignore[attr-defined]
            return False
        seconds = self.moments.stall_before_timer()
        self._late = seconds > 0.0
        if self._late:
            self.stall(seconds)
        return self._late

    def _begin_round(self) -> None:
        self._late = False
        now, ready, timers = self.time(), self._ready, self._scheduled  # type: ignore[attr-defined]
        batch = list(zip(ready, self._origins, strict=True))
        ready.clear()
        self._origins.clear()
        batch.extend(
            (asyncio.Handle(end.read_ready, (), self), self._next_number()) for end in self._readable
        )
        self._readable.clear()
        while timers and timers[0]._when <= now:
            batch.append((heapq.heappop(timers), self._next_number()))
        if self._order is not None and len(batch) > 1:
            mixed = in_turns(batch, self._order)
            self.rounds_mixed += mixed != batch
            batch = mixed
        self._batch.extend(batch)

    def _run_batch(self) -> None:
        batch, moments = self._batch, self.moments
        while batch:
            handle, _ = batch.popleft()
            if handle._cancelled:
                continue
            self._origin = self._next_number()
            handle._run()
            if moments is not None:
                seconds = moments.stall_after(handle)
                if seconds > 0.0:
                    self.stall(seconds)
            if self.busy_until > self.worlds.now:
                break
        self._origin = 0

    def _next_number(self) -> int:
        self._handles_run += 1
        return self._handles_run

    def _process_events(self, event_list: Any) -> None:
        raise NotImplementedError

    def _write_to_self(self) -> None:
        """Nothing waits in a real selector."""


@contextmanager
def running(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Let this be the loop that runs."""
    before = events._get_running_loop()
    events._set_running_loop(loop)
    try:
        yield
    finally:
        events._set_running_loop(before)


def in_turns(
    batch: list[tuple[asyncio.Handle, int]], order: Callable[[int], int]
) -> list[tuple[asyncio.Handle, int]]:
    """Mix the sources; what one source called keeps its order."""
    sources: dict[int, deque[tuple[asyncio.Handle, int]]] = {}
    for item in batch:
        sources.setdefault(item[1], deque()).append(item)
    if len(sources) == 1:
        return batch
    left, mixed = list(sources.values()), []
    while left:
        which = order(len(left))
        mixed.append(left[which].popleft())
        if not left[which]:
            del left[which]
    return mixed
