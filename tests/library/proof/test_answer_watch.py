"""A reply to a write that comes too late is taken for the answer to a read: a known limit, judged as one."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.library.proof.answer_watch import AnswerWatch
from tests.library.proof.site import OUTPUTS_SIZE, GivenSnapshot

BEFORE, AFTER = b"before", b"after"


class Line:
    """What a watch sees of one program's line: a frame left at 0, its reply answered the read asked at 0.5."""

    def __init__(self) -> None:
        self.near = SimpleNamespace(taken=0, messages=[])
        self.snapshots: list[GivenSnapshot] = []
        self.program = SimpleNamespace(cable=self, site=SimpleNamespace(now=0.0))
        referee: Any = SimpleNamespace(broken_lately=lambda _: False, meet=lambda _: None)
        self.watch = AnswerWatch(referee, cast(Any, self.program))
        self.watch.asks()
        self.takes(0.0, BEFORE, answers_read=True, at=0.0)
        self.watch.writes()
        self.program.site.now = 0.5
        self.watch.asks()
        self.takes(0.51, BEFORE, answers_read=False, at=0.01)
        self.watch.read(BEFORE)

    def takes(self, now: float, values: bytes, *, answers_read: bool, at: float) -> None:
        """A snapshot is taken that the gateway gave at `at`."""
        self.program.site.now = now
        self.snapshots.append(GivenSnapshot(answers_read, values, at))
        self.near.messages.append((self.near.taken, self.near.taken + OUTPUTS_SIZE))
        self.near.taken += OUTPUTS_SIZE


def test_a_late_reply_shows_what_was_so_when_the_gateway_gave_it() -> None:
    line = Line()
    assert line.watch.late_reply_at(0.0) == 0.01
    assert line.watch.late_reply_at(0.2) == inf, "a reply that is still owed is no late one"


@pytest.mark.parametrize("values", [BEFORE, AFTER])
def test_the_answer_to_a_read_after_a_late_reply_is_one_too_many(values: bytes) -> None:
    line = Line()
    assert not line.watch.doubts()
    line.takes(0.52, values, answers_read=True, at=0.51)
    assert line.watch.doubts() is (values is AFTER)
    assert not line.watch.doubts(), "it is told once"


@pytest.mark.parametrize(("taken_at", "doubts"), [(0.52, False), (1.1, True)])
def test_an_answer_while_a_frame_owed_its_reply_is_not_one_too_many(taken_at: float, doubts: bool) -> None:
    line = Line()
    line.watch.writes()
    line.takes(taken_at, AFTER, answers_read=True, at=0.51)
    assert line.watch.doubts() is doubts
