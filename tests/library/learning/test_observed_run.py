"""Runs are made of what reads show, and only of those that were watched wholly."""

import asyncio

import pytest

from ipcom.learning import ObservedRun, RunEnd, RunObserver
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.motion import Motion
from ipcom.model.snapshot import StateSnapshot
from tests.library.shutter.shutter_rig import PAIR, Rig, gateway, later, rig

__all__ = ["gateway", "rig"]


def read(at: float, on: str = "") -> StateSnapshot:
    shown = StateSnapshot(bytes(128), timestamp=at, asked_at=at, received_at=at + 0.02)
    return shown.replace_values({PAIR.up: 255 * ("up" in on), PAIR.down: 255 * ("down" in on)})


class Watch:
    """An observer that is shown one read after the other."""

    def __init__(self) -> None:
        self.observer = RunObserver(PAIR)
        self.last = read(99.65)

    def see(
        self,
        at: float,
        on: str = "",
        *,
        own: bool = False,
        commanded: bool = False,
        login: bool = False,
        slept: float = 0.0,
    ) -> ObservedRun | None:
        before, self.last = self.last, read(at, on)
        changes = tuple(
            CausedChange(c.address, c.old, c.new, own, at - 0.01 if own else None)
            for c in self.last.changes_since(before)
        )
        known = None if login else before
        change = StateChange(self.last, self.last, known, changes, changes, slept=slept)
        return self.observer.observe(change, 0.02, commanded=commanded)


def test_a_run_lasts_from_the_middle_between_two_reads_to_the_middle_between_two_others() -> None:
    watch = Watch()
    assert watch.see(100.0, "up") is None
    run = watch.see(120.0)
    assert run is not None
    assert run.motion is Motion.UP
    assert run.end is RunEnd.OUTSIDE
    assert not run.follows
    assert run.seconds == pytest.approx(10.0 + (100.0 - 99.65) / 2.0, abs=0.01)
    assert run.blur == pytest.approx(20.0 + 0.35 + 0.04)


@pytest.mark.parametrize(
    ("own", "commanded", "end"),
    [
        (True, True, RunEnd.COMMAND),
        (True, False, RunEnd.HERE),
        (False, True, RunEnd.OUTSIDE),
        (False, False, RunEnd.OUTSIDE),
    ],
)
def test_it_is_told_who_ended_it(own: bool, commanded: bool, end: RunEnd) -> None:
    watch = Watch()
    watch.see(100.0, "down")
    run = watch.see(110.0, own=own, commanded=commanded)
    assert run is not None
    assert run.end is end


def test_a_command_that_turns_it_ends_the_run_and_the_next_begins() -> None:
    watch = Watch()
    watch.see(100.0, "up", own=True)
    turned = watch.see(105.0, "down", own=True)
    assert turned is not None
    assert turned.end is RunEnd.COMMAND
    back = watch.see(108.0)
    assert back is not None
    assert (back.motion, back.follows) == (Motion.DOWN, True)


def test_a_change_of_other_outputs_ends_nothing() -> None:
    watch = Watch()
    watch.see(100.0, "up")
    assert watch.see(101.0, "up") is None
    assert watch.see(110.0) is not None


@pytest.mark.parametrize(("login", "slept"), [(True, 0.0), (False, 5.0)])
def test_a_run_that_was_not_watched_all_along_is_none_and_the_next_one_follows_nothing(
    login: bool,
    slept: float,
) -> None:
    watch = Watch()
    watch.see(100.0, "up")
    assert watch.see(105.0, "up", login=login, slept=slept) is None
    assert watch.see(110.0) is None
    watch.see(120.0, "down")
    run = watch.see(130.0)
    assert run is not None
    assert not run.follows
    watch.see(140.0, "up")
    following = watch.see(150.0)
    assert following is not None
    assert following.follows


def test_what_ran_while_the_link_was_away_is_no_run() -> None:
    watch = Watch()
    watch.see(100.0, "up")
    watch.observer.missed()
    assert watch.see(110.0) is None


def test_both_relays_on_are_no_run() -> None:
    watch = Watch()
    watch.see(100.0, "up")
    assert watch.see(101.0, "up down") is None
    assert watch.see(102.0) is None


@pytest.mark.virtual_time
async def test_with_the_real_client_a_run_is_as_long_as_it_was_and_says_who_ended_it(rig: Rig) -> None:
    observer, runs = RunObserver(PAIR), list[ObservedRun]()
    async with rig.known() as shutter:

        def changed(change: StateChange) -> None:
            commanded = shutter.target is not None
            if run := observer.observe(change, rig.client.round_trip, commanded=commanded):
                runs.append(run)

        unsubscribe = rig.client.subscribe(changed)
        rig.press("up")
        await later(17.3)
        rig.press("stop")
        await later(3.0)
        await shutter.close_fully()
        await shutter.wait_settled()
        await shutter.open_fully()
        await later(9.0)
        await shutter.stop()
        await asyncio.sleep(2.0)
        unsubscribe()
    assert [run.end for run in runs] == [RunEnd.OUTSIDE, RunEnd.COMMAND, RunEnd.HERE]
    assert [run.seconds for run in runs] == pytest.approx([17.3, 19.0 * 1.05 + 1.06, 9.0], abs=0.4)
    assert all(run.blur < 1.0 for run in runs)
    assert [run.follows for run in runs] == [False, True, True]
