"""News of a house: a link is back before what has changed meanwhile."""

import pytest

from ipcom.cli.house_news import LinkEvent, house_news
from ipcom.client.client import IPComClient
from ipcom.model.address import OutputAddress
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.virtual_time import LoopClock

KITCHEN = OutputAddress(3, 4)


@pytest.mark.virtual_time
async def test_the_news_come_in_an_order_that_is_understood() -> None:
    async with SimulatedGateway() as gateway:
        client = IPComClient(
            "house", username="demo", password="demo", connector=gateway.connector, clock=LoopClock()
        )
        async with client:
            with house_news(client) as news:
                gateway.drop_connections()
                gateway.press(KITCHEN)
                offline, online, change = [await news.next() for _ in range(3)]
    assert isinstance(offline, LinkEvent)
    assert not offline.status.online
    assert not offline.observed.is_on(KITCHEN)
    assert isinstance(online, LinkEvent)
    assert online.status.online
    assert online.observed.is_on(KITCHEN)
    assert not isinstance(change, LinkEvent)
    assert [each.address for each in change.observed_changes] == [KITCHEN]
