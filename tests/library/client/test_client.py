"""The face of the client: starting and watching."""

import asyncio
import random
from typing import Any

import pytest

from ipcom.client.status import ConnectionState
from ipcom.errors import (
    CannotConnect,
    ConnectionLost,
    ConnectTimedOut,
)
from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.library.client.link_rig import (
    FAR_LAMP,
    LAMP,
    PAIR,
    Script,
    make_client,
    now,
    silent,
    tasks,
)

pytestmark = pytest.mark.virtual_time


async def test_the_constructor_connects_and_starts_nothing() -> None:
    script = Script()
    client = make_client(script)
    assert script.attempts == []
    assert tasks() == []
    assert client.connection.state is ConnectionState.CONNECTING
    with pytest.raises(ConnectionLost, match="start the client"):
        _ = client.snapshot
    with pytest.raises(ConnectionLost, match="start the client"):
        _ = client.observed
    with pytest.raises(ConnectionLost, match="not started"):
        await client.set_output(LAMP, 255)
    assert "connecting" in repr(client)


async def test_four_loops_and_a_supervisor_run() -> None:
    async with make_client(Script()) as client:
        assert tasks() == [
            "ipcom-commands",
            "ipcom-keepalive",
            "ipcom-poll",
            "ipcom-receive",
            "ipcom-supervisor",
        ]
        assert client.statistics.loops_running == (
            "ipcom-receive",
            "ipcom-poll",
            "ipcom-commands",
            "ipcom-keepalive",
        )


async def test_a_first_failure_raises_leaves_nothing_and_may_be_tried_again() -> None:
    async def refused() -> None:
        raise ConnectionRefusedError("nobody listens")

    script = Script(connect=refused)
    client = make_client(script)
    with pytest.raises(CannotConnect):
        await client.start()
    assert tasks() == []
    assert client.connection.state is ConnectionState.OFFLINE
    assert "nobody listens" in client.statistics.last_error
    script.connect = None
    await client.start()
    assert client.connection.online
    await client.close()


async def test_starting_twice_is_starting_once() -> None:
    script = Script()
    client = make_client(script)
    await asyncio.gather(client.start(), client.start())
    await client.start()
    assert len(script.peers) == 1
    await client.close()


async def test_a_start_that_takes_too_long_is_a_timeout() -> None:
    client = make_client(Script(logins=silent))
    begin = now()
    with pytest.raises(ConnectTimedOut, match=r"0\.5 s"):
        await client.start(timeout=0.5)
    assert now() - begin == pytest.approx(0.5, abs=0.01)
    assert tasks() == []


async def test_a_cancelled_start_leaves_nothing() -> None:
    script = Script(reads=silent)
    client = make_client(script)
    starting = asyncio.create_task(client.start())
    await asyncio.sleep(0.5)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert tasks() == []
    await asyncio.sleep(0.1)
    assert script.peer.gone


async def test_closing_during_a_start_ends_it() -> None:
    client = make_client(Script(logins=silent))
    starting = asyncio.create_task(client.start())
    await asyncio.sleep(0.5)
    await client.close()
    with pytest.raises(ConnectionLost, match="closed"):
        await starting
    assert tasks() == []


async def test_changes_are_an_async_iterator_that_ends_with_the_client() -> None:
    script = Script()
    client = make_client(script)
    await client.start()
    seen = []

    async def watch() -> None:
        seen.extend([change.changes[0].new async for change in client.changes()])

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    script.set(LAMP, 255)
    await asyncio.sleep(1.0)
    script.set(LAMP, 0)
    await asyncio.sleep(1.0)
    await client.close()
    await watching
    assert seen == [255, 0]


async def test_a_callback_may_command_and_unsubscribe() -> None:
    script = Script()
    async with make_client(script) as client:
        commands: list[Any] = []

        def follow(change: Any) -> None:
            unsubscribe()
            commands.append(asyncio.ensure_future(client.set_output(FAR_LAMP, 255)))

        unsubscribe = client.subscribe(follow)
        script.set(LAMP, 255)
        await asyncio.sleep(1.0)
        await commands[0]
        assert script.values[FAR_LAMP.index] == 255


async def test_an_exception_of_a_subscriber_reaches_no_other(caplog: pytest.LogCaptureFixture) -> None:
    script = Script()

    def broken(_change: object) -> None:
        raise ZeroDivisionError

    async with make_client(script) as client:
        client.subscribe(broken)
        heard: list[Any] = []
        client.subscribe(heard.append)
        script.set(LAMP, 255)
        await asyncio.sleep(1.0)
        assert len(heard) == 1
        assert client.connection.online
    assert "ZeroDivisionError" in caplog.text


async def test_a_simulated_house_is_shown_and_switched() -> None:
    async with (
        SimulatedGateway(listen=False, rng=random.Random(1)) as gateway,
        make_client(gateway) as client,
    ):
        await client.set_output(LAMP, 255)
        assert gateway.house.world.is_on(LAMP)
        gateway.press(LAMP)
        await asyncio.sleep(0.5)
        assert not client.snapshot.is_on(LAMP)


async def test_commands_and_configuration_before_the_first_snapshot_publish_nothing() -> None:
    client = make_client(Script())
    heard: list[Any] = []
    client.subscribe(heard.append)
    client.add_shutter(PAIR)
    client._engine.commands.settle()
    assert heard == []
    await client.close()
