"""What waits to be published."""

import asyncio

import pytest

from ipcom.bridge.broker_message import Publication
from ipcom.bridge.publish_queue import MOST_EVENTS, PublishQueue


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
