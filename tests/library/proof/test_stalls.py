"""A stall counts as a trouble when our loop stands still, however long it was planned before."""

from __future__ import annotations

import pytest

from tests.library.proof.items import fault, press
from tests.library.proof.plan import Plan
from tests.library.proof.proof_house import LAMPS
from tests.library.proof.referee import STALL
from tests.library.proof.stage import Stage
from tests.library.proof.stalls import Stall, Trigger

STALLS = [Stall(Trigger.PRESS, 0.9), Stall(Trigger.PRESS, 0.9, trips=0.3, times=2)]


def played(stall: Stall) -> Stage:
    """A press, and half a minute before it a stall that waits for one."""
    items = (fault(10.0, "stall", stall), press(40.0, "press_light", LAMPS[0], 0.1))
    stage = Stage(Plan(1, items))
    stage.play()
    return stage


@pytest.mark.parametrize("stall", STALLS, ids=str)
def test_a_press_during_a_stall_is_shown_later_and_breaks_no_rule(stall: Stall) -> None:
    (trouble,) = played(stall).referee.troubles
    assert trouble.what == STALL
    assert trouble.over - trouble.began == pytest.approx(stall.seconds)
    assert trouble.began == pytest.approx(1040.0, abs=0.1)


def test_a_stall_whose_trigger_never_comes_is_no_trouble() -> None:
    assert played(Stall(Trigger.CONNECT, 0.9)).referee.troubles == []
