"""What the shutters nearby take: a hint for the times of one that is about to be calibrated. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from .mapping import MappedCover, MappedDevice


@dataclass(frozen=True, slots=True)
class Hint:
    """The median of the measured times of some covers, in seconds, and what these are called."""

    up: float
    down: float
    names: tuple[str, ...]


def hint_for(
    own_id: str, devices: Mapping[str, MappedDevice], rooms: Mapping[str, str | None]
) -> Hint | None:
    """Return what the measured covers of the same room take, or else those of the house; None without any."""
    others = {
        key: device
        for key, device in devices.items()
        if key != own_id and isinstance(device, MappedCover) and _measured(device)
    }
    own_room = rooms.get(own_id)
    near = [cover for key, cover in others.items() if own_room and rooms.get(key) == own_room]
    return _median(near or others.values())


def _measured(cover: MappedCover) -> bool:
    return cover.options.calibrated and not cover.options.guessed


def _median(covers: Iterable[MappedCover]) -> Hint | None:
    times = [(cover.options.travel, cover.name) for cover in covers]
    known = [(travel, name) for travel, name in times if travel is not None]
    if not known:
        return None
    return Hint(
        round(median(travel.up for travel, _ in known), 1),
        round(median(travel.down for travel, _ in known), 1),
        tuple(sorted(name for _, name in known)),
    )
