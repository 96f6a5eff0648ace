"""Looking names up in threads of our own: few of them, and nothing waits for one that hangs."""

import asyncio
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from ipcom.client.client import IPComClient
from ipcom.client.connection.look_ups import MAX_ADDRESSES, MAX_THREADS, SYSTEM_NAMES, LookUps
from ipcom.errors import CannotConnect, NameTimedOut
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.name_server import NameServer

PATIENCE_S = 20.0


@pytest.fixture
def names() -> Any:
    """A name server that lets every thread go at the end."""
    server = NameServer()
    yield server
    server.release()


def threads() -> int:
    return sum(thread.name == "ipcom-look-up" for thread in threading.enumerate())


def until(true: Any) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.001)


def ask(look_ups: LookUps, name: str) -> Any:
    """Ask, and return the answer when it has come."""
    answers: Any = queue.Queue()
    look_ups.ask(name, answers.put)
    return answers.get(timeout=PATIENCE_S)


def test_addresses_come_in_the_order_of_the_name_server(names: NameServer) -> None:
    names.answer("gateway", "10.0.0.2", "fe80::1", "10.0.0.1", "10.0.0.2")
    assert ask(LookUps(names.getaddrinfo), "gateway") == ("10.0.0.2", "fe80::1", "10.0.0.1")


def test_an_address_on_a_local_link_keeps_its_interface() -> None:
    found = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%eth0", 0, 0, 3))]
    assert ask(LookUps(lambda *_, **__: found), "gateway") == ("fe80::1%3",)


def test_no_more_addresses_than_an_attempt_can_try(names: NameServer) -> None:
    names.answer("gateway", *(f"10.0.0.{number}" for number in range(1, 50)))
    assert len(ask(LookUps(names.getaddrinfo), "gateway")) == MAX_ADDRESSES


def test_a_name_without_an_ip_address_is_not_known() -> None:
    answer = ask(LookUps(lambda *_, **__: [(socket.AF_UNIX, 1, 0, "", "/run/x")]), "gateway")
    assert isinstance(answer, socket.gaierror)
    assert answer.errno == socket.EAI_NONAME


@pytest.mark.parametrize("error", [socket.gaierror(socket.EAI_AGAIN, "later"), ValueError("a mistake")])
def test_why_there_is_no_address_is_told(error: Exception) -> None:
    def fail(*_: object, **__: object) -> Any:
        raise error

    answer = ask(LookUps(fail), "gateway")
    assert isinstance(answer, OSError)
    assert str(error) in str(answer)


def test_the_system_is_asked_unless_something_else_is_given() -> None:
    assert ask(LookUps(), "127.0.0.1") == ("127.0.0.1",)


def test_a_hanging_look_up_is_waited_for_by_all_who_ask_and_never_repeated(names: NameServer) -> None:
    names.hang("gateway")
    look_ups = LookUps(names.getaddrinfo)
    answers: Any = queue.Queue()
    for _ in range(64):
        look_ups.ask("gateway", answers.put)
    until(lambda: names.waiting == 1)
    assert names.asked["gateway"] == 1
    assert threads() == 1
    names.release()
    assert len([answers.get(timeout=PATIENCE_S) for _ in range(64)]) == 64


def test_sixty_four_hanging_names_take_eight_threads(names: NameServer) -> None:
    look_ups = LookUps(names.getaddrinfo)
    answers: Any = queue.Queue()
    for number in range(64):
        names.hang(f"gateway{number}")
        look_ups.ask(f"gateway{number}", answers.put)
    until(lambda: names.waiting == MAX_THREADS)
    assert threads() == MAX_THREADS == 8
    names.release()
    assert len([answers.get(timeout=PATIENCE_S) for _ in range(64)]) == 64
    until(lambda: not threads())
    assert sum(names.asked.values()) == 64


def test_a_name_that_waits_for_a_thread_and_is_not_wanted_any_more_is_not_asked_for(
    names: NameServer,
) -> None:
    look_ups = LookUps(names.getaddrinfo)
    stops = []
    for number in range(MAX_THREADS + 2):
        names.hang(f"gateway{number}")
        stops.append(look_ups.ask(f"gateway{number}", lambda _: None))
    until(lambda: names.waiting == MAX_THREADS)
    stops[-1]()
    stops[-1]()
    stops[0]()
    names.release()
    until(lambda: not threads())
    assert sum(names.asked.values()) == MAX_THREADS + 1


def test_a_caller_that_has_stopped_waiting_gets_no_answer(names: NameServer) -> None:
    names.hang("gateway")
    look_ups = LookUps(names.getaddrinfo)
    answers: Any = queue.Queue()
    look_ups.ask("gateway", lambda _: answers.put("unwanted"))()
    look_ups.ask("gateway", lambda _: answers.put("wanted"))
    names.release()
    assert answers.get(timeout=PATIENCE_S) == "wanted"
    until(lambda: not threads())
    assert answers.empty()


def test_a_system_without_threads_is_told(monkeypatch: pytest.MonkeyPatch, names: NameServer) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fail)
    assert "no thread" in str(ask(LookUps(names.getaddrinfo), "gateway"))


