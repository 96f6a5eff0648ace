"""Finding a device by a name that was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from ..errors import ConfigurationError
from .near_match import did_you_mean

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
        shared = ", ".join(device.key for device in found)
        raise ConfigurationError(f'"{name}" is the name of {len(found)} devices: use a key ({shared}).')
    return found[0]


def _called(wanted: str, names: Names[D]) -> list[D]:
    return list(dict.fromkeys(device for name, device in names if name.casefold() == wanted))


def _unknown(name: str, keys: list[str], titles: Iterable[str]) -> str:
    if not keys:
        return f'There is no device "{name}": no devices are known, load a devices.yaml.'
    return f'There is no device "{name}". {did_you_mean(name, [*keys, *titles]) or _some(keys)}'


def _some(keys: list[str]) -> str:
    more = ", ..." if len(keys) > NAMES_SHOWN else ""
    return f"Known are: {', '.join(keys[:NAMES_SHOWN])}{more}."
