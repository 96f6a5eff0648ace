"""A cable between two worlds: bytes take their time, wait while it is unplugged, and lie in a socket until read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.library.proof.worlds import WorldLoop, Worlds

CUT_FROM = 100
"""Shorter messages come in one piece."""
RESEND_S = 0.2
"""How long after the end of an interruption TCP sends again, at least."""


class End(asyncio.Transport):
    """One end of a connection, as a selector loop has it."""

    def __init__(self, loop: WorldLoop, name: str) -> None:
        super().__init__({"peername": (name, 0)})
        self.loop = loop
        self.protocol: asyncio.Protocol = asyncio.Protocol()
        self.lane: Lane
        """The way to the other end."""
        self.arrived_at = -1.0
        """When bytes last came (true time)."""
        self.taken = 0
        """How many bytes were taken out."""
        self.coming = 0
        """How many bytes were ever sent here."""
        self.messages: list[tuple[int, int]] = []
        """Where each message that was sent here began and ended, in bytes."""
        self._inbox = bytearray()
        self._eof = False
        self._broken = False
        self._paused = False
        self._closing = False
        self._lost = False
        self.note: Callable[[str], None] | None = None
        """Told what our program says, takes out, and what lies here to be taken."""
        self.on_arrival: Callable[[], None] | None = None
        self.tap: Callable[[str, bytes], None] | None = None
        """Told what this end writes (">"), what it reads ("<"), and how the other end ended ("eof", "reset")."""

    # -- what comes from the network ---------------------------------------

    def arrive(self, data: bytes) -> None:
        """Bytes have come: they wait until the loop looks."""
        self._inbox += data
        self.arrived_at = self.lane.worlds.now
        self._wake()
        if self.on_arrival is not None:
            self.on_arrival()

    def arrive_end(self) -> None:
        """The other end has closed."""
        self._eof = True
        self._wake()

    def arrive_reset(self) -> None:
        """The other end has broken the connection."""
        self._broken = True
        self._wake()

    def _wake(self) -> None:
        if not (self._paused or self._closing):
            self.loop.readable(self)

    def read_ready(self) -> None:
        """Give the protocol what lies here, as one `recv` would."""
        if self._paused or self._closing:
            return
        if self._inbox:
            data = bytes(self._inbox)
            self._inbox.clear()
            self.taken += len(data)
            if self.note is not None:
                self.note("taken")
            self._tapped("<", data)
            self.protocol.data_received(data)
        elif self._broken:
            self._tapped("reset")
            self._force_close(ConnectionResetError("Connection reset by peer"))
        elif self._eof:
            self._eof = False
            self._tapped("eof")
            if not self.protocol.eof_received():
                self.close()
        if self._inbox or self._broken or self._eof:
            self._wake()

    # -- what asyncio asks of a transport ----------------------------------

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send; nothing after `close`."""
        if self._closing or not data:
            return
        if self._broken and not self._inbox:
            self._force_close(BrokenPipeError("Broken pipe"))
            return
        self._tapped(">", bytes(data))
        self.lane.send(bytes(data))

    def _tapped(self, what: str, data: bytes = b"") -> None:
        if self.tap is not None:
            self.tap(what, data)

    def write_eof(self) -> None:
        """Say that no more comes."""
        self.lane.end()

    def can_write_eof(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close in order: what was written arrives."""
        if not self._closing:
            self.lane.end()
            self._stop(None)

    def abort(self) -> None:
        """Break it: what has not left never leaves."""
        if not self._lost:
            self.lane.reset()
        self._force_close(None)

    def _force_close(self, error: Exception | None) -> None:
        if not self._closing:
            self._stop(error)

    def _stop(self, error: Exception | None) -> None:
        self._closing = True
        self._inbox.clear()
        self.loop.call_soon(self._lose, error)

    def _lose(self, error: Exception | None) -> None:
        if not self._lost:
            self._lost = True
            self.protocol.connection_lost(error)

    def is_closing(self) -> bool:
        """Return whether this end has closed or broken."""
        return self._closing

    def pause_reading(self) -> None:
        """Let arrivals lie."""
        self._paused = True

    def resume_reading(self) -> None:
        """Take them again."""
        self._paused = False
        if self._inbox or self._broken or self._eof:
            self._wake()

    def is_reading(self) -> bool:
        """Return whether arrivals reach the protocol."""
        return not (self._paused or self._closing)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Do nothing: the buffer is never full."""

    def get_write_buffer_size(self) -> int:
        """Return 0."""
        return 0

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Give this end to another protocol."""
        assert isinstance(protocol, asyncio.Protocol)
        self.protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the protocol that owns this end."""
        return self.protocol


@dataclass(slots=True)
class Network:
    """How the line is at this moment; it may change at any time."""

    there_s: float = 0.001
    back_s: float = 0.001
    jitter: Callable[[], float] | None = None
    unplugged_until: float = 0.0
    stutter_s: float = 0.0
    """The second half of a long message of the gateway comes so much later."""

    @property
    def round_trip(self) -> float:
        """How long a question and its answer take."""
        return self.there_s + self.back_s


class Lane:
    """One direction: in order, each after the network's time."""

    def __init__(self, worlds: Worlds, network: Network, to: End, *, there: bool) -> None:
        self.worlds = worlds
        self._network = network
        self._to = to
        self._there = there
        self._due = 0.0
        self._ended = False
        self._broken_at = float("inf")

    def send(self, data: bytes) -> None:
        """Bring bytes to the other end."""
        if self._ended:
            return
        self._to.messages.append((self._to.coming, self._to.coming + len(data)))
        self._to.coming += len(data)
        if self._there or not self._network.stutter_s or len(data) < CUT_FROM:
            self._bring(self._to.arrive, data)
            return
        half = (len(data) + 1) // 2
        self._bring(self._to.arrive, data[:half])
        self._due += self._network.stutter_s
        self._bring(self._to.arrive, data[half:])

    def end(self) -> None:
        """Bring the end of the bytes."""
        if not self._ended:
            self._ended = True
            self._bring(self._to.arrive_end)

    def reset(self) -> None:
        """Break the connection: what waits for the network is thrown away."""
        self._broken_at = min(self._broken_at, self.worlds.now)
        self._ended = True
        self._bring(self._to.arrive_reset, last=True)

    def _bring(self, action: Callable[..., object], *args: Any, last: bool = False) -> None:
        network, now = self._network, self.worlds.now
        held = now < network.unplugged_until
        leaves = network.unplugged_until + RESEND_S if held else now
        takes = network.there_s if self._there else network.back_s
        if network.jitter is not None:
            takes += network.jitter()
        self._due = max(self._due, leaves + takes)
        self.worlds.at(self._due, lambda: self._arrive(leaves, action, args, last=last))

    def _arrive(self, leaves: float, action: Callable[..., object], args: Any, *, last: bool) -> None:
        if last or leaves <= self._broken_at:
            action(*args)


def join(worlds: Worlds, network: Network, near: End, far: End) -> None:
    """Make the two lanes between our end and the gateway's."""
    near.lane = Lane(worlds, network, far, there=True)
    far.lane = Lane(worlds, network, near, there=False)
