"""The metrics of a house: their names, their labels, what they say, and where they come from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .house_figures import Durations, HouseFigures

    Samples = Iterable[tuple[tuple[str, ...], "float | Durations | None"]]
    """Each with its labels beside `house`; None is left out."""


class MetricKind(StrEnum):
    """What Prometheus makes of it."""

    GAUGE = "gauge"
    COUNTER = "counter"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One metric of each house."""

    name: str
    kind: MetricKind
    says: str
    read: Callable[[HouseFigures], Samples]
    labels: tuple[str, ...] = ("house",)


def _one(
    name: str, kind: MetricKind, says: str, value: Callable[[HouseFigures], float | Durations | None]
) -> MetricRow:
    return MetricRow(name, kind, says, lambda house: [((), value(house))])


def _by_outcome(name: str, says: str, value: Callable[[HouseFigures], Mapping[str, int]]) -> MetricRow:
    return MetricRow(
        name,
        MetricKind.COUNTER,
        says,
        lambda house: (((outcome,), count) for outcome, count in value(house).items()),
        ("house", "outcome"),
    )


def _thing_commands(house: HouseFigures) -> Iterator[tuple[tuple[str, ...], float]]:
    for name, thing in house.by_thing.items():
        yield from (((name, outcome), count) for outcome, count in thing.commands.items())


_GAUGE, _COUNTER, _HISTOGRAM = MetricKind

METRICS = (
    _one("ipcom_things", _GAUGE, "Things of the house.", lambda it: it.things),
    _one(
        "ipcom_gateway_up", _GAUGE, "1 while the link to the gateway is up, else 0.", lambda it: it.gateway_up
    ),
    _one(
        "ipcom_broker_up",
        _GAUGE,
        "1 while all connections of the house to the broker are up, else 0.",
        lambda it: it.broker_up,
    ),
    _one(
        "ipcom_last_poll_timestamp_seconds",
        _GAUGE,
        "When the gateway answered a poll last, in Unix time; missing before the first answer.",
        lambda it: it.last_poll_at,
    ),
    _by_outcome(
        "ipcom_polls_total",
        "Polls of the gateway: answered, or skipped since the link was busy.",
        lambda it: it.polls,
    ),
    _one(
        "ipcom_round_trip_seconds",
        _HISTOGRAM,
        "How long the gateway took to answer a poll.",
        lambda it: it.round_trips,
    ),
    _one(
        "ipcom_gateway_losses_total",
        _COUNTER,
        "How often the link to the gateway broke: a poll was not answered in time, or the gateway closed it.",
        lambda it: it.gateway_losses,
    ),
    _one(
        "ipcom_gateway_reconnects_total",
        _COUNTER,
        "How often the link to the gateway came back.",
        lambda it: it.gateway_reconnects,
    ),
    _one(
        "ipcom_broker_reconnects_total",
        _COUNTER,
        "How often a connection of the house to the broker came back.",
        lambda it: it.broker_reconnects,
    ),
    _by_outcome(
        "ipcom_commands_total",
        "Commands by what became of them; a scene is one.",
        lambda it: it.commands,
    ),
    _one(
        "ipcom_command_duration_seconds",
        _HISTOGRAM,
        "From the arrival of a command to its confirmation by the house.",
        lambda it: it.command_durations,
    ),
    _one("ipcom_presses_total", _COUNTER, "Presses at the wall, or in another app.", lambda it: it.presses),
    _one(
        "ipcom_motor_run_seconds_total",
        _COUNTER,
        "How long the motors of the shutters have run, all together.",
        lambda it: it.motor_s,
    ),
    _one("ipcom_motors_running", _GAUGE, "Motors that run now.", lambda it: len(it.motor_runs_s)),
    _one(
        "ipcom_motor_longest_run_seconds",
        _GAUGE,
        "For how long the motor has run that has run longest without a pause; 0 if none runs.",
        lambda it: max(it.motor_runs_s, default=0.0),
    ),
    _one(
        "ipcom_states_told_total",
        _COUNTER,
        "States that were told; of those that wait for the broker only the newest of a thing is published.",
        lambda it: it.states,
    ),
    _one(
        "ipcom_messages_published_total",
        _COUNTER,
        "Messages that the broker has got from this house.",
        lambda it: it.published,
    ),
    _one(
        "ipcom_messages_dropped_total",
        _COUNTER,
        "Results and presses that were never published, since the broker was too slow or refused them.",
        lambda it: it.dropped,
    ),
)
"""Of each house."""

THING_METRICS = (
    MetricRow(
        "ipcom_thing_commands_total",
        _COUNTER,
        "Commands of one thing by what became of them.",
        _thing_commands,
        ("house", "thing", "outcome"),
    ),
    MetricRow(
        "ipcom_thing_presses_total",
        _COUNTER,
        "Presses at the wall, or in another app, of one thing.",
        lambda house: (((name,), thing.presses) for name, thing in house.by_thing.items()),
        ("house", "thing"),
    ),
    MetricRow(
        "ipcom_thing_motor_run_seconds_total",
        _COUNTER,
        "How long the motor of one shutter has run.",
        lambda house: (((name,), thing.motor_s) for name, thing in house.by_thing.items()),
        ("house", "thing"),
    ),
)
"""Of each thing of each house, by option."""

BUILD_INFO = "ipcom_build_info"
BUILD_INFO_SAYS = "Always 1; the label says which version the bridge is."
