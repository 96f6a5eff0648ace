"""A wrong argument is told at once, changes nothing, and poisons nothing: every public call, every argument."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from ipcom import ConfigurationError, IPComClient, Motion
from ipcom.blocking import IPComClient as BlockingClient
from ipcom.client.connection.connector import Connector
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.wrong_values import CONSTRUCTOR, GOOD, KINDS, LAMP, METHODS, PAIR, wrong_calls

CLIENTS = [IPComClient, BlockingClient]
STATELESS = {"__aenter__", "__aexit__", "__enter__", "__exit__", "__repr__"}
"""Python's own protocols: nobody passes arguments to them by hand."""

LOGIN: dict[str, Any] = {"username": "demo", "password": "demo"}


def public_methods(client: type) -> Iterator[tuple[str, list[str]]]:
    """Yield every public method with the names of its arguments."""
    for name, function in inspect.getmembers(client, inspect.isfunction):
        arguments = [each for each in inspect.signature(function).parameters if each != "self"]
        if not name.startswith("_") and arguments:
            yield name, arguments


def a_snapshot(client: Any) -> tuple[object, ...]:
    """What a wrong call may not change."""
    engine = getattr(client, "_client", client)._engine
    planner = engine.planner
    return (
        client.statistics.commands_sent,
        client.statistics.frames_sent,
        client.shutters,
        dict(planner.declared._kinds),
        planner.owed_outputs,
        planner.owed_shutters,
        len(engine.state.changes),
        len(engine.board.news),
        client.connection.state,
    )


@pytest.mark.parametrize("client", CLIENTS)
def test_the_table_has_every_method_and_every_argument(client: type) -> None:
    assert {name: set(arguments) for name, arguments in public_methods(client)} == {
        name: set(arguments) for name, arguments in METHODS.items()
    }
    assert {name: set(arguments) for name, arguments in GOOD.items()} == {
        name: set(arguments) for name, arguments in METHODS.items()
    }


@pytest.mark.parametrize("client", CLIENTS)
def test_the_table_has_every_argument_of_the_constructor(client: type) -> None:
    assert set(inspect.signature(client).parameters) == set(CONSTRUCTOR)


def test_both_clients_have_the_same_face() -> None:
    def face(client: type) -> set[str]:
        return {name for name in dir(client) if not name.startswith("_")}

    assert face(IPComClient) == face(BlockingClient)
    for name, _ in public_methods(IPComClient):
        there, here = (inspect.signature(getattr(client, name)).parameters for client in CLIENTS)
        assert there == here


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("argument", CONSTRUCTOR)
def test_the_constructor_refuses(client: Any, argument: str) -> None:
    for value in CONSTRUCTOR[argument]:
        arguments = {"host": "192.168.1.20", **LOGIN, argument: value}
        with pytest.raises(ConfigurationError) as refused:
            client(**arguments)
        assert "\n" not in str(refused.value)
        if argument == "password":
            assert "demo" not in str(refused.value)


@pytest.mark.virtual_time
@pytest.mark.parametrize("method", METHODS)
async def test_a_wrong_argument_changes_nothing_and_poisons_nothing(method: str) -> None:
    async with SimulatedGateway(listen=False) as gateway:
        client = IPComClient("house", **LOGIN, kinds=KINDS, shutters=[PAIR], **_in_memory(gateway))
        async with client:
            world = gateway.house.world
            lamp = 255
            for _, argument, arguments in (call for call in wrong_calls() if call[0] == method):
                await client.drive(PAIR, Motion.UP)
                before = a_snapshot(client)
                with pytest.raises(ConfigurationError) as refused:
                    await _called(getattr(client, method)(**arguments))
                assert _helps(str(refused.value)), (argument, str(refused.value))
                assert a_snapshot(client) == before
                await asyncio.gather(client.drive(PAIR, Motion.OFF), client.set_output(LAMP, lamp))
                assert not world.is_on(PAIR.up)
                assert world.is_on(LAMP) == bool(lamp)
                lamp = 255 - lamp
            await client.drive(PAIR, Motion.DOWN)
            assert world.is_on(PAIR.down)
        assert not world.is_on(PAIR.down)


async def _called(result: Any) -> None:
    if inspect.isawaitable(result):
        await result


def _helps(message: str) -> bool:
    """It says what to write, in brackets behind what is wrong."""
    return message.endswith(")") and "(" in message


def _in_memory(gateway: SimulatedGateway) -> dict[str, Any]:
    connector: Connector = gateway.connector
    return {"connector": connector, "clock": LoopClock()}


def test_the_blocking_client_refuses_the_same_and_goes_on() -> None:
    with ThreadedGateway(SimulatedGateway()) as gateway:
        client = BlockingClient(gateway.host, gateway.port, **LOGIN, kinds=KINDS, shutters=[PAIR])
        with client:
            client.drive(PAIR, Motion.UP)
            before = a_snapshot(client)
            for method, _, arguments in wrong_calls():
                with pytest.raises(ConfigurationError):
                    getattr(client, method)(**arguments)
            assert a_snapshot(client) == before
            client.set_output(LAMP, 255)
            client.drive(PAIR, Motion.OFF)
            assert not gateway.call(lambda it: it.house.world.is_on(PAIR.up))
            client.drive(PAIR, Motion.DOWN)
        assert not gateway.call(lambda it: it.house.world.is_on(PAIR.down))
