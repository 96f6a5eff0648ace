"""`ipcom cover ... --dry-run` tells the frames of a move, and sends none."""

from __future__ import annotations

from itertools import groupby

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, frames, press, run_process, written

TIMES = ("--up", "1.05", "--down", "1.0", "--yes")
"""The demo's shutters at this speed, about."""
MOVES = [
    ("open", "living_left_u"),
    ("close", "--all", "--seconds", "1"),
    ("stop", "--all"),
    ("position", "living_left_u", "40"),
    ("position", "living_left_u", "0"),
    ("calibrate", "living_left_u"),
    ("calibrate", "living_left_u", *TIMES),
]


@pytest.fixture
def fast(gateway: ThreadedGateway, ipcom: Ipcom) -> ThreadedGateway:
    """The demo house, whose shutters take a second; one is calibrated."""
    gateway.call(lambda it: setattr(it.house, "speed", 20.0))
    assert ipcom("cover", "calibrate", "living_left_u", *TIMES).code == 0
    return gateway


@pytest.mark.parametrize("arguments", MOVES, ids=" ".join)
def test_nothing_moves(fast: ThreadedGateway, arguments: tuple[str, ...]) -> None:
    ended = run_process("cover", *arguments, "--dry-run")
    assert ended.code == 0
    assert ended.err.startswith("Dry run: nothing is s")
    assert ended.out
    assert frames(fast) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("open", "living_left_u"),
        ("close", "living_left_u", "living_right_u", "--seconds", "1"),
        ("position", "living_left_u", "40"),
        ("position", "living_left_u", "70"),
    ],
    ids=" ".join,
)
def test_the_frames_are_those_of_the_move(
    fast: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...]
) -> None:
    told = ipcom("cover", *arguments, "--dry-run", "--json").json["frames"]
    assert ipcom("cover", *arguments).code == 0
    sent = [frame for frame, _ in groupby(frames(fast))]
    assert sent == [(frame["module"], frame["after"]) for frame in told]


def test_a_moving_shutter_is_stopped_or_turned_after_a_pause(fast: ThreadedGateway, ipcom: Ipcom) -> None:
    fast.call(lambda it: setattr(it.house, "speed", 1.0))
    press(fast, "5/1")
    assert ipcom("cover", "stop", "living left", "--dry-run").out == (
        "Module 5, one frame\n  Living left down (5/1): on to off\n"
    )
    assert ipcom("cover", "open", "living left", "--seconds", "3", "--dry-run").out.splitlines()[:4] == [
        "Module 5, one frame",
        "  Living left down (5/1): on to off",
        "Module 5, one frame, after 1 s",
        "  Living left up (5/2): off to on",
    ]
    assert written(fast, "5/1") == [255]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("position", "living_right_u", "40"), "The travel times of Living right are not known"),
        (("position", "living_left_u", "40", "--direct"), "--direct has nothing to count from"),
        (("open", "lving_left_u"), "Did you mean"),
        (("calibrate", "living_left_u", "--up", "1", "--down", "9"), "9"),
    ],
)
def test_the_exit_code_is_that_of_the_checks(
    fast: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...], said: str
) -> None:
    ended = ipcom("cover", *arguments, "--dry-run")
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_times_of_a_dry_run_are_not_kept(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("cover", "calibrate", "living_left_u", "--up", "21", "--down", "19.5", "--dry-run")
    assert (ended.code, ended.out) == (0, "Living left: 21.0 s up, 19.5 s down\n")
    assert ended.err == "Dry run: nothing is stored.\n"
    assert ipcom("cover", "position", "living_left_u", "40").code == 2
