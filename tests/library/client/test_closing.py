"""The end of a client: nothing runs on, nothing is left, nothing is silent."""

import asyncio
import logging

import pytest

from ipcom.client.status import ConnectionState
from ipcom.errors import (
    ConnectionLost,
)
from ipcom.model.motion import Motion
from ipcom.protocol.events import DisconnectRequest
from tests.library.client.link_rig import (
    LAMP,
    PAIR,
    Script,
    make_client,
    now,
    outcome,
    silent,
    tasks,
    until,
)

pytestmark = pytest.mark.virtual_time


async def test_close_sends_a_disconnect_and_leaves_no_task(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    script = Script()
    client = make_client(script)
    await client.start()
    await asyncio.sleep(1.0)
    await client.close()
    await asyncio.sleep(0)
    assert script.peer.heard[-1].what is DisconnectRequest
    assert script.peer.gone
    assert tasks() == []
    assert client.connection.state is ConnectionState.CLOSED
    assert caplog.records == []
    assert client.statistics.loops_running == ()


async def test_close_is_for_good_and_may_be_repeated() -> None:
    client = make_client(Script())
    await client.start()
    await asyncio.gather(client.close(), client.close())
    await client.close()
    for forbidden in (client.start(), client.set_output(LAMP, 255), client.read()):
        with pytest.raises(ConnectionLost, match="closed"):
            await forbidden


async def test_a_client_that_never_started_can_be_closed() -> None:
    client = make_client(Script())
    await client.close()
    assert client.connection.state is ConnectionState.CLOSED


async def test_close_switches_off_the_shutters_that_this_client_moved() -> None:
    script = Script()
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    await client.close()
    assert script.values[PAIR.up.index] == 0


async def test_close_gives_up_releasing_after_two_seconds_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = Script()
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    script.connect = lambda: asyncio.sleep(60)
    script.peer.transport.abort()
    await asyncio.sleep(0.1)
    begin = now()
    await client.close()
    assert now() - begin == pytest.approx(2.0, abs=0.3)
    assert "not seen off" in caplog.text
    assert tasks() == []


async def test_close_while_offline_is_quick_when_no_shutter_is_owed() -> None:
    script = Script()
    client = make_client(script)
    await client.start()
    script.connect = lambda: asyncio.sleep(60)
    script.peer.transport.abort()
    await asyncio.sleep(0.1)
    begin = now()
    await client.close()
    assert now() - begin < 0.01
    assert tasks() == []


async def test_close_ends_commands_under_way_with_an_error() -> None:
    script = Script(obeys=False)
    client = make_client(script)
    await client.start()
    command = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
    await asyncio.sleep(0.1)
    await client.close()
    error = await command
    assert isinstance(error, ConnectionLost)
    assert "closed" in str(error)


async def test_an_interrupted_close_still_leaves_nothing() -> None:
    script = Script()
    client = make_client(script, shutters=[PAIR])
    await client.start()
    await client.drive(PAIR, Motion.UP)
    script.reads = silent
    closing = asyncio.create_task(client.close())
    await asyncio.sleep(0.1)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    await until(lambda: client.connection.state is ConnectionState.CLOSED)
    await asyncio.sleep(0)
    assert tasks() == []
