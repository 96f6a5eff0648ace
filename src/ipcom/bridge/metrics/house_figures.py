"""The figures of one house at one moment, as they are measured. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Durations:
    """Durations by bounds in seconds; the last count has none."""

    bounds: Sequence[float]
    counts: Sequence[int]
    total: float
    """All of them together, in seconds."""


@dataclass(frozen=True, slots=True)
class ThingFigures:
    """What is counted of one thing."""

    commands: Mapping[str, int]
    presses: int
    motor_s: float | None
    """How long its motor has run; None for what has none."""


@dataclass(frozen=True, slots=True)
class HouseFigures:
    """What is counted of one house; everything that counts begins with the bridge."""

    house: str
    things: int
    gateway_up: bool
    broker_up: bool
    """Whether all its connections to the broker are up."""
    last_poll_at: float | None
    """Unix time of the last answered read; None before the first."""
    polls: Mapping[str, int]
    round_trips: Durations
    gateway_losses: int
    gateway_reconnects: int
    broker_reconnects: int
    commands: Mapping[str, int]
    command_durations: Durations
    presses: int
    motor_s: float
    motor_runs_s: Sequence[float]
    """Of each motor that runs for how long it has."""
    states: int
    published: int
    dropped: int
    by_thing: Mapping[str, ThingFigures]
    """Only by option; empty otherwise."""
