"""A change is ours when a frame of ours explains it; any other comes from outside."""

from __future__ import annotations

import pytest

from ipcom.client.planning.change_attribution import MARK_LIFE, ChangeAttribution
from ipcom.model.output_kind import OutputKind
from ipcom.model.snapshot import OutputChange
from tests.library.client.planning.planner_house import DIMMER, LAMP, OTHER

ON, OFF = OutputChange(LAMP, 0, 255), OutputChange(LAMP, 255, 0)


@pytest.fixture
def causes() -> ChangeAttribution:
    """A frame that switches a lamp on has left at 10 s."""
    made = ChangeAttribution()
    made.note(LAMP, OutputKind.RELAY, 255, 10.0)
    return made


def own(causes: ChangeAttribution, change: OutputChange, asked_at: float) -> bool:
    (caused,) = causes.judge([change], asked_at)
    assert (caused.address, caused.old, caused.new) == (change.address, change.old, change.new)
    assert (caused.left_at is not None) is caused.own
    return caused.own


def test_a_change_that_a_frame_asked_for_is_ours_once(causes: ChangeAttribution) -> None:
    assert own(causes, ON, 10.1)
    assert not own(causes, OFF, 10.5)
    assert not own(causes, ON, 10.9)


def test_a_read_asked_before_the_frame_left_does_not_show_it(causes: ChangeAttribution) -> None:
    assert not own(causes, ON, 9.99)
    assert own(causes, ON, 10.1)


def test_another_output_is_not_ours(causes: ChangeAttribution) -> None:
    assert not own(causes, OutputChange(OTHER, 0, 255), 10.1)


def test_a_frame_explains_changes_for_five_seconds(causes: ChangeAttribution) -> None:
    assert not own(causes, ON, 10.1 + MARK_LIFE)


def test_on_and_off_of_a_relay_may_both_be_under_way(causes: ChangeAttribution) -> None:
    causes.note(LAMP, OutputKind.RELAY, 0, 10.2)
    assert own(causes, ON, 10.3)
    assert own(causes, OFF, 10.5)


def test_a_dimmer_on_its_way_to_our_level_is_ours_and_one_that_turns_away_is_not() -> None:
    causes = ChangeAttribution()
    causes.note(DIMMER, OutputKind.DIMMER, 80, 10.0)
    assert own(causes, OutputChange(DIMMER, 0, 30), 10.1)
    assert own(causes, OutputChange(DIMMER, 30, 60), 10.5)
    assert not own(causes, OutputChange(DIMMER, 60, 20), 11.0)
    assert not own(causes, OutputChange(DIMMER, 20, 251), 11.2)


def test_a_frame_from_before_a_sleep_explains_the_first_read_after_it_only(causes: ChangeAttribution) -> None:
    causes.note(OTHER, OutputKind.RELAY, 255, 10.0)
    causes.slept(3600.0)
    assert own(causes, ON, 10.5)
    assert not own(causes, OutputChange(OTHER, 0, 255), 11.0)
