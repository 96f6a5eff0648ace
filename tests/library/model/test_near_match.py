"""Near matches for a mistyped word."""

from __future__ import annotations

from ipcom.model.near_match import did_you_mean, near_matches


def test_near_matches_ignore_case_and_come_likeliest_first() -> None:
    assert near_matches("KITCHN", ["Kitchen", "Chicken", "Hall"])[0] == "Kitchen"
    assert near_matches("zzz", ["Kitchen"]) == ()


def test_at_most_three_matches_are_suggested() -> None:
    assert len(near_matches("lamp", ["lamp1", "lamp2", "lamp3", "lamp4"])) == 3


def test_a_question_names_the_near_matches_or_is_empty() -> None:
    assert did_you_mean("kitchn", ["Kitchen"]) == 'Did you mean "Kitchen"?'
    assert did_you_mean("zzz", ["Kitchen"]) == ""
