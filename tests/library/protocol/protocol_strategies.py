"""Conversations for the session tests: what arrives, and which events it has to give.

`IPCOM_FUZZ_EXAMPLES=20000 script/test tests/library/protocol --timeout=0` searches for longer.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ipcom.errors import ProtocolError
from ipcom.protocol import NEED_DATA, BusFrame, Cipher, ClientSession, Event, GatewaySession, LoginRequest

EXAMPLES = int(os.environ.get("IPCOM_FUZZ_EXAMPLES", "60"))
fuzz = settings(max_examples=EXAMPLES)

Session = ClientSession | GatewaySession
FAILURE = "ProtocolError"
"""Stands in a list of events for the error that ends it."""


class Mark(Enum):
    """What is not data on a connection."""

    DRAINED = "drained"
    QUIET = "quiet"
    EOF = "eof"


Step = bytes | Mark


@dataclass(frozen=True)
class Part:
    """A piece of a conversation and the events that it must give."""

    steps: tuple[Step, ...]
    events: tuple[Event | str, ...] = ()


@dataclass
class Listener:
    """Feeds a session as a link does: takes every event after each step, and answers logins."""

    session: Session
    answer: Callable[[GatewaySession], object] = lambda gateway: None
    heard: list[Any] = field(default_factory=list)

    def feed(self, steps: Iterable[Step]) -> "Listener":
        for step in steps:
            self._feed(step)
            self.take()
        return self

    def _feed(self, step: Step) -> None:
        if isinstance(step, bytes):
            self.session.receive_data(step)
            return
        marks = {
            Mark.DRAINED: self.session.drained,
            Mark.QUIET: self.session.quiet,
            Mark.EOF: self.session.receive_eof,
        }
        marks[step]()

    def take(self) -> None:
        try:
            while (event := self.session.next_event()) is not NEED_DATA:
                self.heard.append(event)
                if isinstance(event, LoginRequest) and isinstance(self.session, GatewaySession):
                    self.answer(self.session)
        except ProtocolError:
            if FAILURE not in self.heard:
                self.heard.append(FAILURE)


def rechunked(draw: st.DrawFn, steps: Iterable[Step]) -> list[Step]:
    """Join what arrives between two marks and cut it anew anywhere."""
    result: list[Step] = []
    run = b""
    for step in steps:
        if isinstance(step, bytes):
            run += step
            continue
        result += [*draw(chunks(run)), step]
        run = b""
    return result + list(draw(chunks(run)))


@st.composite
def chunks(draw: st.DrawFn, data: bytes) -> list[bytes]:
    """Cut data into pieces: single bytes, all at once, or anywhere."""
    if draw(st.integers(0, 9)) == 0:
        return [data[i : i + 1] for i in range(len(data))]
    cuts = draw(st.lists(st.integers(0, len(data)), max_size=12))
    return [data[start:end] for start, end in pairwise([0, *sorted(cuts), len(data)])]


def ciphers() -> st.SearchStrategy[Cipher]:
    """Return the ciphers of a session, plaintext among them."""
    return st.one_of(st.just(Cipher.plaintext()), keys.map(Cipher.session))


keys = st.binary(min_size=128, max_size=128)
snapshots = st.one_of(st.just(bytes(128)), st.binary(min_size=128, max_size=128))
frames = st.builds(
    BusFrame,
    bus=st.one_of(st.none(), st.integers(1, 2), st.integers(1, 255).filter(lambda bus: bus != 0x23)),
    to=st.integers(0, 255),
    sender=st.integers(0, 255),
    data=st.one_of(st.binary(min_size=9, max_size=9), st.binary(max_size=254)),
)
