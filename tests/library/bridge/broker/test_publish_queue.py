"""What waits to be published."""

import asyncio

import pytest

from ipcom.bridge.broker.broker_message import Publication
from ipcom.bridge.broker.publish_queue import MOST_EVENTS, MOST_TRIES, PublishQueue


def state(topic: str, payload: bytes) -> Publication:
    return Publication(topic, payload, retain=True)


async def test_of_a_state_only_the_newest_waits_and_events_go_first() -> None:
    outbox = PublishQueue()
    for message in (state("a", b"1"), state("b", b"2"), state("a", b"3"), Publication("e", b"4")):
        outbox.put(message)
    taken = [(await outbox.take()).payload for _ in range(3)]
    assert taken == [b"4", b"3", b"2"]
    assert not outbox
    with pytest.raises(KeyError):
        outbox.take_now()


async def test_it_waits_for_a_message() -> None:
    outbox = PublishQueue()
    waiting = asyncio.create_task(outbox.take())
    await asyncio.sleep(0)
    outbox.put(state("a", b"1"))
    assert (await waiting).payload == b"1"


async def test_events_have_a_bound_and_states_are_forgotten_apart() -> None:
    outbox = PublishQueue()
    for number in range(MOST_EVENTS + 5):
        outbox.put(Publication("e", str(number).encode()))
    assert outbox.dropped == 5
    assert outbox.take_now().payload == b"5"
    outbox.put(state("a", b"1"))
    outbox.forget_states()
    while outbox:
        assert outbox.take_now().topic == "e"
    assert not outbox


async def test_results_that_are_waited_for_go_before_a_flood_of_others() -> None:
    outbox = PublishQueue()
    outbox.put(Publication("r", b"asked", asked=True))
    for _ in range(2 * MOST_EVENTS):
        outbox.put(Publication("e", b""))
    assert outbox.take_now().payload == b"asked"


async def test_a_flood_of_results_does_not_hold_up_the_states() -> None:
    outbox = PublishQueue()
    for number in range(4):
        outbox.put(Publication("r", b"", asked=bool(number % 2)))
        outbox.put(state(f"s{number}", b""))
    taken = [outbox.take_now().topic for _ in range(8)]
    assert taken == ["r", "s0", "r", "s1", "r", "s2", "r", "s3"]


async def test_what_did_not_reach_the_broker_is_next_but_not_for_ever() -> None:
    outbox = PublishQueue()
    for message in (Publication("a", b"1"), Publication("a", b"2")):
        outbox.put(message)
    for _ in range(MOST_TRIES - 1):
        first = outbox.take_now()
        assert first.payload == b"1"
        outbox.put_back(first)
    assert outbox.dropped == 0
    outbox.put_back(outbox.take_now())
    assert outbox.take_now().payload == b"2"
    assert outbox.dropped == 1


async def test_a_state_that_did_not_reach_the_broker_gives_way_to_a_newer_one() -> None:
    outbox = PublishQueue()
    outbox.put(state("a", b"1"))
    old = outbox.take_now()
    outbox.put_back(old)
    assert outbox.take_now().payload == b"1"
    outbox.put(state("a", b"2"))
    outbox.put_back(old)
    assert outbox.take_now().payload == b"2"
    assert not outbox


async def test_a_full_queue_keeps_the_newest() -> None:
    outbox = PublishQueue()
    for number in range(MOST_EVENTS):
        outbox.put(Publication("e", str(number).encode()))
    outbox.put_back(Publication("e", b"old"))
    assert outbox.take_now().payload == b"0"


async def test_the_task_that_empties_it_is_seen_at_work_also_without_a_message() -> None:
    outbox = PublishQueue()
    waiting = asyncio.create_task(outbox.take())
    await asyncio.sleep(0)
    before = outbox.turns
    outbox.nudge()
    await asyncio.sleep(0)
    assert outbox.turns > before
    assert not waiting.done()
    waiting.cancel()
