"""What a position needs: the travel times of its shutter."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from .cover_store import CoverStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.devices import ShutterDevice
    from ..settings import Settings
    from .likely_times import Times


def need_times(settings: Settings, devices: Sequence[ShutterDevice], *, connected: bool = False) -> None:
    """Raise `ConfigurationError` for all devices without travel times.

    Before a name has led to its gateway, times may be stored under an address: then nothing is raised until it is
    `connected`.
    """
    store = CoverStore.of(settings)
    if not store.complete and not connected:
        return
    missing = [why for device in devices if (why := _why_missing(device, store))]
    if missing:
        raise ConfigurationError(*missing)


def _why_missing(device: ShutterDevice, store: CoverStore) -> str:
    times = store.read(device.pair).times
    name, once = device.display_name, f"ipcom cover calibrate {quote(device.key)}"
    if times.refused:
        return f"The stored travel times of {name} are not used: {times.refused}. Once: {once}"
    if times.travel is None:
        return f"The travel times of {name} are not known, so it cannot go to a position. Once: {once}"
    return ""


def doubtful(device: ShutterDevice, times: Times) -> str:
    """Return what is unlikely about times that an earlier version has stored; empty if there is nothing to say."""
    if times.travel is None or not times.doubt:
        return ""
    given = f"--up {times.travel.up:g} --down {times.travel.down:g} --yes"
    return (
        f"{device.display_name}: {times.doubt}."
        f" If that is right: ipcom cover calibrate {quote(device.key)} {given}"
    )
