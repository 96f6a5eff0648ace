"""When a link over the second address is ended for the first: only in a quiet moment; see also test_places.py."""

import asyncio
from typing import Any

import pytest

from ipcom.client.return_to_first import BUSY_PAUSE_S, FIRST_LOOK_S, FirstAnswersAgain, ReturnToFirst
from tests.library.client.link_rig import now

pytestmark = pytest.mark.virtual_time


class Rig:
    """Places whose first one answers, and a connection that notes when and why it was ended."""

    def __init__(self) -> None:
        self.first: Any = self
        self.gateway = "192.168.1.20:5000"
        self.elsewhere = True
        self.quiet = True
        self.answers = True
        self.looks = 0
        self.failed_at = -1.0
        self.ended: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.returning = ReturnToFirst(self, lambda: self.quiet)  # type: ignore[arg-type]

    async def first_answers(self) -> bool:
        self.looks += 1
        return self.answers

    def fail(self, error: Exception) -> None:
        assert isinstance(error, FirstAnswersAgain)
        self.failed_at = now()
        self.ended.set_result(error)

    async def ends_after(self) -> float:
        begin = now()
        await self.returning.run(self)  # type: ignore[arg-type]
        return self.failed_at - begin


async def test_the_first_is_looked_at_after_half_a_minute() -> None:
    rig = Rig()
    assert await rig.ends_after() == pytest.approx(FIRST_LOOK_S)


async def test_a_busy_link_is_not_ended_and_nothing_is_looked_at() -> None:
    rig = Rig()
    rig.quiet = False
    asyncio.get_running_loop().call_later(FIRST_LOOK_S + 9.0, setattr, rig, "quiet", True)
    assert await rig.ends_after() == pytest.approx(FIRST_LOOK_S + 5 * BUSY_PAUSE_S)
    assert rig.looks == 1


async def test_a_first_place_that_proved_no_gateway_is_left_alone_twice_as_long_each_time() -> None:
    rig = Rig()
    pauses = []
    for _ in range(9):
        rig.returning.link_up()
        pauses.append(await rig.ends_after())
        rig.ended = asyncio.get_running_loop().create_future()
    assert pauses == pytest.approx([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
    rig.elsewhere = False
    rig.returning.link_up()
    assert await rig.ends_after() == pytest.approx(FIRST_LOOK_S)
