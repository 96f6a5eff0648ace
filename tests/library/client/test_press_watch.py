"""Quick polls after a change from outside: only while presses are watched for."""

import asyncio
import itertools
from typing import Any

import pytest

from ipcom.model.timings import Timings
from ipcom.protocol.events import OutputsRequest
from tests.library.client.link_rig import LAMP, OFF, ON, PAIR, Script
from tests.library.client.stall_rig import Line, client_on

pytestmark = pytest.mark.virtual_time

USUAL = {0.35}


def gaps(line: Line, begin: float) -> list[float]:
    """How far apart the reads came since `begin`."""
    times = [at for at in line.script.peer.times(OutputsRequest) if at >= begin]
    return [round(b - a, 4) for a, b in itertools.pairwise(times)]


def now() -> float:
    return asyncio.get_running_loop().time()


async def gaps_after_a_press(line: Line, seconds: float = 4.0) -> list[float]:
    """Toggle an output at the wall and look how the reads come."""
    began = now()
    line.script.values = OFF if line.script.values == ON else ON
    await asyncio.sleep(seconds)
    return gaps(line, began)


async def test_nothing_is_quicker_unless_it_is_asked_for() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line):
        assert set(await gaps_after_a_press(line)) == USUAL


async def test_after_a_change_from_outside_polls_are_quick_for_1_4_s() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        client.watch_presses(True)
        seen = await gaps_after_a_press(line)
        quick = [gap for gap in seen if gap <= 0.22]
        assert 6 <= len(quick) <= 8
        assert max(seen) == 0.35
        assert set(await asyncio.wait_for(quiet(line), 60)) == USUAL


async def quiet(line: Line) -> list[float]:
    began = now()
    await asyncio.sleep(4.0)
    return gaps(line, began)


async def test_our_own_changes_make_nothing_quicker() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        client.watch_presses(True)
        await client.set_output(LAMP, 255)
        assert min(await quiet(line)) >= 0.34


async def test_it_ends_at_once_when_it_is_switched_off_and_may_be_switched_twice() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        for _ in range(2):
            client.watch_presses(True)
        for _ in range(2):
            client.watch_presses(False)
        assert len(client._engine.state.changes) == 0
        assert set(await gaps_after_a_press(line)) == USUAL
        client.watch_presses(True)
        assert min(await gaps_after_a_press(line)) < 0.25


async def test_it_holds_before_the_start_and_over_a_lost_link() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        client.watch_presses(True)
        line.script.peer.transport.close()
        await asyncio.sleep(3.0)
        assert client.connection.online
        assert min(await gaps_after_a_press(line)) < 0.25


@pytest.mark.parametrize(
    ("delay", "interval"),
    [
        pytest.param(0.036, 0.35, id="a quiet round trip above 70 ms"),
        pytest.param(0.01, 0.5, id="an interval that the owner made longer"),
    ],
)
async def test_slow_lines_and_an_owners_longer_interval_keep_their_pace(
    delay: float, interval: float
) -> None:
    line = Line(Script(), delay)
    async with client_on(line, timings=Timings(poll_interval=interval)) as client:
        client.watch_presses(True)
        assert set(await gaps_after_a_press(line)) == {interval}


async def test_a_shutter_that_moves_is_watched_as_ever(monkeypatch: Any) -> None:
    line = Line(Script(), 0.01)
    async with client_on(line, shutters=[PAIR]) as client:
        client.watch_presses(True)
        values = bytearray(OFF)
        values[PAIR.up.index] = 255
        line.script.values = bytes(values)
        await asyncio.sleep(3.0)
        assert max(await quiet(line)) <= 0.23


async def test_a_timed_stop_still_keeps_polls_away() -> None:
    line = Line(Script(), 0.05)
    async with client_on(line) as client:
        client.watch_presses(True)
        pace = client._engine._link._poll._pace
        assert pace.timed_stop_at == client._engine.planner.timed_stop_at
