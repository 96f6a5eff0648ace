"""The shape that a JSON or YAML file must have: which keys, which of them always, and what the texts may hold.

A shape is a function of a value and its path that returns what is wrong with it, all of it and not only the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Shape = Callable[[object, str], Iterator[str]]

ANY_KEY = re.compile(r".+")
SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
TRANSLATION_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def anything(_value: object, _path: str) -> Iterator[str]:
    """Nothing is wrong."""
    yield from ()


def some_text(value: object, path: str) -> Iterator[str]:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        yield f"{path} must be a text"


def boolean(value: object, path: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield f"{path} must be true or false"


def icon(value: object, path: str) -> Iterator[str]:
    """The name of an icon of the set that Home Assistant ships."""
    if not (isinstance(value, str) and re.fullmatch(r"mdi:[a-z0-9]+(?:-[a-z0-9]+)*", value)):
        yield f"{path} must be an icon such as mdi:lamp"


def fields(required: Mapping[str, Shape] | None = None, /, **optional: Shape) -> Shape:
    """An object with these keys and no others."""
    needed = required or {}
    known = {**optional, **needed}

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{path or 'the file'} must be an object"
            return
        for key in needed.keys() - value.keys():
            yield f"{below(path, key)} is missing"
        for key, inner in value.items():
            yield from known.get(key, _unknown)(inner, below(path, key))

    return check


def each(inner: Shape, key_form: re.Pattern[str] = SLUG) -> Shape:
    """An object whose keys are names, and whose values all have the same shape."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{path or 'the file'} must be an object"
            return
        for key, each_value in value.items():
            if not key_form.fullmatch(str(key)):
                yield f"{below(path, key)} is no key: small letters, digits and single underscores"
            yield from inner(each_value, below(path, key))

    return check


def both(*shapes: Shape) -> Shape:
    """A value that has every one of some shapes."""
    return lambda value, path: (fault for shape in shapes for fault in shape(value, path))


def below(path: str, key: object) -> str:
    """Return the path of a key."""
    return f"{path}.{key}" if path else str(key)


def _unknown(_value: object, path: str) -> Iterator[str]:
    yield f"{path} is not known"
