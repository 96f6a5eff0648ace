"""Finding a device by a name that was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from ..errors import ConfigurationError
from ..sentence import Message
from .mistakes import ArgumentMistake
from .near_match import near_matches, suggested

NAMES_SHOWN = 8
"""More names than this do not help in one line."""


class Keyed(Protocol):
    """What can be found."""

    @property
    def key(self) -> str:
        """The name that is its own."""
        ...


D = TypeVar("D", bound=Keyed)
Names = Sequence[tuple[str, D]]
"""Devices and what they are called; one may have several names."""


def find_device(name: str, keys: Names[D], titles: Names[D]) -> D:
    """The device called `name`, by a key or else by a title, in any case.

    Raises `ConfigurationError` naming near matches, or all that share the name.
    """
    wanted = name.strip().casefold()
    found = _called(wanted, keys) or _called(wanted, titles)
    if not found:
        raise ConfigurationError(_unknown(name, [key for key, _ in keys], [title for title, _ in titles]))
    if len(found) > 1:
        raise ConfigurationError(_shared(name, [device.key for device in found]))
    return found[0]


def _shared(name: str, keys: list[str]) -> Message:
    return ArgumentMistake.DEVICE_NAME_SHARED(name=name, count=len(keys), keys=", ".join(keys))


def _called(wanted: str, names: Names[D]) -> list[D]:
    return list(dict.fromkeys(device for name, device in names if name.casefold() == wanted))


def _unknown(name: str, keys: list[str], titles: Iterable[str]) -> Message:
    if not keys:
        return ArgumentMistake.NO_DEVICES(name=name)
    near = near_matches(name, [*keys, *titles])
    if near:
        return ArgumentMistake.NO_SUCH_DEVICE_BUT(name=name, near=suggested(near))
    return ArgumentMistake.NO_SUCH_DEVICE(name=name, known=_some(keys))


def _some(keys: list[str]) -> str:
    more = ", ..." if len(keys) > NAMES_SHOWN else ""
    return f"{', '.join(keys[:NAMES_SHOWN])}{more}"
