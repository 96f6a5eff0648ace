"""The receiving half that both roles share: a bounded buffer, draining, and a sticky failure."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final, Generic, Literal, TypeVar

from ..errors import ProtocolError
from ..sentence import Message
from .events import NEED_DATA, ConnectionClosed, NeedData
from .protocol_text import PeerText

E = TypeVar("E")

MAX_UNREAD: Final = 4096
"""Bytes; thirty snapshots at once. One request is out at a time, so more is no gateway's doing."""


class Receiver(ABC, Generic[E]):
    """Stores what arrives and reads events from it; the caller takes all events after each call.

    A failure is final: `next_event` raises it for ever, and what arrives later is dropped.
    """

    def __init__(self) -> None:
        """Begin with nothing received."""
        self._buffer = bytearray()
        self._failure: Message | None = None
        self._draining = False
        self._dropped = 0
        self._over = False
        self._quiet = False
        self._eof = False
        self._close_told = False
        self.last_message = b""
        """The message that was read last, as it was on the wire; of one whose end is not known, what had arrived."""

    @property
    def unread(self) -> int:
        """How many bytes wait for the rest of their message; never more than `MAX_UNREAD`."""
        return len(self._buffer)

    @property
    def draining(self) -> bool:
        """Whether everything is dropped until `drained()`, as nothing tells where a message ends."""
        return self._draining

    @property
    def dropped(self) -> int:
        """How many bytes were dropped while it drained last, or drains now."""
        return self._dropped

    def drained(self) -> None:
        """Listen again: the caller waited until the rest of the message must have arrived."""
        self._draining = False

    def receive_data(self, data: bytes) -> None:
        """Store what arrived, in pieces of any size."""
        self._quiet = False
        if self._draining:
            self._dropped += len(data)
        if self._failure or self._draining or self._over or self._eof:
            return
        if len(self._buffer) + len(data) > MAX_UNREAD:
            self._fail(PeerText.TOO_MANY_BYTES(limit=MAX_UNREAD))
            return
        self._buffer += data

    def receive_eof(self) -> None:
        """Note that the peer closed; nothing can arrive after it."""
        self._eof = True

    def quiet(self) -> None:
        """Note that the peer has been silent long enough: what it began is all it wanted to say."""
        self._quiet = True

    def next_event(self) -> E | ConnectionClosed | Literal[NeedData.NEED_DATA]:
        """Return the next event, or `NEED_DATA`; raises `ProtocolError`, and then always."""
        if self._failure:
            raise ProtocolError(self._failure)
        event = self._next_or_fail() if self._buffer else None
        if event is not None:
            return event
        return self._closed() if self._eof and not self._close_told else NEED_DATA

    def _closed(self) -> ConnectionClosed:
        self._close_told = True
        self.last_message = b""
        self._buffer.clear()
        return ConnectionClosed()

    def _next_or_fail(self) -> E | None:
        try:
            event = self._read()
            if event is None and self._buffer and (self._quiet or self._eof):
                event = self._read_unfinished()
        except ProtocolError as error:
            self._fail(error.message)
            raise
        return event

    @abstractmethod
    def _read(self) -> E | None:
        """Read one message off a buffer that is not empty; None while bytes are missing."""

    def _read_unfinished(self) -> E | None:
        """Say what an unfinished message means when nothing more comes; None: nothing."""
        return None

    def _take(self, size: int) -> bytes:
        """Remove a message from the buffer."""
        taken = self.last_message = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _drain(self, event: E) -> E:
        """Drop everything until `drained()`, and pass the event on."""
        self._draining = True
        self._dropped = len(self._buffer)
        self.last_message = bytes(self._buffer)
        self._buffer.clear()
        return event

    def _end(self, event: E) -> E:
        """Drop everything for ever, and pass the event on."""
        self.last_message = bytes(self._buffer)
        self._stop_listening()
        return event

    def _stop_listening(self) -> None:
        self._over = True
        self._buffer.clear()

    def _fail(self, message: Message) -> None:
        self._failure = message
        self._buffer.clear()
