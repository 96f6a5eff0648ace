"""Two ends without a socket behave as a socket's would."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.simulator.gateway.memory_transport import MemoryTransport, connect_in_memory

pytestmark = pytest.mark.virtual_time


class Recorder(asyncio.Protocol):
    """Remembers everything that happens to it."""

    def __init__(self, *, keeps_open: bool = False) -> None:
        self.keeps_open = keeps_open
        self.seen: list[object] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, MemoryTransport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.seen.append(data)

    def eof_received(self) -> bool:
        self.seen.append("eof")
        return self.keeps_open

    def connection_lost(self, exc: Exception | None) -> None:
        self.seen.append(type(exc))


async def turn() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_bytes_go_both_ways_and_the_end_comes_after_them() -> None:
    recorder = Recorder()
    reader, writer = connect_in_memory(recorder)
    writer.write(b"hello")
    recorder.transport.write(b"you")
    recorder.transport.write(b"")
    assert await reader.readexactly(3) == b"you"
    writer.close()
    await writer.wait_closed()
    await turn()
    assert recorder.seen == [b"hello", "eof", type(None)]
    recorder.transport.write(b"too late")
    recorder.transport.close()


async def test_one_end_may_stop_writing_and_go_on_reading() -> None:
    recorder = Recorder(keeps_open=True)
    reader, writer = connect_in_memory(recorder)
    assert writer.can_write_eof()
    writer.write_eof()
    await turn()
    recorder.transport.write(b"still")
    assert await reader.readexactly(5) == b"still"
    assert recorder.seen == ["eof"]
    writer.close()
    await writer.wait_closed()


async def test_an_abort_is_a_reset_for_the_other_end() -> None:
    recorder = Recorder()
    reader, writer = connect_in_memory(recorder)
    recorder.transport.abort()
    with pytest.raises(ConnectionResetError):
        await reader.read()
    assert writer.is_closing()
    assert recorder.seen == [type(None)]


async def test_bytes_that_arrive_during_a_pause_wait() -> None:
    recorder = Recorder()
    _, writer = connect_in_memory(recorder)
    recorder.transport.pause_reading()
    assert not recorder.transport.is_reading()
    writer.write(b"a")
    writer.close()
    await turn()
    assert recorder.seen == []
    recorder.transport.resume_reading()
    await turn()
    assert recorder.seen == [b"a", "eof", type(None)]


async def test_bytes_for_an_end_that_closed_are_lost() -> None:
    recorder = Recorder()
    _, writer = connect_in_memory(recorder)
    writer.write(b"a")
    recorder.transport.close()
    await turn()
    assert recorder.seen == [type(None)]
    writer.close()


async def test_there_is_nothing_to_buffer_and_the_owner_may_change() -> None:
    recorder = Recorder()
    _, writer = connect_in_memory(recorder)
    heir = Recorder()
    recorder.transport.set_write_buffer_limits(high=10)
    assert recorder.transport.get_write_buffer_size() == 0
    recorder.transport.set_protocol(asyncio.BaseProtocol())
    assert recorder.transport.get_protocol() is recorder
    recorder.transport.set_protocol(heir)
    writer.write(b"a")
    await turn()
    assert heir.seen == [b"a"]
    writer.close()
    await turn()
