"""A house whose left shutter has runs behind it, as its file keeps them."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover
from tests.integration.homes import Home

SUBENTRY = "subentry_5_2"
UP_S, DOWN_S = 18.9, 17.5
"""The known times; the motor takes 21.0 and 19.5."""
FIRST_AT = 1_790_000_000.0
"""In September 2026."""
DAY_S = 86400.0


def with_times(home: Home, **options: Any) -> Home:
    """Give the left shutter travel times that are a tenth too short."""
    known = {"travel_up": UP_S, "travel_down": DOWN_S, **options}
    devices = tuple(
        replace(device, options=CoverOptions(**known))
        if isinstance(device, MappedCover) and f"subentry_{device.local_id}" == SUBENTRY
        else device
        for device in home.devices
    )
    return replace(home, devices=devices)


def stopped(travel: float, count: int = 60, seed: int = 0) -> list[list[object]]:
    """Runs from the other end, which people stopped a little after `travel` seconds, one a day."""
    rng = random.Random(seed)

    def seconds() -> float:
        return round(travel + 0.6 * rng.lognormvariate(0.0, 0.5) + rng.uniform(-0.2, 0.2), 3)

    return [[FIRST_AT + day * DAY_S, seconds(), "end", 0.55, 0.0, True, False] for day in range(count)]


def cut_by_timer(length: float, count: int = 40) -> list[list[object]]:
    """Runs that a timer of the bus cut."""
    rng = random.Random(2)
    return [
        [
            FIRST_AT + day * DAY_S,
            round(length + rng.uniform(-0.15, 0.15), 3),
            "elsewhere",
            0.55,
            0.0,
            True,
            False,
        ]
        for day in range(count)
    ]


def key_of(home: Home) -> str:
    """The key of the file."""
    return f"ipcom.{home.entry.entry_id}.runs"


def put(
    home: Home,
    storage: dict[str, Any],
    *,
    up: list[list[object]] | None = None,
    down: list[list[object]] | None = None,
    times: tuple[float, float] = (UP_S, DOWN_S),
) -> None:
    """Store runs of the left shutter; by default those that speak for 21.0 and 19.5 s."""
    runs = {
        "up": stopped(21.0) if up is None else up,
        "down": stopped(19.5, seed=2) if down is None else down,
    }
    data = {SUBENTRY: {"basis": ["5/2", "5/1", *times, 0.0], "runs": runs}}
    storage[key_of(home)] = {"version": 1, "minor_version": 1, "key": key_of(home), "data": data}


def count_logins(gateway: Any) -> Callable[[], int]:
    """Count the logins at a gateway from now on; return what says how many there were."""
    seen: list[int] = []
    enter = gateway.logins.enter

    def entered(connection: int, bus: int) -> None:
        seen.append(connection)
        enter(connection, bus)

    gateway.logins.enter = entered
    return lambda: len(seen)


__all__ = [
    "DOWN_S",
    "SUBENTRY",
    "UP_S",
    "count_logins",
    "cut_by_timer",
    "key_of",
    "put",
    "stopped",
    "with_times",
]
