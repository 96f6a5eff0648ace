"""Checks of what callers pass in: each raises `ConfigurationError` saying what is wrong and what to write.

Types are not enforced when a program runs, and a wrong object that gets as far as the planner fails
there, in the middle of the work for other callers. So every public call checks its arguments first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from math import inf, isnan
from typing import NamedTuple, TypeGuard, TypeVar

from ..errors import ConfigurationError, Problem
from ..sentence import Message
from .mistakes import ArgumentMistake

T = TypeVar("T")

LONGEST_QUOTE = 60
"""Characters of a wrong value that a message shows: enough to recognise it."""
TEXT_FIX = 'write it in quotes, like "text"'


class Attribute(NamedTuple):
    """An attribute, what a message calls it, of which type it is, and what to write instead of a wrong one."""

    name: str
    what: str
    kind: type | tuple[type, ...]
    fix: str


def check_type(what: str, value: object, kind: type[T] | tuple[type[T], ...], fix: str) -> T:
    """Return the value if it is of that type; `fix` says what to write instead."""
    if isinstance(value, kind):
        return value
    raise wrong(what, value, fix)


def check_flag(what: str, value: object) -> bool:
    """Return True or False, if it is one of the two and not only counts as one."""
    if isinstance(value, bool):
        return value
    raise wrong(what, value, "write True or False")


def check_whole(what: str, value: object, low: int, high: int, fix: str = "") -> int:
    """Return a whole number from `low` to `high`; True and False are none."""
    if type(value) is int and low <= value <= high:
        return value
    wrong_number = ArgumentMistake.NO_WHOLE_NUMBER(argument=what, value=quoted(value), low=low, high=high)
    raise ConfigurationError(Problem(wrong_number, fix))


def check_number(what: str, value: object, low: float = -inf, high: float = inf, fix: str = "") -> float:
    """Return a number from `low` to `high`; True, False and NaN are none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise ConfigurationError(Problem(_no_number(what, quoted(value), low, high), fix))


def check_text(what: str, value: object, fix: str = TEXT_FIX) -> str:
    """Return a string, which may be empty."""
    if isinstance(value, str):
        return value
    raise wrong(what, value, fix)


def check_secret(what: str, value: object) -> str:
    """Return a string that can be written as UTF-8; no message quotes it."""
    if not isinstance(value, str):
        raise ConfigurationError(
            Problem(ArgumentMistake.SECRET_NO_TEXT(argument=what, value=_named(type(value))))
        )
    if not value.isascii() and not _encodes(value):
        raise ConfigurationError(Problem(ArgumentMistake.SECRET_UNSENDABLE(argument=what)))
    return value


def check_callback(what: str, value: object) -> None:
    """Accept a plain function or method."""
    if not callable(value):
        raise wrong(what, value, "give a function that takes one argument")
    code = getattr(value, "__code__", None)
    if code is not None and code.co_flags & _COROUTINE:
        raise wrong(what, value, "give a plain function; it may start a task for what has to be awaited")


_COROUTINE = 0x80
"""`inspect.CO_COROUTINE`; importing `inspect` for it would cost the command line 5 ms."""


def check_mapping(what: str, value: object, fix: str) -> dict[object, object]:
    """Return a copy of a mapping, so that nothing changes it afterwards."""
    if isinstance(value, Mapping):
        return dict(value)
    raise wrong(what, value, fix)


def check_items(what: str, value: object, fix: str) -> tuple[object, ...]:
    """Return the items of an iterable other than a string or bytes."""
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return tuple(value)
    raise wrong(what, value, fix)


def check_attributes(value: object, attributes: Iterable[Attribute]) -> None:
    """Accept an object whose attributes are of these types; one error lists every wrong one."""
    wrong_ones = [each for each in attributes if not isinstance(getattr(value, each.name), each.kind)]
    if wrong_ones:
        raise ConfigurationError(
            *(_wrong_argument(each.what, getattr(value, each.name), each.fix) for each in wrong_ones)
        )


def check_methods(what: str, value: object, methods: Iterable[str], fix: str) -> None:
    """Accept an object that has these methods; a class is none."""
    if isinstance(value, type) or not all(callable(getattr(value, name, None)) for name in methods):
        raise wrong(what, value, fix)


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is an int or a float, and neither a bool nor NaN."""
    if isinstance(value, float):
        return not isnan(value)
    return isinstance(value, int) and not isinstance(value, bool)


def wrong(what: str, value: object, fix: str) -> ConfigurationError:
    """Return the error for a value that cannot be used."""
    return ConfigurationError(_wrong_argument(what, value, fix))


def _wrong_argument(what: str, value: object, fix: str) -> Problem:
    return Problem(ArgumentMistake.ARGUMENT_WRONG(argument=what, value=quoted(value)), fix)


def check_all(*checks: Callable[[], T]) -> list[T]:
    """Make all checks and return what they return, or raise one error that lists every problem."""
    checked: list[T] = []
    problems: list[Problem] = []
    for check in checks:
        try:
            checked.append(check())
        except ConfigurationError as error:
            problems += error.problems
    if problems:
        raise ConfigurationError(*problems)
    return checked


def checked_each(values: Collection[object], kind: type[T], check: Callable[[object], T]) -> list[T]:
    """Return the values, which are all of that type; else raise one error with what `check` says of the others."""
    check_all(*(partial(check, value) for value in values if not isinstance(value, kind)))
    return [value for value in values if isinstance(value, kind)]


def quoted(value: object) -> str:
    """Return a wrong value as a message shows it: not too long, and never raising."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a message must not fail because of what it is about
        return _named(type(value))
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}..."


def _named(kind: type) -> str:
    return "None" if kind is type(None) else f"of type {kind.__name__}"


def _no_number(what: str, value: str, low: float, high: float) -> Message:
    if high < inf:
        return ArgumentMistake.NUMBER_OUT_OF_RANGE(argument=what, value=value, low=low, high=high)
    if low > -inf:
        return ArgumentMistake.NUMBER_TOO_LOW(argument=what, value=value, low=low)
    return ArgumentMistake.NO_NUMBER(argument=what, value=value)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
