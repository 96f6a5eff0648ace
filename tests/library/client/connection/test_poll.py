"""When the outputs are asked for: on schedule, sooner while something moves, not before a timed stop."""

import asyncio
import itertools
from math import inf
from typing import Any

import pytest

from ipcom.model.timings import Timings
from ipcom.protocol.events import OutputsRequest
from ipcom.simulator.testing.virtual_time import VirtualLoop
from tests.library.client.link_rig import Script, make_client
from tests.library.client.stall_rig import Line, client_on

pytestmark = pytest.mark.virtual_time


class Pace:
    """What the planner would say."""

    def __init__(self) -> None:
        self.wanted = False
        self.timed_stop_at = inf

    def eager(self, _now: float) -> bool:
        return self.wanted


def pace_of(client: Any) -> Pace:
    """Replace what the planner says of the pace."""
    pace = Pace()
    client._engine._link._poll._pace = pace
    return pace


def asked(line: Line, begin: float = 0.0) -> list[float]:
    """When reads came, since the login."""
    times = line.script.peer.times(OutputsRequest)
    return [round(at - times[0], 4) for at in times if at - times[0] >= begin]


def gaps(line: Line, begin: float = 0.0) -> list[float]:
    return [round(b - a, 4) for a, b in itertools.pairwise(asked(line, begin))]


async def test_while_something_moves_polls_leave_200_ms_after_the_last_answer() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        pace = pace_of(client)
        pace.wanted = True
        await asyncio.sleep(2.0)
        quick = gaps(line, 1.3)
        assert max(quick) == 0.22
        assert min(quick) >= 0.175  # a tick of the schedule may come sooner
        pace.wanted = False
        await asyncio.sleep(2.0)
        assert max(gaps(line)) == 0.35
        assert [round(at % 0.35, 4) % 0.35 for at in asked(line)[-3:]] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("delay", "interval"),
    [
        pytest.param(0.036, 0.35, id="a quiet round trip above 70 ms"),
        pytest.param(0.01, 0.5, id="an interval that the owner made longer"),
    ],
)
async def test_no_quick_polls(delay: float, interval: float) -> None:
    line = Line(Script(), delay)
    async with client_on(line, timings=Timings(poll_interval=interval)) as client:
        pace_of(client).wanted = True
        await asyncio.sleep(5.0)
        assert set(gaps(line)) == {interval}


async def test_an_owner_who_polls_more_often_than_that_loses_nothing() -> None:
    line = Line(Script(), 0.01)
    async with client_on(line, timings=Timings(poll_interval=0.1)) as client:
        pace_of(client).wanted = True
        await asyncio.sleep(5.0)
        assert max(gaps(line)) == 0.1


async def test_no_poll_starts_within_one_and_a_half_round_trips_before_a_timed_stop() -> None:
    line = Line(Script(), 0.05)
    async with client_on(line) as client:
        pace = pace_of(client)
        begin = line.script.peer.times(OutputsRequest)[0] - line.delay
        pace.timed_stop_at = begin + 3.5 + 0.149  # that moment is on the schedule
        await asyncio.sleep(4.0)
        assert 3.5 not in asked(line)
        pace.timed_stop_at = begin + 7.0 + 0.151
        await asyncio.sleep(4.0)
        assert 7.0 in asked(line)


async def test_a_timed_stop_that_has_passed_keeps_no_poll_away() -> None:
    line = Line(Script(), 0.05)
    async with client_on(line) as client:
        pace_of(client).timed_stop_at = 0.0
        await asyncio.sleep(4.0)
        assert asked(line)[-1] == 4.9
        assert set(gaps(line)) == {0.35}


async def test_many_clients_do_not_poll_in_step_after_a_stall() -> None:
    scripts = [Script() for _ in range(20)]
    clients = []
    for script in scripts:
        clients.append(make_client(script))
        await clients[-1].start()
        await asyncio.sleep(0.35 / 20)
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop._virtual.now += 0.8
    await asyncio.sleep(2.0)
    last = sorted(script.peer.times(OutputsRequest)[-1] for script in scripts)
    assert min(b - a for a, b in itertools.pairwise(last)) == pytest.approx(0.35 / 20)
    for client in clients:
        await client.close()


@pytest.mark.parametrize("stall", [0.0, 0.05, 0.2, 0.36, 0.8, 5.0])
async def test_the_gap_between_two_reads_never_exceeds_the_interval_but_by_the_stall(stall: float) -> None:
    line = Line(Script(), 0.01)
    async with client_on(line) as client:
        for step in range(20):
            await asyncio.sleep(1.0 + step * 0.017)
            line.time.stall(stall)
            await asyncio.sleep(0.3 + step * 0.011)
            await client.read()
        assert max(gaps(line)) <= 0.35 + stall + 0.0001
        assert client.statistics.polls_skipped == 0
