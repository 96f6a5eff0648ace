"""The client without `await`, for scripts and programs with threads.

    LAMP = OutputAddress(3, 4)
    kinds = {LAMP: OutputKind.RELAY}
    with IPComClient("192.168.1.20", username="...", password="...", kinds=kinds) as client:
        client.set_output(LAMP, 255)

It runs the event loop in one thread of its own, and callbacks come on that thread: keep them
short, and do not call from them what waits for the gateway. Into a program's own event loop they
are handed like this, and arrive in order:

    def on_change(change: StateChange) -> None:
        loop.call_soon_threadsafe(handle, change)

    unsubscribe = client.subscribe(on_change)
"""

from __future__ import annotations

import atexit
import random
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from typing import Any, Self, TypeVar

from .client.change_stream import ChangeStream
from .client.client import IPComClient as AsyncClient
from .client.client_arguments import check_timeout
from .client.client_text import ClientText
from .client.connection.clock import Clock
from .client.connection.connector import Connector
from .client.connection.look_ups import NameService
from .client.connection.statistics import Statistics
from .client.loop_thread import LoopThread, refuse_inside
from .client.status import ConnectionStatus
from .errors import ConnectionLost, IPComError
from .model.address import OutputAddress
from .model.bus_type import BusType
from .model.change import StateChange
from .model.host import DEFAULT_PORT
from .model.motion import Motion
from .model.output_kind import DEFAULT_PULSE_S, OutputKind
from .model.shutter_pair import ShutterPair
from .model.snapshot import StateSnapshot
from .model.timings import Timings

T = TypeVar("T")


