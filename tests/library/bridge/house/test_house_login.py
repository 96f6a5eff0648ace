"""The first login of a house, and what the log says of its gateway."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ipcom.bridge.broker.broker_link import BrokerWay
from ipcom.bridge.broker.broker_settings import BrokerSettings
from ipcom.bridge.house.house_login import RETRY_S, HouseLogin
from ipcom.client.client import IPComClient
from ipcom.client.connection.look_ups import SYSTEM_NAMES
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.testing.virtual_time import LoopClock

pytestmark = pytest.mark.virtual_time


class Reached:
    """A house whose gateway refuses as often as it is told to."""

    def __init__(self, gateway: SimulatedGateway) -> None:
        self.gateway = gateway
        self.refusals = 0
        self.failures: list[float] = []
        self.client = IPComClient(
            "gateway",
            username="demo",
            password="demo",
            connector=self._connect,
            clock=LoopClock(),
            rng=random.Random(1),
        )
        self.way = BrokerWay(BrokerSettings("127.0.0.1"), SYSTEM_NAMES, random.Random(1))
        self.login = HouseLogin(self.client, "ipcom/home", self.way)

    async def _connect(self, *address: object) -> Any:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionRefusedError("refused")
        return await self.gateway.connector(*address)

    def failed(self) -> None:
        self.failures.append(asyncio.get_running_loop().time())


@pytest.fixture
async def reached() -> AsyncIterator[Reached]:
    async with SimulatedGateway(House.demo(), listen=False, rng=random.Random(2)) as gateway:
        made = Reached(gateway)
        try:
            yield made
        finally:
            await made.client.close()


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.message.partition(": ")[2] for each in caplog.records if each.name == "ipcom.bridge"]


async def test_a_gateway_that_answers_is_no_news(reached: Reached, caplog: pytest.LogCaptureFixture) -> None:
    await reached.login.logged_in(reached.failed)
    assert reached.client.connection.online
    assert (reached.failures, said(caplog)) == ([], [])


async def test_it_tries_again_after_a_pause_and_says_once_what_is_wrong(
    reached: Reached, caplog: pytest.LogCaptureFixture
) -> None:
    reached.refusals = 3
    await reached.login.logged_in(reached.failed)
    assert len(reached.failures) == 3
    pauses = [later - before for before, later in zip(reached.failures, reached.failures[1:], strict=False)]
    assert all(RETRY_S / 2 <= pause <= RETRY_S + 1.0 for pause in pauses)
    assert len(said(caplog)) == 2
    assert said(caplog)[-1] == "the gateway is reached again"


async def test_a_link_that_breaks_and_heals_is_said_once_each(
    reached: Reached, caplog: pytest.LogCaptureFixture
) -> None:
    await reached.login.logged_in(reached.failed)
    reached.client.subscribe_connection(lambda _status: reached.login.log_change())
    reached.refusals = 4
    await reached.gateway.stop()
    await asyncio.sleep(30.0)
    await reached.gateway.start()
    await asyncio.sleep(60.0)
    told = said(caplog)
    assert told[0].startswith("the gateway is not reached: ")
    assert told[1:] == ["the gateway is reached again"]
    await reached.client.close()
    assert said(caplog) == told


async def test_waiting_for_a_turn_is_a_sign_of_life_while_others_have_theirs(reached: Reached) -> None:
    logins = reached.way.turns.logins
    taken = [await logins.begin() for _ in range(10)]
    task = asyncio.ensure_future(reached.login.logged_in(reached.failed))
    await asyncio.sleep(0)
    assert reached.login.sign_of_life() == len(taken)
    for turn in taken:
        turn.end()
    await task
    assert reached.login.sign_of_life() == 0
