"""The client: one login to one bus of one gateway."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Self

from ..errors import ConnectionLost, IPComError
from ..model.address import OUTPUTS_PER_MODULE, OutputAddress, check_address
from ..model.arguments import check_flag, check_number
from ..model.bus_type import BusType
from ..model.change import StateChange
from ..model.host import DEFAULT_PORT, parse_host
from ..model.motion import Motion
from ..model.output_kind import DEFAULT_PULSE_S, LONGEST_PULSE_S, SHORTEST_PULSE_S, OutputKind
from ..model.shutter_pair import ShutterPair, check_pair
from ..model.snapshot import StateSnapshot
from ..model.timings import Timings
from ..protocol.frames import set_outputs_frame
from .change_stream import ChangeStream
from .client_arguments import (
    LONGEST_UNDECLARED_PULSE_S,
    check_bus,
    check_known_address,
    check_login,
    check_machinery,
    check_timeout,
    checked_direction,
    checked_kind,
    checked_kinds,
    checked_motion,
    checked_second,
    checked_shutters,
    checked_value,
    checked_wanted,
)
from .client_text import ClientText
from .connection.clock import Clock, SystemClock
from .connection.connector import Connector, connect_tcp
from .connection.login import Credentials
from .connection.look_ups import SYSTEM_NAMES, NameService
from .engine import Engine
from .status import ConnectionStatus

if TYPE_CHECKING:
    from .connection.statistics import Statistics


class IPComClient:
    """A live link to one bus: shows the house, switches it, and heals itself.

    Everything is called from one event loop; `ipcom.blocking` has the same face for threads.
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
        """Prepare a client; nothing is sent before `start`. Raises `ConfigurationError` for a wrong argument.

        `host` is a name or an IP address; one with its port, in brackets or after `http://` is understood.
        `port` is 1 to 65535. `username` has at most 21 bytes and `password` at most 22
        (docs/protocol.md, "Login request"). `bus` is 1 or 2; one client is one login to one bus.
        `kinds` declares what each output is; commands for others are refused, since an unknown output may
        be half of a motor. `shutters` are the relay pairs to protect. `known_address` is tried while no
        name server answers: keep `address` for the next process. `frame_bus` replaces the bus number that
        frames carry, 0 leaves it out (docs/protocol.md, "Bus number in a frame"). `second_host` and
        `second_port` reach the same gateway from elsewhere, as over a router's forwarded port: they are used
        while nothing answers at `host`, to which the link returns. `timings`, `clock`, `rng`,
        `connector` and `name_service` replace the machinery, for tests and unusual lines.
        """
        check_login(username, password)
        check_bus(bus, bus_type, frame_bus)
        check_machinery(timings, clock, rng, connector, name_service)
        check_known_address(known_address)
        gateway = parse_host(host, port)
        second = checked_second(gateway, second_host, second_port)
        credentials = Credentials(username, password, bus)
        credentials.check()
        wire_bus = bus_type.frame_bus(bus) if frame_bus is None else frame_bus
        set_outputs_frame(1, bytes(OUTPUTS_PER_MODULE), bus_type, wire_bus)

        self.host = gateway.host
        self.port = gateway.port
        self.bus = bus
        self._engine = Engine(
            gateway,
            credentials,
            second=second,
            kinds=checked_kinds(kinds),
            shutters=checked_shutters(shutters),
            bus_type=bus_type,
            frame_bus=wire_bus,
            timings=timings or Timings(),
            clock=clock or SystemClock(),
            rng=rng or random.Random(),
            connector=connector or connect_tcp,
            name_service=name_service if connector or name_service else SYSTEM_NAMES,
            known_address=known_address,
        )

    def __repr__(self) -> str:
        return f"<IPComClient {self._engine.name} {self.connection.state}>"

    # Life

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.close()

    async def start(self, timeout: float | None = None) -> None:
        """Log in, wait for the first snapshot and start the loops.

        Raises what went wrong: `CannotConnect`, `AuthenticationFailed` or `ProtocolError`;
        `ConnectTimedOut` after `timeout` seconds, or after the limits of each step. May be called again
        then, but not after `close` (`ConnectionLost`). Once it has returned, the link heals itself.
        """
        check_timeout(timeout)
        await self._engine.start(timeout)

    async def close(self) -> None:
        """End for good: stop the shutters that this client moved (2 s at most), log out, stop all tasks."""
        await self._engine.close()

    # State

    @property
    def snapshot(self) -> StateSnapshot:
        """The effective state: as observed, but what is wanted where that is not confirmed yet.

        Raises `ConnectionLost` before the first snapshot.
        """
        return _present(self._engine.state.effective)

    @property
    def observed(self) -> StateSnapshot:
        """The last snapshot as the gateway gave it; raises `ConnectionLost` before the first."""
        return _present(self._engine.state.observed)

    @property
    def connection(self) -> ConnectionStatus:
        """How the link is, since when and why; there before `start` and after `close` too."""
        return self._engine.board.status

    @property
    def address(self) -> str | None:
        """The IP address at which this gateway was last reached by its first host; None before that."""
        return self._engine.places.first.address

    @property
    def fingerprint(self) -> str:
        """What tells this gateway from others while the link is up: a digest of its session key, "" without one.

        One gateway gives the same key at every login, as far as is known (docs/protocol.md, "Session key").
        """
        return self._engine.fingerprint

    @property
    def over_second_host(self) -> bool:
        """Whether the gateway was reached last by its second host."""
        return self._engine.places.elsewhere

    @property
    def statistics(self) -> Statistics:
        """The figures of this client at this moment."""
        return self._engine.statistics()

    @property
    def clock(self) -> Clock:
        """Where this client gets its time from."""
        return self._engine.clock

    @property
    def shutters(self) -> tuple[ShutterPair, ...]:
        """The shutter pairs that are protected now."""
        return self._engine.planner.shutters

    @property
    def round_trip(self) -> float:
        """The quiet round trip in seconds: what a read takes while nothing disturbs it; 0.0 while unknown."""
        return self._engine.trips.quiet

    @property
    def disturbed_at(self) -> float:
        """When the event loop last stood still, the link broke or the machine slept (monotonic); -inf if never."""
        return self._engine.disturbed_at

    def subscribe(self, callback: Callable[[StateChange], None]) -> Callable[[], None]:
        """Call `callback` in the event loop at every change; returns the way to unsubscribe."""
        return self._engine.state.changes.add(callback)

    def subscribe_connection(self, callback: Callable[[ConnectionStatus], None]) -> Callable[[], None]:
        """Call `callback` in the event loop whenever `connection` changes; returns the way to unsubscribe."""
        return self._engine.board.news.add(callback)

    def subscribe_failures(self, callback: Callable[[IPComError], None]) -> Callable[[], None]:
        """Call `callback` in the event loop with the error of each command that fails; returns the way to unsubscribe.

        Each is also raised where the command was given, if that still waits. A command that a newer one or a person
        superseded has not failed.
        """
        return self._engine.pending.failures.add(callback)

    def changes(self) -> ChangeStream:
        """Return the changes from now on, for `async for`; untaken ones merge per output. Ends at close."""
        engine = self._engine
        engine.require_own_loop()
        return ChangeStream(engine.state.changes.add, engine.ended.add, engine.require_own_loop)

    # Commands

    async def set_output(self, address: OutputAddress, value: int, *, undeclared: bool = False) -> None:
        """Switch an output and return when the gateway shows it; see `set_outputs`."""
        check_address(address)
        await self._want({address: checked_value(address, value)}, undeclared=undeclared)

    async def set_outputs(
        self,
        wanted: Mapping[OutputAddress, int],
        *,
        undeclared: bool = False,
        unless_changed: bool = False,
    ) -> None:
        """Set outputs (relays 0 or 255, dimmers 0 to 100), one frame per module.

        Returns when the gateway shows all of them: its modules do not acknowledge, so that is no proof
        that a contact closed. Raises `CommandNotConfirmed`, `CommandSuperseded` (a newer
        command or the wall won; no fault), `ConnectionLost`, or at once `InterlockError` for a shutter's
        relay and `ConfigurationError` for a value that cannot be, or an output that `kinds` does not declare,
        unless `undeclared` is given. Cancelling withdraws what has not left.

        `unless_changed` is for values that were chosen from `observed` just now, as by a toggle or a step: an
        output that the next read shows as changed from outside is left as it is (`CommandSuperseded`).
        """
        check_flag("unless_changed", unless_changed)
        await self._want(checked_wanted(wanted), undeclared=undeclared, unless_changed=unless_changed)

    async def _want(
        self, values: Mapping[OutputAddress, int], *, undeclared: bool, unless_changed: bool = False
    ) -> None:
        check_flag("undeclared", undeclared)
        engine = self._engine
        engine.require_started()
        now = engine.clock.monotonic()
        await engine.finish(
            engine.planner.commands.want(values, now, undeclared=undeclared, unless_changed=unless_changed)
        )

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        """Start or stop a shutter's motor and return when the gateway shows it.

        The other direction is switched off and seen off for the pair's pause first. A touch at the wall
        before its frame has left ends it, in this direction too (`CommandSuperseded`). Raises as `set_outputs` does.
        """
        check_pair(pair)
        checked_motion(motion)
        self._engine.require_started()
        now = self._engine.clock.monotonic()
        await self._engine.finish(self._engine.planner.commands.drive(pair, motion, now))

    async def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        """End a timed move: switch `direction` off, the frame leaving at `leave_at` (monotonic seconds).

        Returns when the gateway shows it off. It concerns that direction only: when the shutter moves the
        other way by then, nothing is sent and `CommandSuperseded` is raised; else as `set_outputs`.
        """
        check_pair(pair)
        checked_direction(direction)
        check_number("leave_at", leave_at)
        self._engine.require_started()
        now = self._engine.clock.monotonic()
        await self._engine.finish(self._engine.planner.commands.stop_at(pair, direction, leave_at, now))

    async def release(self, pair: ShutterPair) -> None:
        """End what this client set moving, and nothing else; return when the gateway shows it off.

        A movement that has not begun is forgotten. What a person set moving meanwhile goes on. Raises as
        `set_outputs` does.
        """
        check_pair(pair)
        self._engine.require_started()
        await self._engine.finish(self._engine.planner.commands.release(pair, self._engine.clock.monotonic()))

    async def pulse(self, address: OutputAddress, seconds: float = DEFAULT_PULSE_S) -> None:
        """Switch an output on for `seconds`, once, and return when it is off again.

        For a door opener or a bell, which `kinds` declares as `MOMENTARY` (60 s at most), and to find out what
        an output is (5 s at most). "On" is never written twice. "Off" is owed like a shutter's stop: over
        reconnects, and at `close`. What is on already is not pulsed, nor an output beside another undeclared
        one of its module that is on or is being switched (`InterlockError`): they may be the two directions
        of one motor. Raises `CommandNotConfirmed` if no read showed the output on, else as `set_outputs`.
        """
        check_address(address)
        planner = self._engine.planner
        momentary = planner.declared.kind_of(address) is OutputKind.MOMENTARY
        check_number(
            "seconds", seconds, SHORTEST_PULSE_S, LONGEST_PULSE_S if momentary else LONGEST_UNDECLARED_PULSE_S
        )
        self._engine.require_started()
        now = self._engine.clock.monotonic()
        await self._engine.finish(planner.commands.pulse(address, seconds, now))

    async def read(self) -> StateSnapshot:
        """Read the outputs now and return them; raises `ConnectionLost` if that is not possible in time."""
        self._engine.require_started()
        limit = self._engine.read_limit
        reader = self._engine.commands.next_snapshot()
        try:
            await self._engine.punctuality.first_of(reader, timeout=limit)
            if reader.done():
                return reader.result()
        finally:
            reader.cancel()
        raise self._not_read_within(limit)

    def _not_read_within(self, limit: float) -> ConnectionLost:
        why = self.connection.reason or "the gateway is busy"
        return ConnectionLost(ClientText.NO_OUTPUTS_IN_TIME(seconds=limit, _why=why))

    # Configuration while running

    def add_shutter(self, pair: ShutterPair) -> Callable[[], None]:
        """Protect a shutter pair from now on; returns the way to remove it, refused while it moves.

        Raises `ConfigurationError` when it shares a relay with another pair.
        """
        check_pair(pair)
        engine = self._engine
        engine.require_own_loop()
        engine.planner.add_shutter(pair, engine.clock.monotonic())
        engine.commands.wake()
        return lambda: self._remove_shutter(pair)

    def _remove_shutter(self, pair: ShutterPair) -> None:
        self._engine.require_own_loop()
        self._engine.planner.remove_shutter(pair)
        self._engine.commands.wake()

    def add_kind(self, address: OutputAddress, kind: OutputKind) -> Callable[[], None]:
        """Declare what an output is from now on; returns the way to take that back.

        Raises `ConfigurationError` for an argument of a wrong type.
        """
        check_address(address)
        checked_kind(kind)
        self._engine.require_own_loop()
        self._engine.planner.declared.set_kind(address, kind)
        return lambda: self._engine.planner.declared.set_kind(address, None)

    def watch_presses(self, on: bool) -> None:
        """Read the outputs more often for 1.4 s after each change from outside, or no more; off at first.

        A second press of a wall switch is then told within 0.2 s instead of 0.35 s. It has no effect with a longer
        poll interval than the default, and on lines with a round trip of more than 70 ms. See `PressRecogniser`.
        """
        check_flag("on", on)
        self._engine.require_own_loop()
        self._engine.presses.switch(on=on)


def _present(snapshot: StateSnapshot | None) -> StateSnapshot:
    if snapshot is None:
        raise ConnectionLost(ClientText.NOTHING_READ())
    return snapshot
