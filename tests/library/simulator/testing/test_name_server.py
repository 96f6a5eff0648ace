"""A name server that answers as it was told, in the loop's time and in a thread's."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest

from ipcom.simulator import NameServer

HOST = "gateway.home"
FIRST, SECOND = "192.168.1.20", "192.168.1.77"


def now() -> float:
    return asyncio.get_running_loop().time()


async def addresses(names: NameServer, host: str = HOST) -> list[str]:
    return [str(info[4][0]) for info in await names.resolve(host, 5000)]


@pytest.mark.virtual_time
async def test_a_name_has_its_addresses_in_order() -> None:
    names = NameServer()
    names.answer(HOST, FIRST, SECOND)
    assert await addresses(names) == [FIRST, SECOND]
    assert names.asked[HOST] == 1


@pytest.mark.virtual_time
@pytest.mark.parametrize("host", [FIRST, "::1"])
async def test_an_address_is_itself_and_no_question(host: str) -> None:
    names = NameServer()
    names.go_down()
    assert await addresses(names, host) == [host]
    assert not names.asked


@pytest.mark.virtual_time
async def test_an_answer_may_take_its_time() -> None:
    names = NameServer()
    names.answer(HOST, FIRST, after_s=3.0)
    began = now()
    await addresses(names)
    assert now() - began == pytest.approx(3.0)


@pytest.mark.virtual_time
async def test_a_name_may_get_another_address() -> None:
    names = NameServer()
    names.answer(HOST, FIRST)
    names.answer(HOST, SECOND)
    assert await addresses(names) == [SECOND]


@pytest.mark.virtual_time
async def test_an_unknown_name_is_an_error_at_once_or_later() -> None:
    names = NameServer()
    with pytest.raises(socket.gaierror, match="not known"):
        await addresses(names)
    names.fail(HOST, after_s=2.0)
    began = now()
    with pytest.raises(socket.gaierror, match="not known"):
        await addresses(names)
    assert now() - began == pytest.approx(2.0)


@pytest.mark.virtual_time
async def test_a_question_may_hang_and_the_next_be_answered() -> None:
    names = NameServer()
    names.hang(HOST)
    hanging = asyncio.create_task(addresses(names))
    await asyncio.sleep(3600)
    assert names.waiting == 1
    names.answer(HOST, FIRST)
    assert await addresses(names) == [FIRST]
    assert not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    assert names.waiting == 0


@pytest.mark.virtual_time
async def test_a_server_may_go_down_and_come_back() -> None:
    names = NameServer()
    names.answer(HOST, FIRST)
    names.go_down()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(addresses(names), 60.0)
    names.come_back()
    assert await addresses(names) == [FIRST]


def test_a_thread_gets_what_getaddrinfo_would_give() -> None:
    names = NameServer()
    names.answer(HOST, FIRST, "::1", after_s=0.01)
    began = time.monotonic()
    found = names.getaddrinfo(HOST, 5000, type=socket.SOCK_STREAM)
    assert time.monotonic() - began >= 0.01
    assert found == [
        (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (FIRST, 5000)),
        (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("::1", 5000, 0, 0)),
    ]
    assert names.getaddrinfo(HOST, 5000, socket.AF_INET6) == found[1:]


def test_a_thread_hangs_until_it_is_released() -> None:
    names = NameServer()
    names.hang(HOST)
    errors: list[OSError] = []

    def ask() -> None:
        try:
            names.getaddrinfo(HOST, 5000)
        except OSError as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while not names.waiting:
        time.sleep(0.001)
    names.release()
    thread.join(5.0)
    assert [error.errno for error in errors] == [socket.EAI_AGAIN]
    assert names.waiting == 0
