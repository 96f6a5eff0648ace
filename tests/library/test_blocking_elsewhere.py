"""The client without await where it cannot work: after a fork, and in its own callbacks. It says so and never hangs."""

import contextlib
import subprocess
import sys
import threading
from typing import Any

import pytest

from ipcom.blocking import IPComClient
from ipcom.errors import ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway

LAMP = OutputAddress(1, 1)
PATIENCE_S = 40.0

FORKS = """
import os, sys
from ipcom import ConnectionLost, OutputAddress, OutputKind
from ipcom.blocking import IPComClient

LAMP = OutputAddress(1, 1)
client = IPComClient(
    "127.0.0.1", int(sys.argv[1]), username="demo", password="demo", kinds={LAMP: OutputKind.RELAY}
)
client.start()
changes = client.changes()
CALLS = {
    "start": client.start,
    "set_output": lambda: client.set_output(LAMP, 255),
    "read": client.read,
    "snapshot": lambda: client.snapshot,
    "connection": lambda: client.connection,
    "statistics": lambda: client.statistics,
    "subscribe": lambda: client.subscribe(print),
    "changes": client.changes,
    "next": lambda: next(changes),
}
child = os.fork()
if child == 0:
    for name, call in CALLS.items():
        try:
            call()
        except ConnectionLost as error:
            print(name, error, flush=True)
    client.close()
    sys.exit(7)
_, status = os.waitpid(child, 0)
print("child", os.waitstatus_to_exitcode(status))
client.set_output(LAMP, 255)
print("parent", client.read().is_on(LAMP))
"""
"""The child ends by `sys.exit`, so its `atexit` runs; the parent ends without a close."""

NAMES = [
    "start",
    "set_output",
    "read",
    "snapshot",
    "connection",
    "statistics",
    "subscribe",
    "changes",
    "next",
]


@pytest.fixture
def gateway() -> Any:
    with ThreadedGateway(SimulatedGateway()) as gateway:
        yield gateway


def make_client(gateway: Any) -> IPComClient:
    return IPComClient(
        gateway.host, gateway.port, username="demo", password="demo", kinds={LAMP: OutputKind.RELAY}
    )


@pytest.fixture
def client(gateway: Any) -> Any:
    with make_client(gateway) as client:
        yield client


def test_after_a_fork_the_child_is_told_and_the_parent_goes_on(gateway: Any) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FORKS, str(gateway.port)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    lines = run.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*NAMES, "child", "parent"]
    for line in lines[: len(NAMES)]:
        assert "before os.fork()" in line
        assert "make a new client in each process" in line
    assert lines[-2:] == ["child 7", "parent True"]


def in_callback(client: IPComClient, call: Any) -> BaseException | None:
    """Return what the call raises on the client's thread."""
    errors: list[BaseException | None] = []
    heard = threading.Event()

    def callback(_change: object) -> None:
        try:
            call()
            errors.append(None)
        except BaseException as error:  # noqa: BLE001 - it is looked at below
            errors.append(error)
        heard.set()

    unsubscribe = client.subscribe(callback)
    client.set_output(LAMP, 0 if client.observed.is_on(LAMP) else 255)
    assert heard.wait(PATIENCE_S)
    unsubscribe()
    return errors[0]


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.set_output(LAMP, 0),
        lambda client: client.read(),
        lambda client: client.close(),
        lambda client: client.start(),
        lambda client: next(client.changes()),
    ],
)
def test_a_callback_that_would_wait_for_its_own_thread_is_told(client: IPComClient, call: Any) -> None:
    error = in_callback(client, lambda: call(client))
    assert isinstance(error, RuntimeError)
    assert "hand the work to another thread" in str(error)
    assert client.read() is not None


def test_closing_in_a_callback_of_the_closing_is_told_too(gateway: Any) -> None:
    errors: list[BaseException] = []
    client = make_client(gateway)

    def callback(status: Any) -> None:
        try:
            client.close()
        except RuntimeError as error:
            errors.append(error)

    client.subscribe_connection(callback)
    with client:
        pass
    assert len(errors) >= 2


def test_two_clients_that_would_wait_for_each_other_are_told(client: IPComClient, gateway: Any) -> None:
    with make_client(gateway) as other:
        error = in_callback(client, lambda: other.set_output(OutputAddress(2, 1), 0))
    assert isinstance(error, RuntimeError)


def test_a_callback_that_ends_the_program_ends_neither_thread_nor_callers(
    client: IPComClient, caplog: pytest.LogCaptureFixture
) -> None:
    unsubscribe = client.subscribe(lambda change: sys.exit(3))
    with contextlib.suppress(ConnectionLost):  # the exit may have ended the task that waits for it
        client.set_output(LAMP, 255)
    unsubscribe()
    client.set_output(LAMP, 0)
    assert not client.read().is_on(LAMP)
    assert "tried to end the thread" in caplog.text


def test_a_callback_that_stops_the_loop_does_not_stop_it(client: IPComClient) -> None:
    thread = client._thread
    assert thread is not None
    unsubscribe = client.subscribe(lambda change: thread._loop.stop())
    client.set_output(LAMP, 255)
    unsubscribe()
    client.set_output(LAMP, 0)
    assert not client.read().is_on(LAMP)