def test_a_forked_process_begins_anew() -> None:
    program = """
import os, socket, threading
from ipcom.client.connection.look_ups import SYSTEM_NAMES
hang = threading.Event()
real = socket.getaddrinfo
socket.getaddrinfo = lambda *_, **__: hang.wait()
SYSTEM_NAMES.ask("gateway", print)
if not (child := os.fork()):
    socket.getaddrinfo = real
    told = threading.Event()
    SYSTEM_NAMES.ask("gateway", lambda _: told.set())
    os._exit(0 if told.wait(20) else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    command = [sys.executable, "-W", "ignore", "-c", program]
    assert subprocess.run(command, check=False, timeout=40).returncode == 0


HANGING = """
import asyncio, socket, sys, threading, time
real = socket.getaddrinfo
def getaddrinfo(host, *more, **options):
    if host == "gateway.home":
        threading.Event().wait()
    return real(host, *more, **options)
socket.getaddrinfo = getaddrinfo
"""
ASYNC = """
from ipcom import IPComClient
async def main():
    async with asyncio.timeout(0.5):
        async with IPComClient("gateway.home", username="demo", password="demo"):
            pass
try:
    asyncio.run(main())
except TimeoutError:
    pass
assert [thread.name for thread in threading.enumerate()] == ["MainThread", "ipcom-look-up"]
print(time.time(), flush=True)
"""
COMMAND_LINE = """
from ipcom.cli.app import run
code = run(["--timeout", "0.5", "--host", "gateway.home", "--username", "demo", "status"])
print(time.time(), flush=True)
sys.exit(code)
"""
MANY = """
from ipcom import IPComClient
async def main():
    clients = [IPComClient("gateway.home", username="demo", password="demo") for _ in range(64)]
    starts = [asyncio.create_task(client.start(1.0)) for client in clients]
    await asyncio.sleep(0.5)
    assert sum(thread.name == "ipcom-look-up" for thread in threading.enumerate()) == 1
    assert threading.active_count() == 2
    await asyncio.get_running_loop().run_in_executor(None, str)     # everybody else's threads are free
    await asyncio.gather(*starts, return_exceptions=True)
    await asyncio.gather(*(client.close() for client in clients))
asyncio.run(main())
print(time.time(), flush=True)
"""


@pytest.mark.parametrize(
    ("program", "code"),
    [
        pytest.param(ASYNC, 0, id="library"),
        pytest.param(COMMAND_LINE, 5, id="command line"),
        pytest.param(MANY, 0, id="64 clients"),
    ],
)
def test_a_process_ends_while_a_look_up_hangs(program: str, code: int, tmp_path: Any) -> None:
    """From the last line of the program to the end of the process: a second at most."""
    environment = {**os.environ, "IPCOM_PASSWORD": "demo", "XDG_STATE_HOME": str(tmp_path)}
    process = subprocess.run(
        [sys.executable, "-c", HANGING + program],
        check=False,
        timeout=40,
        capture_output=True,
        text=True,
        env=environment,
    )
    ended = time.time()
    assert process.returncode == code, process.stderr
    assert ended - float(process.stdout.split()[-1]) < 1.0


async def test_a_client_of_the_real_system_finds_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async with SimulatedGateway() as gateway:
        client = IPComClient("localhost", gateway.port, username="demo", password="demo")
        async with client:
            assert client.address == gateway.host
    until(lambda: not threads())
    assert not SYSTEM_NAMES._waiting


async def test_an_address_is_connected_to_without_any_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: object, **__: object) -> Any:
        raise AssertionError("an address needs no look-up")

    async with SimulatedGateway() as gateway:
        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        client = IPComClient(f"http://{gateway.host}:{gateway.port}", username="demo", password="demo")
        async with client:
            assert (client.address, client.port) == (gateway.host, gateway.port)
        assert not threads()


@pytest.mark.parametrize("host", ["[::1]", "::1", "::1%lo"])
async def test_ipv6_addresses_are_connected_to(host: str) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(hang_up, "::1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        client = IPComClient(host, port, username="demo", password="demo")
        with pytest.raises(CannotConnect, match="answer to the login"):
            await client.start()
        await client.close()


def test_a_loop_that_is_closed_before_the_answer_is_not_called(
    names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.hang("gateway")
    look_ups = LookUps(names.getaddrinfo)
    client = IPComClient("gateway", username="demo", password="demo", name_service=look_ups)

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await client.start(timeout=0.05)

    asyncio.run(give_up())
    names.release()
    until(lambda: not threads())


def test_a_start_in_another_loop_waits_for_the_same_look_up(names: NameServer) -> None:
    names.hang("gateway")
    client = IPComClient("gateway", username="demo", password="demo", name_service=LookUps(names.getaddrinfo))
    for _ in range(2):
        with pytest.raises(NameTimedOut, match="the name server does not answer"):
            asyncio.run(client.start(timeout=0.05))
    assert names.asked["gateway"] == 1
