"""The checks of arguments: what passes, and what a wrong one is told."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model import arguments


class Unspeakable:
    """Its text cannot be had."""

    def __repr__(self) -> str:
        raise RuntimeError("no text")


async def coroutine_function(_change: object) -> None:
    """What nobody would await."""


def refusal(check: Any, *arguments_: Any) -> str:
    with pytest.raises(ConfigurationError) as refused:
        check(*arguments_)
    return str(refused.value)


@pytest.mark.parametrize("value", ["5000", 5000.0, True, None, 0, 65536, b"\x01"])
def test_a_whole_number_in_range_is_one(value: Any) -> None:
    assert refusal(arguments.check_whole, "port", value, 1, 65535) == (
        f"port is {value!r} (write a whole number from 1 to 65535)"
    )


@pytest.mark.parametrize("value", ["1", True, None, math.nan, -0.1, 10.1, 1j])
def test_a_number_is_neither_a_text_nor_a_flag_nor_nan(value: Any) -> None:
    assert "write a number from 0 to 10" in refusal(arguments.check_number, "pause", value, 0, 10)


def test_a_range_that_is_open_says_so() -> None:
    assert "(write a number)" in refusal(arguments.check_number, "time", "x")
    assert "(write a number of at least 0)" in refusal(arguments.check_number, "time", -1, 0)


@pytest.mark.parametrize("value", [1, "yes", None])
def test_a_flag_is_true_or_false(value: Any) -> None:
    assert "write True or False" in refusal(arguments.check_flag, "undeclared", value)


@pytest.mark.parametrize("value", [None, b"hunter2", 7, "hunter2\udc80"])
def test_a_secret_is_never_quoted(value: Any) -> None:
    assert "hunter2" not in refusal(arguments.check_secret, "password", value)


@pytest.mark.parametrize("value", ["", "plain", "caf\u00e9"])
def test_a_secret_may_be_any_text(value: str) -> None:
    assert arguments.check_secret("password", value) == value


@pytest.mark.parametrize("value", [None, "print", 3])
def test_a_callback_can_be_called(value: Any) -> None:
    assert "give a function" in refusal(arguments.check_callback, "callback", value)


def test_a_callback_is_not_awaited_so_it_may_not_be_a_coroutine_function() -> None:
    assert "plain function" in refusal(arguments.check_callback, "callback", coroutine_function)
    arguments.check_callback("callback", print)
    arguments.check_callback("callback", lambda change: None)


@pytest.mark.parametrize("value", [None, "5/2", b"5/2", {}, 5])
def test_a_list_is_no_text_and_no_mapping(value: Any) -> None:
    assert "give a list" in refusal(arguments.check_items, "shutters", value, "give a list")


def test_the_items_of_an_iterator_are_kept() -> None:
    assert arguments.check_items("shutters", iter([1, 2]), "") == (1, 2)


@pytest.mark.parametrize("value", [None, [], "a"])
def test_a_mapping_is_copied(value: Any) -> None:
    assert "give a dict" in refusal(arguments.check_mapping, "kinds", value, "give a dict")
    original = {1: 2}
    copy = arguments.check_mapping("kinds", original, "")
    original[3] = 4
    assert copy == {1: 2}


def test_an_object_with_the_methods_is_asked_for_not_its_class() -> None:
    arguments.check_methods("clock", "text", ["upper"], "")
    assert "is <class 'str'>" in refusal(arguments.check_methods, "clock", str, ["upper"], "make one")
    assert "make one" in refusal(arguments.check_methods, "clock", "text", ["monotonic"], "make one")


def test_all_problems_are_told_at_once() -> None:
    message = refusal(
        arguments.check_all,
        lambda: arguments.check_text("name", 1),
        lambda: arguments.check_text("key", "fine"),
        lambda: arguments.check_text("icon", 2),
    )
    assert message.splitlines() == [
        'name is 1 (write it in quotes, like "text")',
        'icon is 2 (write it in quotes, like "text")',
    ]


def test_the_message_survives_any_value() -> None:
    assert "of type Unspeakable" in refusal(arguments.check_text, "name", Unspeakable())
    assert len(refusal(arguments.check_whole, "port", "x" * 10_000, 1, 2)) < 200
