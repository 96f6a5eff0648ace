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
"""The first value of `time()`. It is not zero, because code may use zero for "never"."""

EPOCH_S = 1_767_225_600.0
"""The first value of `LoopClock.time()`: virtual time begins at 2026-01-01 UTC."""

SOCKET_GRACE_S = 0.001
"""How long, in real time, to wait for real sockets over loopback before time jumps."""

DEADLOCK_GRACE_S = 1.0
"""How long, in real time, to wait for an event when no timer is set."""


MAX_ITERATIONS = 500_000
"""Iterations of the loop at one moment. They last some seconds of real time, far more than any real work."""


class VirtualDeadlockError(RuntimeError):
    """The loop would hang: nothing is ready and no timer is set, or tasks run on while time stands still."""


class _JumpingSelector(selectors.DefaultSelector):
    """A selector that looks at real sockets, and moves the time on instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START_TIME_S
        self.real_work = 0
        self._iterations = 0
        self.describe: Callable[[], str] = str

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return ready sockets. If there are none, move `now` on by `timeout` seconds."""
        if timeout is not None and timeout <= 0:
            return self._look()
        if self.real_work:
            return super().select(DEADLOCK_GRACE_S)
        if timeout is None:
            return self._wait_for_outside()
        ready = super().select(SOCKET_GRACE_S if self._has_sockets() else 0)
        if not ready:
            self._move_on(timeout)
        return ready

    def _move_on(self, timeout: float) -> None:
        self._iterations = 0
        self.now = max(self.now + timeout, math.nextafter(self.now, math.inf))

    def _look(self) -> list[tuple[selectors.SelectorKey, int]]:
        self._iterations += 1
        if self._iterations > MAX_ITERATIONS:
            self._iterations = 0
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

    Streams in memory are deterministic. Real sockets work within one loop. Jobs of an executor work too: time stands
    still while one runs. Signals and other threads are not supported; use an ordinary loop for those.
    """

    def __init__(self) -> None:
        self._virtual = _JumpingSelector()
        super().__init__(self._virtual)
        self._virtual.describe = self._describe_deadlock

    def time(self) -> float:
        """Return virtual seconds. They begin at 1000."""
        return self._virtual.now

    @property
    def _clock_resolution(self) -> float:
        """Let no timer run early: code that checks the clock and sets its timer again would never end."""
        return math.ulp(self._virtual.now)

    @_clock_resolution.setter
    def _clock_resolution(self, seconds: float) -> None:
        """Ignore the resolution of the real clock, which the base class sets."""

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Run `func` in a thread. Time does not jump before it is done."""
        future = super().run_in_executor(executor, func, *args)
        self._virtual.real_work += 1
        future.add_done_callback(self._real_work_done)
        return future

    async def shutdown_default_executor(self, *_: object) -> None:
        """Wait for the executor's threads in real time. A timeout is ignored, because it would be virtual."""
        self._virtual.real_work += 1
        try:
            await super().shutdown_default_executor()
        finally:
            self._virtual.real_work -= 1

    def _real_work_done(self, _: asyncio.Future[Any]) -> None:
        self._virtual.real_work -= 1

    def _describe_deadlock(self) -> str:
        waiting = ", ".join(sorted(_waiting_place(task) for task in asyncio.all_tasks(self)))
        return f"deadlock at {self.time():.3f} s; waiting: {waiting}"


def _waiting_place(task: asyncio.Task[Any]) -> str:
    frames = task.get_stack(limit=1)
    places = (f"{frame.f_code.co_qualname}:{frame.f_lineno}" for frame in frames)
    return " in ".join((task.get_name(), *places))


class LoopClock:
    """A client's clock that follows the loop, and so jumps with a `VirtualLoop`.

    Without `loop` it uses the loop that runs when the clock is read.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None, epoch: float = EPOCH_S) -> None:
        self._loop = loop
        self._offset = epoch - START_TIME_S

    def monotonic(self) -> float:
        """Return the time of the loop in seconds."""
        return (self._loop or asyncio.get_running_loop()).time()

    def time(self) -> float:
        """Return seconds since 1970 UTC."""
        return self.monotonic() + self._offset


def run_virtual(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` on a fresh `VirtualLoop` and return its result, as `asyncio.run` does."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
