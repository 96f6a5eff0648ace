"""An event loop whose clock jumps: hours of polling pass in a second, and always in the same order.

Run one coroutine with `run_virtual(main())`. Under pytest-asyncio, put this into conftest.py:

    @pytest.hookimpl(optionalhook=True)
    def pytest_asyncio_loop_factories(config, item):
        if item.get_closest_marker("virtual_time"):
            return {"virtual": VirtualLoop}
        return {"real": asyncio.new_event_loop}
"""

from __future__ import annotations

import asyncio
import math
import selectors
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Executor

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

START_TIME_S = 1000.0
"""What `time()` says at first: not zero, so that nobody takes it for "never"."""

EPOCH_S = 1_767_225_600.0
"""What `LoopClock.time()` adds: virtual time begins a little after 2026-01-01 UTC."""

SOCKET_GRACE_S = 0.001
"""How long real sockets may take to deliver over loopback before time jumps past them."""

DEADLOCK_GRACE_S = 1.0
"""How long, in real time, nothing may happen when no timer is set."""


MAX_TURNS = 500_000
"""Turns of the loop within one moment: some seconds of real time, far more than any real work takes."""


class VirtualDeadlockError(RuntimeError):
    """This would hang for ever: nothing is ready and no timer is set, or tasks spin and time stands still."""


class _JumpingSelector(selectors.DefaultSelector):
    """Looks at the real sockets, and lets time jump where others would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START_TIME_S
        self.real_work = 0
        self._turns = 0
        self.describe: Callable[[], str] = str

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Report ready sockets; when there are none, move `now` by `timeout` seconds."""
        if timeout is not None and timeout <= 0:
            return self._look()
        if self.real_work:
            return super().select(DEADLOCK_GRACE_S)
        if timeout is None:
            return self._wait_for_outside()
        ready = super().select(SOCKET_GRACE_S if self._has_sockets() else 0)
        if not ready:
            self._turns = 0
            self.now = max(self.now + timeout, math.nextafter(self.now, math.inf))
        return ready

    def _look(self) -> list[tuple[selectors.SelectorKey, int]]:
        self._turns += 1
        if self._turns > MAX_TURNS:
            self._turns = 0
            raise VirtualDeadlockError(f"time stands still: {self.describe()}")
        return super().select(0)

    def _has_sockets(self) -> bool:
        return len(self.get_map()) > 1  # the loop's own wake-up pipe is always there

    def _wait_for_outside(self) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(DEADLOCK_GRACE_S)
        if not ready:
            raise VirtualDeadlockError(f"nothing is ready and no timer is set: {self.describe()}")
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that jumps to the next timer when nothing is ready.

    In-memory streams are deterministic. Real sockets work within one loop, and
    so do executor jobs: time stands still while one runs. Signals and other
    threads are not foreseen; use an ordinary loop for those.
    """

    def __init__(self) -> None:
        self._virtual = _JumpingSelector()
        super().__init__(self._virtual)
        self._virtual.describe = self._describe_deadlock

    def time(self) -> float:
        """Return virtual seconds; they begin at 1000."""
        return self._virtual.now

    @property
    def _clock_resolution(self) -> float:
        """No timer runs early: whoever looked at the clock and set it anew would do so for ever."""
        return math.ulp(self._virtual.now)

    @_clock_resolution.setter
    def _clock_resolution(self, seconds: float) -> None:
        """The base class sets that of the real clock."""

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Run `func` in a thread; time does not jump before it is done."""
        future = super().run_in_executor(executor, func, *args)
        self._virtual.real_work += 1
        future.add_done_callback(self._real_work_done)
        return future

    async def shutdown_default_executor(self, *_: object) -> None:
        """Wait for the executor's threads in real time; a timeout would be virtual, so it is ignored."""
        self._virtual.real_work += 1
        try:
            await super().shutdown_default_executor()
        finally:
            self._virtual.real_work -= 1

    def _real_work_done(self, _: asyncio.Future[Any]) -> None:
        self._virtual.real_work -= 1

    def _describe_deadlock(self) -> str:
        waiting = ", ".join(sorted(_whereabouts(task) for task in asyncio.all_tasks(self)))
        return f"deadlock at {self.time():.3f} s; waiting: {waiting}"


def _whereabouts(task: asyncio.Task[Any]) -> str:
    frames = task.get_stack(limit=1)
    places = (f"{frame.f_code.co_qualname}:{frame.f_lineno}" for frame in frames)
    return " in ".join((task.get_name(), *places))


class LoopClock:
    """A client's clock that follows the loop; with a `VirtualLoop` it jumps along.

    Without `loop` it takes the one that runs when it is read.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None, epoch: float = EPOCH_S) -> None:
        self._loop = loop
        self._offset = epoch - START_TIME_S

    def monotonic(self) -> float:
        """Return the loop's own seconds."""
        return (self._loop or asyncio.get_running_loop()).time()

    def time(self) -> float:
        """Return seconds since 1970 UTC."""
        return self.monotonic() + self._offset


def run_virtual(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` on a fresh `VirtualLoop` and return its result, as `asyncio.run` does."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
