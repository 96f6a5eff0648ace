"""Many houses take turns, so that the polls of those that are there go on."""

import asyncio

import pytest

from ipcom.bridge.broker.turns import LONGEST_S, HouseTurns, Turns

pytestmark = pytest.mark.virtual_time


class Begun:
    """Works that begin in their turn."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._running = 0
        self.most = 0
        self.moments: list[float] = []

    async def work(self, seconds: float) -> None:
        turn = await self._turns.begin()
        self.moments.append(asyncio.get_running_loop().time())
        self._running += 1
        self.most = max(self.most, self._running)
        try:
            await asyncio.sleep(seconds)
        finally:
            self._running -= 1
            turn.end()

    async def all(self, count: int, seconds: float) -> float:
        """How long so many take from the first beginning to the last."""
        await asyncio.gather(*(self.work(seconds) for _ in range(count)))
        return self.moments[-1] - self.moments[0]


async def test_no_more_begin_at_once_than_there_are_places() -> None:
    begun = Begun(Turns(3, 0.0))
    assert await begun.all(9, 0.2) == pytest.approx(0.4)
    assert begun.most == 3


async def test_a_turn_that_is_over_soon_keeps_its_place_for_a_while() -> None:
    begun = Begun(Turns(2, 0.1))
    assert await begun.all(6, 0.0) == pytest.approx(0.2)


async def test_one_that_takes_long_does_not_keep_the_others_waiting() -> None:
    begun = Begun(Turns(1, 0.0))
    assert await begun.all(3, 60.0) == pytest.approx(2 * LONGEST_S)


async def test_a_turn_that_is_ended_twice_gives_one_place_back() -> None:
    turns = Turns(1, 0.0)
    first = await turns.begin()
    first.end()
    first.end()
    await turns.begin()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(turns.begin(), LONGEST_S / 2)


async def test_who_gives_up_waiting_takes_no_place() -> None:
    turns = Turns(1, 0.0)
    first = await turns.begin()
    waiting = asyncio.ensure_future(turns.begin())
    await asyncio.sleep(0)
    waiting.cancel()
    first.end()
    await asyncio.wait_for(turns.begin(), LONGEST_S / 2)


async def test_500_houses_log_in_within_seconds_and_come_back_to_the_broker_within_nine() -> None:
    turns = HouseTurns()
    logins, connections = Begun(turns.logins), Begun(turns.connections)
    assert 4.0 < await logins.all(500, 0.01) < 6.0
    assert 8.0 < await connections.all(500, 0.02) < 9.0
    assert (logins.most, connections.most) == (10, 6)
