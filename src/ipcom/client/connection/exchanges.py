"""The exchanges of one connection: one at a time, and which request a reply answers.

Messages have no numbers, so the rules are strict (docs/architecture.md, "One exchange at a time",
"What an answer answers" and "What a write is owed"). Known limit: a reply later than its wait, or a
delayed duplicate, cannot be told from a fresh one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import IntEnum

from ...errors import ConnectionLost, ReplyTimedOut
from ...model.snapshot import StateSnapshot
from ...model.timings import Timings
from ...protocol.client_session import ClientSession
from ...protocol.events import (
    ConnectionClosed,
    Disconnected,
    FrameReply,
    KeepAliveReply,
    OutputsReply,
)
from ...protocol.frames import BusFrame
from ...protocol.messages import OUTPUTS_REPLY_SIZE
from .clock import Clock
from .counters import Counters
from .link_text import LinkText
from .pending_acks import LONGEST_WAIT, WAIT_TRIPS, PendingAcks
from .pending_read import PendingRead, read_timeout
from .punctuality import LATE_S, Timer
from .read_answers import ReadAnswers
from .timekeeping import Timekeeping
from .wire import Listener, Wire

BEATS_A_TRIP = 4
"""While a read is out a timer looks whether the loop stands still: this often in a round trip, and every
10 ms at most. A loopback line answers sooner than that, so there it costs nothing."""


class Priority(IntEnum):
    """The order in which requests leave when several wait; the lowest number goes first."""

    STOP = 0
    OVERDUE_KEEP_ALIVE = 1
    COMMAND = 2
    POLL = 3
    KEEP_ALIVE = 4


class Exchanges:
    """The exchanges of one connection after its login."""

    def __init__(
        self,
        session: ClientSession,
        wire: Wire,
        listener: Listener,
        *,
        timings: Timings,
        clock: Clock,
        counters: Counters,
        timekeeping: Timekeeping,
    ) -> None:
        self._session = session
        self._wire = wire
        self._listener = listener
        self._timings = timings
        self._clock = clock
        self._counters = counters
        self._loop = asyncio.get_running_loop()
        self._punctuality = timekeeping.punctuality
        self._sleep = timekeeping.sleep
        self._trips = timekeeping.trips
        self._acks = PendingAcks(timings, self._trips)
        self._pending_read: PendingRead | None = None
        self._read_again: Callable[[StateSnapshot], None] | None = None
        self._answers = ReadAnswers(timings, timekeeping)
        self._keeping_alive = False
        self.claimed: Priority | None = None
        """Who has the next turn: lower priorities are not admitted; None while it is nobody's."""
        self._timer: Timer | None = None
        self._acks_timer: Timer | None = None
        self._drain_timer: Timer | None = None
        self._closed = False
        self.keep_alive_overdue = False
        """Whether a keep-alive has waited so long that it goes before polls and commands."""
        self.keep_alive_at = float("-inf")
        """When a keep-alive was last sent or answered."""
        self._handlers: dict[type, Callable[..., None]] = {
            OutputsReply: self._on_outputs,
            FrameReply: self._on_frame,
            KeepAliveReply: self._on_keep_alive,
            Disconnected: self._on_disconnected,
            ConnectionClosed: self._on_closed,
        }

    @property
    def owing(self) -> bool:
        """Whether a write still waits for its acknowledgement."""
        return bool(self._acks.deadlines)

    def admits(self, priority: Priority) -> bool:
        """Whether an exchange of this priority may begin now."""
        if priority is Priority.POLL and self._clock.monotonic() < self._answers.silent_until:
            return False
        return self._idle and not self._acks.deadlines and not self._claimed_before(priority)

    def admits_write(self, *, stop: bool) -> bool:
        """Whether a write may leave now; a stop passes writes that still wait for their replies."""
        return self._idle and (stop or not (self._acks.deadlines or self.keep_alive_overdue))

    def read(self, then: Callable[[StateSnapshot], None] | None = None) -> float:
        """Ask for the outputs and pass them to `then`; returns when that was asked (monotonic)."""
        sleeps = self._sleep.look()
        now = self._clock.monotonic()
        self._pending_read = PendingRead(
            now,
            then or self._listener.answered,
            stale=self._session.unread > 0,
            sleeps=sleeps,
            teaches=not self._acks.outstanding(now),
        )
        self._timer = self._punctuality.call_later(self._beat, self._check_read)
        self._wire.send(self._session.read_outputs(), "read")
        return now

    def write(self, frame: BusFrame) -> None:
        """Send a frame to the bus; an acknowledgement is expected for a while."""
        self._wire.send(self._session.write(frame), "write")
        self._counters.frames_sent += 1
        self._acks.wrote(self._clock.monotonic())
        self._watch_acks()

    def keep_alive(self) -> None:
        """Send a keep-alive; its reply is waited for, but its absence only counted."""
        self._keeping_alive = True
        self._counters.keep_alives_sent += 1
        self.keep_alive_at = self._clock.monotonic()
        self._timer = self._punctuality.call_later(self._acks.wait, self._give_up_keep_alive)
        self._wire.send(self._session.keep_alive(), "keep-alive")

    def blames_keep_alive(self, now: float) -> bool:
        """Whether framing that breaks at `now` is put down to the keep-alive: it, or its reply, was just before."""
        wait = self._trips.stretched(self._timings.blame_keep_alive, WAIT_TRIPS, LONGEST_WAIT)
        return now - self.keep_alive_at <= wait

    def handle(self, event: object) -> None:
        """Take an event of the session."""
        self._handlers[type(event)](event)

    def close(self) -> None:
        """Stop all timers; nothing is sent or reported any more."""
        self._closed = True
        self._pending_read = self._read_again = None
        for timer in (self._timer, self._acks_timer, self._drain_timer):
            if timer is not None:
                timer.cancel()

    @property
    def _idle(self) -> bool:
        reads = self._pending_read is not None or self._read_again is not None
        return not (reads or self._keeping_alive or self._drain_timer is not None or self._closed)

    def _claimed_before(self, priority: Priority) -> bool:
        if self.keep_alive_overdue and priority > Priority.OVERDUE_KEEP_ALIVE:
            return True
        return self.claimed is not None and self.claimed < priority

    # Outputs

    def _on_outputs(self, reply: OutputsReply) -> None:
        pending = self._pending_read
        if pending is not None and not pending.stale:
            if self._sleep.look() == pending.sleeps:
                self._answer(pending, reply)
            else:
                self._ask_again(pending)
            return
        if pending is not None:
            pending.stale = False
        if not self._acks.take():
            self._surplus(reply.values)
        self._listener.stray()
        self._freed()

    def _ask_again(self, pending: PendingRead) -> None:
        """The machine slept during the read: nothing tells how old the answer is."""
        self._pending_read, self._read_again = None, pending.then
        self._stop_timer()
        self._loop.call_soon(self._read_again_if_due)  # not before what came together with it is handled

    def _read_again_if_due(self) -> None:
        if self._read_again is not None and self._drain_timer is None:
            then, self._read_again = self._read_again, None
            self.read(then)

    def _answer(self, pending: PendingRead, reply: OutputsReply) -> None:
        self._pending_read = None
        now = self._clock.monotonic()
        self._answers.answered(pending, reply.values, now, self._timer)
        self._stop_timer()
        self._counters.polled(pending.asked_at, now)
        snapshot = StateSnapshot(
            reply.values, timestamp=self._clock.time(), asked_at=pending.asked_at, received_at=now
        )
        pending.then(snapshot)
        self._freed()

    def _surplus(self, values: bytes) -> None:
        """Take an outputs message that answers nothing: it may be the real answer to the last read, if they differ."""
        self._acks.surplus()
        self._counters.surplus_snapshots += 1
        since = self._answers.doubtful_since(values, self._clock.monotonic())
        if since is not None:
            self._listener.distrust(since)

    @property
    def _beat(self) -> float:
        return max(LATE_S, self._trips.quiet / BEATS_A_TRIP)

    def _check_read(self) -> None:
        """Look during a read for a frame that was begun and never ended, and for the end of the wait."""
        now = self._clock.monotonic()
        self._end_silent_message(now, self._acks.wait)
        pending = self._pending_read
        if pending is None:
            return  # the unfinished message broke the link
        timeout = read_timeout(self._timings, self._trips)
        left = pending.asked_at + timeout - now
        if left > 0:
            self._timer = self._punctuality.call_later(min(left, self._beat), self._check_read)
        else:
            self._wire.fail(ReplyTimedOut(LinkText.OUTPUTS_STOPPED(seconds=timeout)))

    # Frames and keep-alives

    def _on_frame(self, reply: FrameReply) -> None:
        self._acks.take()
        self._pass_message(reply.frame is None)

    def _on_keep_alive(self, _reply: KeepAliveReply) -> None:
        self.keep_alive_at = self._clock.monotonic()
        if self._keeping_alive:
            self._keeping_alive = False
            self._stop_timer()
        self._pass_message(True)

    def _give_up_keep_alive(self) -> None:
        self._keeping_alive = False
        self._counters.keep_alives_unanswered += 1
        self._freed()

    def _pass_message(self, drain: bool) -> None:
        """Go on after a message that answers no read; drop what follows if its length is unknown."""
        if self._pending_read is not None:
            self._pending_read.stale = False
        if drain:
            self._begin_drain()
        self._freed()

    def _begin_drain(self) -> None:
        self._drain_timer = self._punctuality.call_later(self._timings.drain, self._end_drain)

    def _end_drain(self) -> None:
        """Listen again, and repeat a read whose answer may have been dropped.

        If it was not dropped, two answers come. The second one is expected for as long as a read may wait for its
        answer, so that no later read takes it for its own.
        """
        self._drain_timer = None
        self._session.drained()
        if self._pending_read is not None:
            self._pending_read.teaches = False
            self._wire.send(self._session.read_outputs(), "read again")
            if self._session.dropped < OUTPUTS_REPLY_SIZE:
                self._acks.expect(self._clock.monotonic(), read_timeout(self._timings, self._trips))
                self._watch_acks()
        self._read_again_if_due()
        self._freed()

    # The end

    def _on_disconnected(self, _event: Disconnected) -> None:
        self._wire.fail(ConnectionLost(LinkText.SESSION_ENDED()))

    def _on_closed(self, _event: ConnectionClosed) -> None:
        self._wire.fail(ConnectionLost(LinkText.CLOSED_BY_GATEWAY()))

    # Acknowledgements and turns

    def _watch_acks(self) -> None:
        if self._acks_timer is None and self._acks.deadlines:
            wait = self._acks.deadlines[0] - self._clock.monotonic()
            self._acks_timer = self._punctuality.call_later(wait, self._give_up_acks)

    def _give_up_acks(self) -> None:
        """Expect no longer what is overdue; a message that was begun and is still unfinished ends here."""
        self._acks_timer = None
        now = self._clock.monotonic()
        self._end_silent_message(now, self._timings.drain)
        self._counters.writes_unanswered += self._acks.expire(now)
        self._watch_acks()
        self._freed()

    def _end_silent_message(self, now: float, silence: float) -> None:
        """Give up the rest of a frame that was begun, once nothing has come for so long."""
        if self._session.unread and now - self._wire.received_at >= silence:
            self._session.quiet()
            self._wire.digest()

    def _freed(self) -> None:
        if not self._closed:
            self._listener.free()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
