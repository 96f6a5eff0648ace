"""The client without await: threads, callbacks, and another loop."""

import asyncio
import threading
import time
from typing import Any

import pytest

from ipcom.blocking import IPComClient
from ipcom.client import loop_thread
from ipcom.client.connection.connector import connect_tcp
from ipcom.client.loop_thread import LoopThread
from ipcom.errors import CannotConnect, CommandNotConfirmed, ConnectionLost, InterlockError, IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway

ALL_RELAYS = {OutputAddress.from_index(index): OutputKind.RELAY for index in range(128)}
LAMP = OutputAddress(1, 1)
DIMMER = OutputAddress(6, 1)
PATIENCE_S = 40.0
PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), pause=0.5)


def make_client(gateway: Any, **options: Any) -> Any:
    options = {"kinds": ALL_RELAYS} | options
    return IPComClient(gateway.host, gateway.port, username="demo", password="demo", **options)


@pytest.fixture
def gateway() -> Any:
    with ThreadedGateway(SimulatedGateway()) as gateway:
        yield gateway


@pytest.fixture
def client(gateway: Any) -> Any:
    with make_client(gateway, timings=Timings(poll_interval=0.02)) as client:
        yield client


def test_the_blocking_client_shows_and_switches(client: IPComClient) -> None:
    client.set_output(LAMP, 255)
    assert client.observed.is_on(LAMP)
    assert client.snapshot.is_on(LAMP)
    client.set_outputs({LAMP: 0})
    assert not client.read().is_on(LAMP)
    assert client.connection.online
    assert client.statistics.commands_confirmed == 2
    assert "blocking" in repr(client)


def test_callbacks_come_on_the_clients_thread(client: IPComClient) -> None:
    threads = []
    unsubscribe = client.subscribe(lambda change: threads.append(threading.current_thread().name))
    client.set_output(LAMP, 255)
    client.read()
    assert set(threads) == {"ipcom-blocking"}
    unsubscribe()
    heard = len(threads)
    client.set_output(LAMP, 0)
    client.read()
    assert len(threads) == heard


@pytest.mark.parametrize("presses", [3, 1000])
async def test_all_changes_arrive_in_order_in_another_running_loop(presses: Any) -> None:
    """What threaded users do: hand each change to the loop of their own program."""
    loop = asyncio.get_running_loop()
    arrived: list[int] = []
    everything = asyncio.Event()
    done = asyncio.Event()

    def handle(change: Any) -> None:
        arrived.extend(c.new for c in change.observed_changes if c.address == LAMP)
        if len(arrived) >= presses:
            everything.set()

    def work(gateway: Any) -> None:
        with make_client(gateway) as client:
            client.subscribe(lambda change: loop.call_soon_threadsafe(handle, change))
            for number in range(presses):
                press(client, number)
            asyncio.run_coroutine_threadsafe(everything.wait(), loop).result(PATIENCE_S)
        loop.call_soon_threadsafe(done.set)

    def press(client: IPComClient, number: Any) -> None:
        """Let the gateway show another value, and have it read."""
        world.write(1, bytes([255 * (number % 2 == 0)] + [0] * 7))
        client.read()

    async with SimulatedGateway() as gateway:
        world = gateway.house.world
        worker = threading.Thread(target=work, args=(gateway,))
        worker.start()
        await done.wait()
        worker.join()
    assert arrived == [255 * (number % 2 == 0) for number in range(presses)]


def test_changes_are_an_iterator_that_ends_with_the_client(gateway: Any) -> None:
    client = make_client(gateway)
    client.start()
    seen = []
    watching = threading.Thread(target=lambda: seen.extend(client.changes()))
    watching.start()
    while not client._client._engine.state.changes:
        time.sleep(0.001)
    client.set_output(LAMP, 255)
    client.close()
    watching.join(PATIENCE_S)
    assert not watching.is_alive()
    assert seen[0].changes[0].new == 255


def test_changes_that_waited_for_their_reader_outlast_the_client(gateway: Any) -> None:
    with make_client(gateway) as client:
        changes = client.changes()
        client.set_output(LAMP, 255)
    assert [change.changes[0].new for change in changes] == [255]


