"""Snapshots: values of a bus at one moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.snapshot import OutputChange, StateSnapshot

KITCHEN = OutputAddress(3, 4)
all_values = st.binary(min_size=128, max_size=128)
addresses = st.builds(OutputAddress, st.integers(1, 16), st.integers(1, 8))


def snapshot(values: bytes = bytes(128), at: float = 0.0) -> StateSnapshot:
    return StateSnapshot(values, timestamp=at, asked_at=at, received_at=at)


@given(all_values, all_values)
def test_applying_the_changes_to_the_old_gives_the_new(old: bytes, new: bytes) -> None:
    changes = snapshot(new).changes_since(snapshot(old))
    assert snapshot(old).replace_values({change.address: change.new for change in changes}).values == new
    assert all(snapshot(old).value(change.address) == change.old != change.new for change in changes)


@given(all_values, st.dictionaries(addresses, st.integers(0, 255)))
def test_replacing_touches_nothing_else(values: bytes, wanted: dict[OutputAddress, int]) -> None:
    before = snapshot(values)
    after = before.replace_values(wanted)
    assert before.values == values
    for index in range(128):
        address = OutputAddress.from_index(index)
        assert after.value(address) == wanted.get(address, values[index])


@given(all_values)
def test_the_modules_in_order_are_the_whole_bus(values: bytes) -> None:
    assert b"".join(snapshot(values).module(number) for number in range(1, 17)) == values


@given(all_values, addresses)
def test_any_value_above_zero_is_on(values: bytes, address: OutputAddress) -> None:
    assert snapshot(values).is_on(address) == (snapshot(values).value(address) > 0)


def test_snapshots_are_equal_by_what_they_show_not_by_when() -> None:
    assert snapshot(at=1.0) == snapshot(at=2.0)
    assert len({snapshot(at=1.0), snapshot(at=2.0)}) == 1
    assert snapshot() != snapshot().replace_values({KITCHEN: 255})
    assert snapshot() != bytes(128)


def test_a_change_tells_the_old_and_the_new_value() -> None:
    now = snapshot().replace_values({KITCHEN: 255})
    assert now.changes_since(snapshot()) == (OutputChange(KITCHEN, 0, 255),)
    assert now.changes_since(now) == ()


def test_the_time_reads_as_utc_with_milliseconds() -> None:
    assert snapshot(at=1_700_000_000.1236).timestamp_iso == "2023-11-14T22:13:20.123+00:00"


def test_replacing_keeps_the_moment() -> None:
    before = StateSnapshot(bytes(128), timestamp=1.0, asked_at=2.0, received_at=3.0)
    after = before.replace_values({KITCHEN: 1})
    assert (after.timestamp, after.asked_at, after.received_at) == (1.0, 2.0, 3.0)


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        snapshot().values = bytes(128)  # type: ignore[misc]


@pytest.mark.parametrize("length", [0, 127, 129])
def test_a_bus_has_128_values(length: int) -> None:
    with pytest.raises(ConfigurationError, match="128"):
        snapshot(bytes(length))


@pytest.mark.parametrize("number", [0, 17])
def test_a_bus_has_16_modules(number: int) -> None:
    with pytest.raises(ConfigurationError, match="use 1 to 16"):
        snapshot().module(number)


@pytest.mark.parametrize("value", [-1, 256])
def test_a_value_is_a_byte(value: int) -> None:
    with pytest.raises(ConfigurationError, match=r"3/4 is .* \(use 0 to 255\)"):
        snapshot().replace_values({KITCHEN: value})