class IPComClient:
    """A live link to one bus, usable from any thread; every method is that of `ipcom.IPComClient`.

    Methods return and raise what the methods of the same name there do. Those that wait for the gateway raise
    `RuntimeError` in a callback, which runs on the client's thread, and `ConnectionLost` while the client does
    not run and in a process that `os.fork` made.
    """

    def __init__(
        self,
        host: str,
        port: int = DEFAULT_PORT,
        *,
        username: str,
        password: str,
        bus: int = 1,
        bus_type: BusType = BusType.MINIDO,
        kinds: Mapping[OutputAddress, OutputKind] | None = None,
        shutters: Iterable[ShutterPair] = (),
        frame_bus: int | None = None,
        timings: Timings | None = None,
        clock: Clock | None = None,
        rng: random.Random | None = None,
        connector: Connector | None = None,
        name_service: NameService | None = None,
        known_address: str | None = None,
        second_host: str | None = None,
        second_port: int = DEFAULT_PORT,
    ) -> None:
        """Prepare a client, as `ipcom.IPComClient`; nothing is sent and no thread runs before `start`."""
        self._client = AsyncClient(
            host,
            port,
            username=username,
            password=password,
            bus=bus,
            bus_type=bus_type,
            kinds=kinds,
            shutters=shutters,
            frame_bus=frame_bus,
            timings=timings,
            clock=clock,
            rng=rng,
            connector=connector,
            name_service=name_service,
            known_address=known_address,
            second_host=second_host,
            second_port=second_port,
        )
        self._lock = threading.Lock()
        self._thread: LoopThread | None = None

    def __repr__(self) -> str:
        return repr(self._client).replace("<", "<blocking ", 1)

    # Life

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def start(self, timeout: float | None = None) -> None:
        """Log in, wait for the first snapshot and go on in the thread.

        Raises `CannotConnect`, `AuthenticationFailed`, `ProtocolError`, or `ConnectTimedOut` after `timeout` seconds.
        """
        check_timeout(timeout)
        self._refuse_elsewhere()
        with self._lock:
            if self._thread is None:
                self._start_thread(timeout)
            else:
                self._run(lambda: self._client.start(timeout))

    def _start_thread(self, timeout: float | None) -> None:
        thread = self._thread = LoopThread("ipcom-blocking")
        try:
            thread.run(lambda: self._client.start(timeout))
        except BaseException:
            self._thread = None
            thread.stop()
            raise
        atexit.register(self.close)

    def close(self) -> None:
        """End for good: stop the shutters that this client moved, log out, end the thread.

        In a process that `os.fork` made since the start there is nothing to close: it does nothing.
        """
        if self._thread is not None and self._thread.forked:
            return
        refuse_inside()
        with self._lock:
            thread = self._thread
            if thread is None:
                return
            thread.run(self._client.close)
            self._thread = None
            thread.stop()
            atexit.unregister(self.close)

    # State

    @property
    def snapshot(self) -> StateSnapshot:
        """The effective state: as observed, but what is wanted where that is not confirmed yet.

        Raises `ConnectionLost` before the first snapshot.
        """
        self._refuse_forked()
        return self._client.snapshot

    @property
    def observed(self) -> StateSnapshot:
        """The last snapshot as the gateway gave it; raises `ConnectionLost` before the first."""
        self._refuse_forked()
        return self._client.observed

    @property
    def connection(self) -> ConnectionStatus:
        """How the link is, since when and why."""
        self._refuse_forked()
        return self._client.connection

    @property
    def address(self) -> str | None:
        """The IP address at which this gateway was last reached by its first host; None before that."""
        self._refuse_forked()
        return self._client.address

    @property
    def fingerprint(self) -> str:
        """What tells this gateway from others while the link is up; "" without a session key."""
        self._refuse_forked()
        return self._client.fingerprint

    @property
    def over_second_host(self) -> bool:
        """Whether the gateway was reached last by its second host."""
        self._refuse_forked()
        return self._client.over_second_host

    @property
    def statistics(self) -> Statistics:
        """The figures of this client at this moment."""
        return self._call(lambda: self._client.statistics)

    @property
    def shutters(self) -> tuple[ShutterPair, ...]:
        """The shutter pairs that are protected now."""
        return self._call(lambda: self._client.shutters)

    @property
    def clock(self) -> Clock:
        """Where this client gets its time from."""
        return self._client.clock

    @property
    def round_trip(self) -> float:
        """The quiet round trip in seconds; 0.0 while unknown."""
        self._refuse_forked()
        return self._client.round_trip

    @property
    def disturbed_at(self) -> float:
        """When the event loop last stood still, the link broke or the machine slept (monotonic); -inf if never."""
        self._refuse_forked()
        return self._client.disturbed_at

    def subscribe(self, callback: Callable[[StateChange], None]) -> Callable[[], None]:
        """Call `callback` on the client's thread at every change; returns the way to unsubscribe."""
        return self._undo(lambda: self._client.subscribe(callback))

    def subscribe_connection(self, callback: Callable[[ConnectionStatus], None]) -> Callable[[], None]:
        """Call `callback` on the client's thread whenever `connection` changes; returns the way to unsubscribe."""
        return self._undo(lambda: self._client.subscribe_connection(callback))

    def subscribe_failures(self, callback: Callable[[IPComError], None]) -> Callable[[], None]:
        """Call `callback` on the client's thread with the error of each command that fails; returns the way to unsubscribe."""
        return self._undo(lambda: self._client.subscribe_failures(callback))

    def changes(self) -> Iterator[StateChange]:
        """Iterate over the changes from now on; waits for each, ends after the last before the close."""
        thread = self._running()
        stream = thread.call(self._client.changes)
        return _iterate(thread, stream)

    # Commands

    def set_output(self, address: OutputAddress, value: int, *, undeclared: bool = False) -> None:
        """Switch an output and return when the gateway shows it; see `set_outputs`."""
        self._run(lambda: self._client.set_output(address, value, undeclared=undeclared))

    def set_outputs(
        self,
        wanted: Mapping[OutputAddress, int],
        *,
        undeclared: bool = False,
        unless_changed: bool = False,
    ) -> None:
        """Set outputs (relays 0 or 255, dimmers 0 to 100), one frame per module; see `IPComClient.set_outputs`.

        Returns when the gateway shows all of them. Raises `CommandNotConfirmed`, `CommandSuperseded`,
        `ConnectionLost`, `InterlockError` or `ConfigurationError`.
        """
        self._run(
            lambda: self._client.set_outputs(wanted, undeclared=undeclared, unless_changed=unless_changed)
        )

    def drive(self, pair: ShutterPair, motion: Motion) -> None:
        """Start or stop a shutter's motor and return when the gateway shows it; see `IPComClient.drive`."""
        self._run(lambda: self._client.drive(pair, motion))

    def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        """End a timed move: switch `direction` off, the frame leaving at `leave_at` (monotonic seconds)."""
        self._run(lambda: self._client.stop_at(pair, direction, leave_at))

    def release(self, pair: ShutterPair) -> None:
        """End what this client set moving, and nothing else; return when the gateway shows it off."""
        self._run(lambda: self._client.release(pair))

    def pulse(self, address: OutputAddress, seconds: float = DEFAULT_PULSE_S) -> None:
        """Switch an output on for `seconds`, once, and return when it is off again."""
        self._run(lambda: self._client.pulse(address, seconds))

    def read(self) -> StateSnapshot:
        """Read the outputs now and return them; raises `ConnectionLost` if that is not possible in time."""
        return self._run(self._client.read)

    # Configuration while running

    def add_shutter(self, pair: ShutterPair) -> Callable[[], None]:
        """Protect a shutter pair from now on; returns the way to remove it."""
        return self._undo(lambda: self._client.add_shutter(pair))

    def add_kind(self, address: OutputAddress, kind: OutputKind) -> Callable[[], None]:
        """Declare what an output is; returns the way to take that back."""
        return self._undo(lambda: self._client.add_kind(address, kind))

    def watch_presses(self, on: bool) -> None:
        """Read the outputs more often for a while after each change from outside, or no more; off at first."""
        self._call(lambda: self._client.watch_presses(on))

    # Crossing over

    def _run(self, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
        return self._running().run(begin)

    def _refuse_forked(self) -> None:
        if self._thread is not None:
            self._thread.refuse_forked()

    def _refuse_elsewhere(self) -> None:
        """Raise in another process and in a client's own thread, before a lock is waited for."""
        self._refuse_forked()
        refuse_inside()

    def _running(self) -> LoopThread:
        thread = self._thread
        if thread is None:
            raise ConnectionLost(ClientText.BLOCKING_NOT_RUNNING())
        return thread

    def _call(self, act: Callable[[], T]) -> T:
        """Act in the thread while it runs, and here before and after."""
        thread = self._thread
        return act() if thread is None else thread.call(act)

    def _undo(self, act: Callable[[], Callable[[], None]]) -> Callable[[], None]:
        undo = self._call(act)
        return lambda: self._call(undo)


def _iterate(thread: LoopThread, stream: ChangeStream) -> Iterator[StateChange]:
    while (change := _take(thread, stream)) is not None:
        yield change


def _take(thread: LoopThread, stream: ChangeStream) -> StateChange | None:
    thread.refuse_forked()
    try:
        return thread.run(lambda: _next(stream))
    except ConnectionLost:  # closed: nothing comes any more, but something may have come before
        return stream.take()


async def _next(stream: ChangeStream) -> StateChange | None:
    return await anext(stream, None)