def test_an_iterator_that_is_used_after_the_end_is_empty(gateway: Any) -> None:
    with make_client(gateway) as client:
        changes = client.changes()
    assert list(changes) == []


def test_a_callback_may_not_wait_for_the_gateway_but_may_look(client: IPComClient) -> None:
    found: list[Any] = []

    def callback(change: Any) -> None:
        found.append(client.statistics.polls)
        found.append(client.shutters)
        try:
            client.set_output(LAMP, 0)
        except RuntimeError as error:
            found.append(str(error))

    client.subscribe(callback)
    client.set_output(LAMP, 255)
    client.read()
    assert found[0] >= 1
    assert "wait for itself" in found[2]


def test_shutters_and_kinds_come_and_go(client: IPComClient) -> None:
    remove = client.add_shutter(PAIR)
    assert client.shutters == (PAIR,)
    with pytest.raises(InterlockError):
        client.set_output(PAIR.up, 255)
    client.drive(PAIR, Motion.UP)
    client.drive(PAIR, Motion.OFF)
    remove()
    forget = client.add_kind(DIMMER, OutputKind.DIMMER)
    client.set_output(DIMMER, 40)
    forget()


def test_connection_news_come_too(gateway: Any) -> None:
    states = []
    client = make_client(gateway)
    client.subscribe_connection(lambda status: states.append(str(status.state)))
    with client:
        pass
    assert states == ["connecting", "online", "closed"] or states == ["online", "closed"]


def test_failures_come_too() -> None:
    told: list[IPComError] = []
    with (
        ThreadedGateway(SimulatedGateway(faults=Faults(ignore_writes_percent=100))) as gateway,
        make_client(gateway) as client,
    ):
        unsubscribe = client.subscribe_failures(told.append)
        with pytest.raises(CommandNotConfirmed) as failed:
            client.set_output(LAMP, 255)
        unsubscribe()
    assert told == [failed.value]


def test_a_failed_start_leaves_no_thread_and_may_be_tried_again(gateway: Any) -> None:
    ports = iter([1])

    async def connector(host: str, port: int) -> Any:
        return await connect_tcp(host, next(ports, port))

    client = make_client(gateway, connector=connector)
    with pytest.raises(CannotConnect):
        client.start()
    assert "ipcom-blocking" not in [thread.name for thread in threading.enumerate()]
    with client:
        client.start()
        assert client.connection.online


def test_closing_is_for_good_and_may_be_repeated(gateway: Any) -> None:
    client = make_client(gateway)
    client.close()
    with client:
        pass
    client.close()
    with pytest.raises(ConnectionLost):
        client.set_output(LAMP, 255)
    with pytest.raises(ConnectionLost):
        client.start()
    assert client.statistics.polls >= 1
    assert "ipcom-blocking" not in [thread.name for thread in threading.enumerate()]


def test_several_threads_may_command_at_once(client: IPComClient) -> None:
    threads = [
        threading.Thread(target=client.set_output, args=(OutputAddress(1, output), 255))
        for output in range(1, 9)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.read().module(1) == bytes([255] * 8)


# The thread below


def test_no_caller_waits_for_ever_when_the_thread_stops() -> None:
    thread = LoopThread("ipcom-blocking")
    errors = []

    def wait() -> None:
        try:
            thread.run(lambda: asyncio.sleep(60))
        except ConnectionLost as error:
            errors.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not thread._pending:
        time.sleep(0.001)
    thread.stop()
    waiting.join(PATIENCE_S)
    assert len(errors) == 1
    with pytest.raises(ConnectionLost, match="make a new one"):
        thread.run(lambda: asyncio.sleep(0))


def test_a_waiting_caller_wakes_now_and_then_and_still_gets_its_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loop_thread, "LOOK_UP_S", 0.001)
    thread = LoopThread("ipcom-blocking")
    assert thread.run(lambda: asyncio.sleep(0.05, "result")) == "result"
    with pytest.raises(TimeoutError, match="its own"):
        thread.run(late)
    thread.stop()


async def late() -> None:
    await asyncio.sleep(0.05)
    raise TimeoutError("its own")
