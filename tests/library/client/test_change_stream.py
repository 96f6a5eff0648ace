"""State changes as an async iterator."""

import asyncio
import gc
from typing import Any

import pytest

from ipcom.client.change_stream import ChangeStream
from ipcom.client.subscriptions import Subscriptions
from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot

LAMP, OTHER = OutputAddress(1, 1), OutputAddress(1, 2)
PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1))


def snapshot(value: Any = 0) -> Any:
    return StateSnapshot(bytes([value] + [0] * 127), timestamp=0.0, asked_at=0.0, received_at=0.0)


def change(*changes: Any, value: Any = 0, previous: Any = None, both_on: Any = ()) -> Any:
    caused = tuple(CausedChange(address, old, new, own=False) for address, old, new in changes)
    return StateChange(snapshot(value), snapshot(value), previous, caused, caused, both_on)


def make_stream() -> Any:
    news: Subscriptions[StateChange] = Subscriptions("state")
    ended: Subscriptions[None] = Subscriptions("end")
    return news, ended, ChangeStream(news.add, ended.add)


async def test_changes_come_as_they_happen() -> None:
    news, _, stream = make_stream()
    news.tell(change((LAMP, 0, 255)))
    assert (await anext(stream)).changes[0].new == 255
    news.tell(change((LAMP, 255, 0)))
    assert (await anext(stream)).changes[0].new == 0


async def test_changes_that_the_reader_has_not_taken_merge_per_output() -> None:
    news, _, stream = make_stream()
    first = snapshot(9)
    news.tell(change((LAMP, 0, 1), previous=first))
    news.tell(change((LAMP, 1, 2), (OTHER, 0, 5), both_on=(PAIR,)))
    news.tell(change((LAMP, 2, 3), value=3, both_on=(PAIR,)))
    merged = await anext(stream)
    assert [(c.address, c.old, c.new) for c in merged.changes] == [(LAMP, 0, 3), (OTHER, 0, 5)]
    assert merged.observed_changes == merged.changes
    assert merged.snapshot.value(LAMP) == 3
    assert merged.previous is first
    assert merged.both_on == (PAIR,)


async def test_an_output_that_changed_back_meanwhile_is_no_change() -> None:
    news, _, stream = make_stream()
    news.tell(change((LAMP, 0, 255)))
    news.tell(change((LAMP, 255, 0)))
    reader = asyncio.create_task(anext(stream))
    await asyncio.sleep(0)
    news.tell(change((LAMP, 0, 1)))
    news.tell(change((LAMP, 1, 0)))
    await asyncio.sleep(0)
    news.tell(change((OTHER, 0, 7)))
    assert (await reader).changes[0].address == OTHER


async def test_a_stream_ends_with_the_client_after_the_changes_that_wait() -> None:
    news, ended, stream = make_stream()
    news.tell(change((LAMP, 0, 255)))
    ended.tell(None)
    assert len([change async for change in stream]) == 1
    assert len(news) == len(ended) == 0


async def test_a_waiting_reader_is_ended_too() -> None:
    _, ended, stream = make_stream()
    reader = asyncio.create_task(anext(stream, "ended"))
    await asyncio.sleep(0)
    ended.tell(None)
    assert await reader == "ended"


async def test_closing_drops_what_waits() -> None:
    news, _, stream = make_stream()
    news.tell(change((LAMP, 0, 255)))
    await stream.close()
    with pytest.raises(StopAsyncIteration):
        await anext(stream)
    assert len(news) == 0


async def test_a_reader_that_stops_reading_is_forgotten() -> None:
    news, ended, stream = make_stream()
    del stream
    gc.collect()
    news.tell(change((LAMP, 0, 255)))
    assert len(news) == len(ended) == 0


def test_a_stream_closes_as_the_client_does() -> None:
    _, _, stream = make_stream()
    with pytest.raises(AttributeError):
        _ = stream.aclose
