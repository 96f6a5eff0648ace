"""How much of everything is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Counts, and seconds where the name ends in _s; by default what the figures are made with."""

    rate_s: float = 60.0
    commands: int = 100
    stalls_s: float = 60.0
    scenes: int = 6
    losses: int = 16
    presses: int = 1050
    pairs: int = 400
    pressed_days: float = 7.0
    flap_commands: int = 500
    outages: int = 24
    processes: int = 15
    idle_s: float = 20.0
    gateways: int = 1000
    gateways_s: float = 30.0
    accuracy_seeds: int = 3
    accuracy_rounds: int = 10
    distance_motors: int = 60
    tilt_motors: int = 30
    hours: float = 24.0


FULL = Effort()

QUICK = Effort(
    rate_s=5,
    commands=8,
    stalls_s=8,
    scenes=1,
    losses=2,
    presses=96,
    pairs=20,
    pressed_days=0.1,
    flap_commands=60,
    outages=4,
    processes=3,
    idle_s=3,
    gateways=60,
    gateways_s=4,
    accuracy_seeds=1,
    accuracy_rounds=1,
    distance_motors=1,
    tilt_motors=1,
    hours=2,
)
