"""Which parts of a program hang, by figures that grow while they work."""

from ipcom.bridge.house.signs_of_life import SignsOfLife


def test_a_part_that_stands_still_for_long_hangs_until_it_goes_on() -> None:
    signs = SignsOfLife(60.0)
    assert signs.note({"a": 1, "b": 1}, 0.0) == []
    assert signs.note({"a": 1, "b": 2}, 59.0) == []
    assert signs.note({"a": 1, "b": 2}, 60.0) == ["a"]
    assert signs.note({"a": 2, "b": 2}, 61.0) == []


def test_a_part_that_begins_later_counts_from_there() -> None:
    signs = SignsOfLife(60.0)
    signs.note({}, 0.0)
    assert signs.note({"late": 0}, 100.0) == []
    assert signs.note({"late": 0}, 160.0) == ["late"]
