"""What waits to be published for Homie."""

import pytest

from ipcom.bridge.broker.broker_message import Publication
from ipcom.bridge.homie.homie_queue import HomieQueue


def kept(topic: str, payload: bytes) -> Publication:
    return Publication(topic, payload, 2, retain=True)


def taken(queue: HomieQueue) -> list[tuple[str, bytes]]:
    found = []
    while queue:
        message = queue.take_now()
        found.append((message.topic, message.payload))
    return found


async def test_an_announcement_keeps_its_order_and_comes_first() -> None:
    queue = HomieQueue()
    queue.put(Publication("event", b"1"))
    queue.put(kept("value", b"old"))
    queue.put_in_order([kept("state", b"init"), kept("value", b"new"), kept("state", b"ready")])
    queue.put(kept("state", b"lost"))
    assert (await queue.take()).payload == b"init"
    assert taken(queue) == [("value", b"new"), ("state", b"ready"), ("event", b"1"), ("state", b"lost")]


def test_of_what_changes_the_newest_waits_behind_all_others() -> None:
    queue = HomieQueue()
    for message in (kept("value", b"1"), kept("target", b"2"), kept("value", b"2")):
        queue.put(message)
    assert taken(queue) == [("target", b"2"), ("value", b"2")]


def test_nothing_is_left_of_what_is_forgotten() -> None:
    queue = HomieQueue()
    queue.put_in_order([kept("state", b"init")])
    queue.put(kept("value", b"1"))
    queue.put(Publication("event", b"1"))
    queue.forget_all()
    assert not queue
    with pytest.raises(KeyError):
        queue.take_now()


def test_what_did_not_reach_the_broker_is_the_next() -> None:
    queue = HomieQueue()
    queue.put_in_order([kept("state", b"init"), kept("state", b"ready")])
    queue.put(kept("state", b"disconnected"))
    queue.put_back(queue.take_now())
    queue.put_back(Publication("event", b"1"))
    assert taken(queue) == [
        ("state", b"init"),
        ("state", b"ready"),
        ("event", b"1"),
        ("state", b"disconnected"),
    ]


def test_each_message_is_seen_as_work() -> None:
    queue = HomieQueue()
    queue.put_in_order([kept("state", b"init"), kept("state", b"ready")])
    taken(queue)
    assert queue.turns == 2
