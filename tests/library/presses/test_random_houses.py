"""Random reads of a random house: no press without a toggle from outside, and no double without two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from ipcom import OutputAddress, PressRecogniser
from tests.library.presses.reader import FAR, HALL, PAIR, PORCH, Reader, Told

ADDRESSES = (HALL, PORCH, FAR, PAIR.up, PAIR.down)
THINGS = {HALL: HALL, PORCH: PORCH, FAR: FAR, PAIR.up: PAIR, PAIR.down: PAIR}
LEVELS = (0, 1, 40, 100, 251, 255)
APART_S = 2.0

values = st.dictionaries(st.sampled_from(ADDRESSES), st.sampled_from(LEVELS), max_size=3)
addresses = st.sets(st.sampled_from(ADDRESSES), max_size=2)
gaps = st.sampled_from((0.05, 0.2, 0.35, 0.5, 0.9, 1.3, 4.0))


class Step(NamedTuple):
    """One read, and what happened before it."""

    values: dict[OutputAddress, int]
    own: set[OutputAddress]
    timed: set[OutputAddress]
    after: float
    interrupted: str


class Seen(NamedTuple):
    """What a read showed: what was toggled from outside, what was ours, and the presses that were told."""

    at: float
    asked_before: float
    toggled: set[OutputAddress]
    own: set[OutputAddress]
    interrupted: bool
    told: list[Told]


steps = st.lists(
    st.builds(Step, values, addresses, addresses, gaps, st.sampled_from(("", "", "", "", "link", "sleep"))),
    max_size=30,
)


def played(plan: list[Step]) -> Iterator[Seen]:
    """What a recogniser tells of the steps."""
    reader = Reader(PressRecogniser([PAIR]))
    reader.read()
    for step in plan:
        if step.interrupted == "link":
            reader.lose_link()
        elif step.interrupted == "sleep":
            reader.sleep(0.3)
        asked_before, old = reader.now, {address: reader.value(address) for address in ADDRESSES}
        told = reader.read(step.values, own=step.own, timed=step.timed, after=step.after, gap=True)
        changed = {it for it in ADDRESSES if reader.value(it) != old[it]}
        toggled = {
            it
            for it in changed - step.own
            if bool(old[it]) != bool(reader.value(it)) and (reader.value(it) or it not in step.timed)
        }
        yield Seen(reader.now, asked_before, toggled, changed & step.own, bool(step.interrupted), told)


@given(steps)
def test_each_press_is_a_toggle_from_outside_on_an_unbroken_link(plan: list[Step]) -> None:
    for seen in played(plan):
        assert {thing for thing, _, _ in seen.told} <= {THINGS[address] for address in seen.toggled}
        assert not (seen.interrupted and seen.told)
        assert len({thing for thing, _, _ in seen.told}) == len(seen.told)


@given(steps)
def test_each_toggle_from_outside_is_told_unless_both_relays_went_on_or_the_gateway_had_forgotten(
    plan: list[Step],
) -> None:
    knows_again_at = 0.0
    for seen in played(plan):
        if seen.interrupted:
            knows_again_at = seen.at + 3.0
            continue
        things = {THINGS[address] for address in seen.toggled}
        missing = things - {thing for thing, _, _ in seen.told}
        assert missing <= {PAIR} or seen.at < knows_again_at
        assert PAIR not in missing or set(PAIR.addresses) <= seen.toggled or seen.at < knows_again_at


@given(steps)
def test_a_count_is_the_number_of_toggles_that_came_within_1_2_s_of_each_other(plan: list[Step]) -> None:
    history: list[Seen] = []
    for seen in played(plan):
        history.append(seen)
        for thing, _, count in seen.told:
            assert count == 1 or count <= max(
                longest(history, it) for it in seen.toggled if THINGS[it] == thing
            )


def longest(history: list[Seen], address: OutputAddress) -> int:
    """How many toggles of this output end with the last read; looked for from the newest on."""
    count, last = 0, history[-1]
    for index in range(len(history) - 1, -1, -1):
        seen = history[index]
        if address in seen.toggled and not seen.interrupted:
            if last.at - seen.at > 1.2 + 1e-6 or (last.at - seen.asked_before > 1.6 and count):
                break
            if len({THINGS[it] for it in seen.toggled}) > 1:
                return max(count, 1)
            count, last = count + 1, seen
        if address in seen.own or seen.interrupted:
            break
    return count


@given(st.lists(st.tuples(st.sampled_from((HALL, FAR)), st.sampled_from((0.05, 0.2, 0.35))), max_size=30))
def test_toggles_that_lie_far_apart_are_never_a_double(presses: list[tuple[OutputAddress, float]]) -> None:
    """Between two presses of one switch lie two seconds of reads; those of two switches may come as they like."""
    reader = Reader(PressRecogniser())
    reader.read()
    last: dict[OutputAddress, float] = {}
    for address, gap in presses:
        while reader.now - last.get(address, 0.0) < APART_S:
            reader.read(after=gap)
        assert [count for _, _, count in reader.press(address, after=gap)] == [1]
        last[address] = reader.now


@given(steps)
def test_when_all_changes_are_ours_nothing_is_told(plan: list[Step]) -> None:
    ours = [step._replace(own=set(ADDRESSES)) for step in plan]
    assert [told for seen in played(ours) for told in seen.told] == []
