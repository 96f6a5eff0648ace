"""Telling those who asked."""

import logging
from typing import Any

import pytest

from ipcom.client.subscriptions import Subscriptions


def test_every_subscriber_is_told_everything_in_order() -> None:
    subscriptions: Subscriptions[Any] = Subscriptions("state")
    first: list[Any] = []
    second: list[Any] = []
    subscriptions.add(first.append)
    subscriptions.add(second.append)
    for news in range(3):
        subscriptions.tell(news)
    assert first == second == [0, 1, 2]


def test_a_subscriber_that_unsubscribed_is_told_nothing_and_may_do_so_twice() -> None:
    subscriptions: Subscriptions[Any] = Subscriptions("state")
    heard: list[Any] = []
    unsubscribe = subscriptions.add(heard.append)
    unsubscribe()
    unsubscribe()
    subscriptions.tell(1)
    assert heard == []
    assert len(subscriptions) == 0


def test_an_exception_of_one_subscriber_never_reaches_another_and_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    subscriptions: Subscriptions[Any] = Subscriptions("state")
    heard: list[Any] = []

    def broken(news: Any) -> None:
        raise ValueError("a mistake of the subscriber")

    subscriptions.add(broken)
    subscriptions.add(heard.append)
    with caplog.at_level(logging.ERROR):
        subscriptions.tell("news")
    assert heard == ["news"]
    assert "a mistake of the subscriber" in caplog.text
    assert "in broken" in caplog.text


def test_a_change_that_a_callback_causes_waits_until_all_were_told_the_present_one() -> None:
    subscriptions: Subscriptions[Any] = Subscriptions("state")
    heard: list[Any] = []

    def echo(news: Any) -> None:
        if news == "first":
            subscriptions.tell("second")

    subscriptions.add(echo)
    subscriptions.add(heard.append)
    subscriptions.tell("first")
    assert heard == ["first", "second"]


def test_a_callback_may_unsubscribe_another_on_the_way() -> None:
    subscriptions: Subscriptions[Any] = Subscriptions("state")
    heard: list[Any] = []
    subscriptions.add(lambda news: unsubscribe())
    unsubscribe = subscriptions.add(heard.append)
    subscriptions.tell("news")
    assert heard == []
