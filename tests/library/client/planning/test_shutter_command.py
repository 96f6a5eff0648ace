"""What the error of a direction says that could not leave."""

from __future__ import annotations

from ipcom.client.planning.command_text import HeldUp
from ipcom.client.planning.interlock import PairWatch
from ipcom.client.planning.life import Life
from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.shutter_command import ShutterCommand, held_by_motor
from ipcom.model.motion import Motion
from ipcom.model.round_trips import RoundTrips
from ipcom.model.timings import Timings
from tests.library.client.planning.planner_house import PAIR


def held_by(*, up: bool | None, down: bool | None) -> HeldUp:
    """What "up" waited for while reads showed the relays so."""
    watch = PairWatch(PAIR, LineTimings(Timings(), RoundTrips()))
    watch.up.on, watch.down.on = up, down
    return held_by_motor(ShutterCommand(Motion.UP, (watch.up,), Life(0.0, 10.0, [])), watch, 10.0)


def test_a_reason_of_the_other_direction_is_named_first() -> None:
    assert held_by(up=True, down=True) == held_by(up=False, down=None)
    assert held_by(up=False, down=True) is HeldUp.HELD_BY_OTHER_DIRECTION


def test_a_direction_is_held_up_by_an_earlier_stop_of_itself() -> None:
    assert held_by(up=True, down=False) is HeldUp.HELD_BY_EARLIER_STOP


def test_a_direction_that_nothing_else_holds_up_is_held_up_by_its_pause() -> None:
    assert held_by(up=False, down=False) is HeldUp.HELD_BY_PAUSE
