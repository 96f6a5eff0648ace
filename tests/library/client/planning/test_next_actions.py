"""The planner is asked what is next, and its newest answer is sent once."""

from __future__ import annotations

import pytest

from ipcom.client.planning.actions import Read, Send
from ipcom.errors import InterlockError
from tests.library.client.planning.planner_house import LAMP, crowded_house
from tests.library.client.planning.planner_rig import Rig
from tests.library.client.planning.reads import late_read, planned


@pytest.fixture
def rig() -> Rig:
    return crowded_house()


def test_only_the_newest_answer_may_be_sent(rig: Rig) -> None:
    rig.want({LAMP: 255})
    older = planned(rig)
    newest = rig.ask(owing=False)
    assert (newest, newest is older) == (older, False)
    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.actions.sent(older, rig.now)


def test_an_answer_is_sent_once(rig: Rig) -> None:
    rig.want({LAMP: 255})
    send = planned(rig)
    rig.planner.actions.sent(send, rig.now)
    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.actions.sent(send, rig.now)


def test_only_the_newest_answer_may_be_taken_up(rig: Rig) -> None:
    rig.want({LAMP: 255})
    older = planned(rig)
    rig.ask(owing=False)
    with pytest.raises(InterlockError, match="not the newest"):
        rig.planner.actions.take_up(older)


def test_asking_a_hundred_times_changes_nothing_until_an_answer_is_taken_up(rig: Rig) -> None:
    rig.want({LAMP: 255})
    for _ in range(2):
        late_read(rig, 0.1)
    answers = {rig.planner.actions.next(rig.now, owing=False) for _ in range(100)}
    assert answers == {Read()}
    late_read(rig, 0.1)
    assert isinstance(rig.ask(owing=False), Send)
    assert rig.planner.third_reads == 0
