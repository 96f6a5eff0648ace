"""The line to the gateway and what is wrong with it: several things at once, each for its time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ipcom.simulator import Faults, SimulatedGateway, WriteReply
from tests.library.week.week_plan import Happening

USUAL = Faults(
    request_delay_s=0.001, delay_s=0.001, request_jitter_s=0.003, jitter_s=0.003, connect_delay_s=0.004
)
"""A house's own network."""


def changes(what: Happening, amount: float) -> Mapping[str, Any]:
    """What a trouble makes of the gateway's faults."""
    match what:
        case Happening.SLOW:
            return {
                "request_delay_s": amount * 0.6,
                "delay_s": amount * 0.4,
                "connect_delay_s": amount,
                "request_jitter_s": amount / 4,
                "jitter_s": amount / 4,
            }
        case Happening.SWING:
            return {"swing_s": amount, "swing_period_s": 300.0}
        case Happening.SILENT_WRITES:
            return {"write_reply": WriteReply.NONE}
        case Happening.SNAPSHOT_WRITES:
            return {"write_reply": WriteReply.OUTPUTS}
        case Happening.IGNORED_WRITES:
            return {"ignore_writes_percent": amount}
        case Happening.SURPLUS:
            return {"duplicate_percent": amount}
        case Happening.ODD_KEEP_ALIVES:
            return {"keep_alive_bytes": 7}
        case _:
            raise AssertionError(what)


@dataclass(frozen=True)
class _Since:
    at: float
    round_trip_s: float


class Line:
    """Sets the gateway's faults to what is wrong at present, and remembers how long round trips were."""

    def __init__(self, gateway: SimulatedGateway, rng: random.Random) -> None:
        self._gateway = gateway
        self._rng = rng
        self._active: dict[object, Mapping[str, Any]] = {}
        self._slowest = [_Since(0.0, 0.0)]
        self._apply(0.0)

    def begin(self, what: Happening, amount: float, now: float) -> object:
        """Something goes wrong; returns the key that ends it."""
        key = object()
        self._active[key] = changes(what, amount)
        self._apply(now)
        return key

    def end(self, key: object, now: float) -> None:
        """It is over."""
        del self._active[key]
        self._apply(now)

    def round_trip_s(self, begin: float, end: float) -> float:
        """The longest round trip that there may have been in between."""
        last = max(index for index, since in enumerate(self._slowest) if since.at <= begin or index == 0)
        return max(since.round_trip_s for since in self._slowest[last:] if since.at <= end)

    def _apply(self, now: float) -> None:
        faults = replace(USUAL, seed=self._rng.getrandbits(30))
        for change in self._active.values():
            faults = replace(faults, **change)
        self._gateway.faults = faults
        slowest = (
            faults.request_delay_s
            + faults.request_jitter_s
            + faults.delay_s
            + faults.jitter_s
            + 2 * faults.swing_s
        )
        self._slowest.append(_Since(now, slowest))
