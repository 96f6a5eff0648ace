"""The count of hops counts our own code, and the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hops import page
from benchmarks.hops_command import command_flows
from benchmarks.hops_counter import HopsCounter
from benchmarks.hops_library import library_flows
from ipcom import OutputAddress
from ipcom.simulator import House

ROOT = Path(__file__).parents[2]


def test_the_flows_of_the_library_are_counted_the_same_each_time() -> None:
    flows = library_flows()
    assert flows == library_flows()
    assert len(flows) == 6
    for crossed in flows.values():
        assert 5 <= len(crossed.files) <= crossed.functions <= crossed.calls
        assert 2 <= crossed.deepest <= crossed.calls
        assert all((ROOT / file).is_file() and file.startswith("src/ipcom/") for file in crossed.files)
        assert not [file for file in crossed.files if "simulator" in file]


@pytest.mark.parametrize(("beginning", "half"), [("a click on a lamp:", 266), ("a shutter to 40 %:", 273)])
def test_a_command_reaches_its_frame_by_half_the_calls_that_it_took(beginning: str, half: int) -> None:
    """Half of the tree before the rooms; docs/hops.md, "What is reached"."""
    (crossed,) = [crossed for flow, crossed in library_flows().items() if flow.startswith(beginning)]
    assert crossed.calls <= half


def test_the_command_line_is_counted_from_its_beginning_to_its_end() -> None:
    (crossed,) = command_flows().values()
    assert any("/cli/" in file for file in crossed.files)
    assert any("/client/" in file for file in crossed.files)
    assert crossed.calls > len(crossed.files)


def test_only_what_is_called_inside_is_counted() -> None:
    counter = HopsCounter(0)
    OutputAddress.parse("3/4")
    with counter.counting():
        counter.mark("one")
        OutputAddress.parse("3/4")
        counter.mark("two")
        OutputAddress.parse("3/5")
    OutputAddress.parse("3/4")
    once, all_of_it = counter.between("one", "two"), counter.everything()
    assert 1 <= once.calls < all_of_it.calls == 2 * once.calls
    assert once.functions == all_of_it.functions
    assert len(once.files) >= 1


def test_the_simulated_gateway_is_not_counted() -> None:
    house, counter = House.demo(), HopsCounter(0)
    with counter.counting():
        house.devices_yaml()
    assert counter.everything().calls == 0


def test_the_page_says_what_was_left_out() -> None:
    flows = {"somewhere": HopsCounter(0).everything()}
    text = page(flows, ["what is not here"])
    assert "| somewhere | 0 | 0 | 0 | 0 |" in text
    assert "Left out: what is not here." in text
