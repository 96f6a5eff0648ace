"""The link survives what gateways and networks do to it; in memory and over real sockets."""

import asyncio
import logging
import random
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ipcom.client.connection.connector import connect_tcp
from ipcom.errors import CommandNotConfirmed, ConnectionLost, IPComError
from ipcom.model.address import OutputAddress
from ipcom.simulator.faults import Faults, WriteReply
from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.library.client.link_rig import LAMP, OTHER_LAMP, make_client, now, outcome, until

pytestmark = pytest.mark.virtual_time

COMMANDS = 25
LONGEST = 20.0
"""Seconds within which every command has ended, whatever happens."""

ROWS = {
    "split into single bytes": Faults(split=1),
    "two replies joined": Faults(join_s=0.03, extra_snapshot_percent=30),
    "80 ms jitter": Faults(jitter_s=0.08),
    "split, joined and jittered": Faults(split=1, join_s=0.01, jitter_s=0.08),
    "reset after every 10 replies": Faults(reset_after=10),
    "closed after every 10 replies": Faults(drop_after=10),
    "silence with the socket open": Faults(silent_after=12),
    "half-open": Faults(half_open_after=12),
    "second login refused while the first lingers": Faults(refuse_second=True, linger_s=1.0, reset_after=20),
    "20 % of the writes ignored": Faults(ignore_writes_percent=20),
    "writes answered by ID 4": Faults(write_reply=WriteReply.FRAME),
    "writes answered by ID 4 with a bus byte": Faults(write_reply=WriteReply.BUS_FRAME),
    "writes answered by ID 5": Faults(write_reply=WriteReply.OUTPUTS),
    "writes not answered": Faults(write_reply=WriteReply.NONE),
    "writes answered 300 ms late by ID 4": Faults(write_reply_s=0.3),
    "writes answered 300 ms late by ID 5": Faults(write_reply=WriteReply.OUTPUTS, write_reply_s=0.3),
    "writes answered 700 ms late by ID 5": Faults(write_reply=WriteReply.OUTPUTS, write_reply_s=0.7),
    "writes done 200 ms after their answer": Faults(late_writes_s=0.2),
    "some replies twice": Faults(duplicate_percent=20, duplicate_s=0.01),
    "some replies late": Faults(late_percent=3, late_s=3.0),
    "some replies cut": Faults(truncate_percent=5),
    "some replies garbage": Faults(garbage_percent=5),
    "some replies of another kind": Faults(wrong_kind_percent=5),
    "keep-alives not answered": Faults(keep_alive_bytes=0),
    "keep-alives answered by 40 bytes": Faults(keep_alive_bytes=40),
    "all at once": Faults(
        split=3,
        jitter_s=0.02,
        ignore_writes_percent=10,
        duplicate_percent=5,
        late_percent=1,
        truncate_percent=1,
        garbage_percent=1,
        reset_after=60,
    ),
}


@asynccontextmanager
async def house(transport: Any) -> Any:
    """A gateway and a started client, both behaving."""
    listen = transport == "tcp"
    async with SimulatedGateway(listen=listen, rng=random.Random(1)) as gateway:
        tcp: dict[str, Any] = {"host": gateway.host, "port": gateway.port, "connector": connect_tcp}
        async with make_client(gateway, **(tcp if listen else {})) as client:
            yield gateway, client


async def command(client: Any, gateway: Any, number: Any) -> Any:
    """Switch a lamp; returns how that ended, having checked that a success is one."""
    value = 255 * (number % 2 == 0)
    begin = now()
    error = await outcome(client.set_output(LAMP, value))
    assert now() - begin <= LONGEST
    if error is None:
        assert client.observed.is_on(LAMP) == (value > 0)
        assert gateway.house.world.is_on(LAMP) == (value > 0)
    return error


@pytest.mark.parametrize("transport", ["memory", "tcp"])
@pytest.mark.parametrize("row", ROWS)
async def test_no_command_is_lost_and_the_link_comes_back(
    row: Any, transport: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with house(transport) as (gateway, client):
        gateway.faults = ROWS[row]
        endings = []
        for number in range(COMMANDS):
            endings.append(await command(client, gateway, number))
            await asyncio.sleep(0.3)
        assert all(error is None or isinstance(error, IPComError) for error in endings)
        assert endings.count(None) >= COMMANDS // 2
        gateway.faults = Faults()
        await gateway.stop()
        await until(lambda: not client.connection.online)
        await asyncio.sleep(5.0)
        await gateway.start()
        assert await until(lambda: client.connection.online) < 2.0
        assert await command(client, gateway, 0) is None
        assert await command(client, gateway, 1) is None
        figures = client.statistics
        ended = figures.commands_confirmed + figures.commands_failed + figures.commands_superseded
        assert figures.commands_sent == ended == COMMANDS + 2
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


@pytest.mark.parametrize(
    "row",
    [
        "split into single bytes",
        "two replies joined",
        "80 ms jitter",
        "writes answered by ID 4",
        "writes answered by ID 5",
        "writes not answered",
        "writes answered 300 ms late by ID 4",
        "writes answered 300 ms late by ID 5",
        "20 % of the writes ignored",
    ],
)
async def test_a_peculiar_gateway_loses_neither_the_link_nor_a_command(row: Any) -> None:
    async with house("memory") as (gateway, client):
        gateway.faults = ROWS[row]
        for number in range(COMMANDS):
            error = await command(client, gateway, number)
            assert error is None or (isinstance(error, CommandNotConfirmed) and "ignored" in row)
        assert client.statistics.reconnects == 0


@pytest.mark.parametrize("refusals", [1.0, 10.0, 30.0])
async def test_a_session_that_lingers_at_the_gateway_is_waited_for(refusals: Any) -> None:
    async with house("memory") as (gateway, client):
        gateway.faults = Faults(refuse_second=True, linger_s=refusals)
        gateway.drop_connections()
        begin = now()
        await asyncio.sleep(refusals)
        assert not client.connection.online
        await until(lambda: client.connection.online, within=30.0)
        assert now() - begin < refusals + 2.0


@pytest.mark.parametrize("outage", [0.2, 1.0, 3.0, 10.0, 60.0, 590.0])
async def test_after_any_outage_below_ten_minutes_it_is_online_within_two_seconds(outage: Any) -> None:
    async with house("memory") as (gateway, client):
        for _ in range(5):
            await gateway.stop()
            await asyncio.sleep(outage)
            await gateway.start()
            assert await until(lambda: client.connection.online) < 2.0
            await asyncio.sleep(1.0)


async def test_a_gateway_that_restarts_with_everything_off_is_shown_as_it_is() -> None:
    async with house("memory") as (gateway, client):
        await client.set_outputs({LAMP: 255, OTHER_LAMP: 255})
        await gateway.reboot(keep_outputs=False, down_s=5.0)
        await until(lambda: client.connection.online)
        assert not client.snapshot.is_on(LAMP)
        await client.set_output(OTHER_LAMP, 255)
        assert not gateway.house.world.is_on(LAMP)


async def test_a_command_under_way_over_a_break_is_checked_and_not_sent_again() -> None:
    async with house("memory") as (gateway, client):
        gateway.faults = Faults(silent_after=0)
        await asyncio.sleep(0.5)
        error = await outcome(client.set_output(OutputAddress(2, 1), 255))
        assert error is None or isinstance(error, ConnectionLost)
