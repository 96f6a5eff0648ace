"""The log of a page: in order, in words, and never longer than it may be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.simulator import Faults, House, Layout, SimulatedGateway
from ipcom.simulator.page.message_log import LINES, ROUTINE_LINES, MessageLog
from tests.library.simulator.simulator_rig import WireClient

pytestmark = pytest.mark.virtual_time

NOON = 1_800_000_000.0


class Logged:
    """A gateway with a log."""

    def __init__(self, gateway: SimulatedGateway) -> None:
        self.gateway = gateway
        self.clients: list[WireClient] = []
        self.log = MessageLog(gateway, lambda: NOON)

    async def client(self, bus: int = 1) -> WireClient:
        client = WireClient(*await self.gateway.connect())
        self.clients.append(client)
        await client.login(bus=bus)
        return client

    def lines(self) -> list[tuple[str, str, str]]:
        return [(line["source"], line["kind"], line["text"]) for line in self.log.since(0)]


@pytest.fixture
async def it() -> AsyncIterator[Logged]:
    house = House.demo({1: BusType.MINIDO, 2: BusType.MINIDO})
    async with SimulatedGateway(house, listen=False) as gateway:
        logged = Logged(gateway)
        yield logged
        logged.log.close()
        for client in logged.clients:
            await client.close()


async def test_a_conversation_in_words(it: Logged) -> None:
    client = await it.client()
    await client.outputs()
    client.light()
    await client.event()
    await client.outputs()
    assert it.lines() == [
        ("client", "Connect", "user 'demo' asks for bus 1"),
        ("gateway", "Connect", "accepted, 135 bytes"),
        ("client", "ExoOutputs", "asks for all outputs"),
        ("gateway", "ExoOutputs", "0 of 128 outputs are on"),
        ("client", "Frame", "module 3: Kitchen (3/4) on"),
        ("gateway", "Frame", "acknowledged"),
        ("client", "ExoOutputs", "asks for all outputs"),
        ("gateway", "ExoOutputs", "1 of 128 outputs are on"),
    ]
    assert {(line["at"], line["connection"]) for line in it.log.since(0)} == {(NOON, 1)}


async def test_each_client_sees_the_outputs_of_its_bus(it: Logged) -> None:
    it.gateway.press(OutputAddress(3, 4), bus=2)
    for bus in (1, 2):
        await (await it.client(bus)).outputs()
    said = [text for source, _, text in it.lines() if "outputs are on" in text]
    assert said == ["0 of 128 outputs are on", "1 of 128 outputs are on"]


async def test_a_refused_login(it: Logged) -> None:
    it.gateway.faults = Faults(refuse_login=True)
    await it.client()
    assert [kind for _, kind, _ in it.lines()] == ["Connect", "Connect"]
    assert it.lines()[1][2] == "refused, 3 bytes"


async def test_a_write_that_is_ignored(it: Logged) -> None:
    it.gateway.faults = Faults(ignore_writes_percent=100)
    client = await it.client()
    client.light()
    await client.event()
    assert ("client", "Frame", "module 3: Kitchen (3/4) on (a fault keeps it from the bus)") in it.lines()


async def test_what_happens_in_the_house_stands_between_the_messages(it: Logged) -> None:
    client = await it.client()
    it.gateway.press(OutputAddress(3, 4))
    await client.outputs()
    it.gateway.house.lose_power()
    assert [line for line in it.lines() if line[0] == "house"] == [
        ("house", "", "Kitchen (3/4) on, at the wall"),
        ("house", "", "Kitchen (3/4) off, with the power"),
    ]
    assert it.lines()[2] == ("house", "", "Kitchen (3/4) on, at the wall")


async def test_a_timer_of_the_bus_is_told_when_it_is_looked_for() -> None:
    house = House.of(House.demo().devices, Layout(auto_off={OutputAddress(3, 4): 5.0}))
    async with SimulatedGateway(house, listen=False) as gateway:
        it = Logged(gateway)
        gateway.press(OutputAddress(3, 4))
        await asyncio.sleep(6)
        assert it.lines()[-1] == ("house", "", "Kitchen (3/4) off, by its timer")
        it.log.close()


async def test_what_the_page_does_is_told(it: Logged) -> None:
    it.log.add("fault split: 1")
    assert it.lines() == [("page", "", "fault split: 1")]


async def test_only_what_is_new_is_asked_for(it: Logged) -> None:
    it.log.add("one")
    number = it.log.number
    it.log.add("two")
    assert [line["text"] for line in it.log.since(number)] == ["two"]
    assert it.log.since(it.log.number) == []


async def test_the_log_is_bounded_and_polls_push_nothing_else_out(it: Logged) -> None:
    it.log.add("first")
    client = await it.client()
    for _ in range(ROUTINE_LINES):
        await client.outputs()
    lines = it.log.since(0)
    assert len(lines) == 3 + ROUTINE_LINES
    assert lines[0]["text"] == "first"
    for number in range(LINES):
        it.log.add(str(number))
    assert len(it.log.since(0)) == LINES + ROUTINE_LINES
    assert [line["number"] for line in it.log.since(0)] == sorted(line["number"] for line in it.log.since(0))


async def test_many_connections_are_forgotten_in_their_order(it: Logged) -> None:
    for _ in range(120):
        client = await it.client()
        await client.close()
    assert len(it.lines()) == 240


async def test_a_closed_log_hears_nothing(it: Logged) -> None:
    it.log.close()
    await it.client()
    assert it.lines() == []
    it.log = MessageLog(it.gateway, lambda: NOON)
