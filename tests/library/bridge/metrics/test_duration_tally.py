"""Counting durations by bounds."""

from ipcom.bridge.metrics.duration_tally import DurationTally


def test_each_duration_counts_once_under_the_first_bound_that_holds_it() -> None:
    tally = DurationTally((0.1, 1.0))
    for seconds in (0.0, 0.1, 0.5, 1.0, 7.0):
        tally.note(seconds)
    assert tally.counts == (2, 2, 1)
    assert tally.total == 8.6


def test_an_empty_one_has_a_count_for_each_bound_and_one_beyond() -> None:
    assert DurationTally((0.1, 1.0)).counts == (0, 0, 0)
