"""Metrics as tests read them, and figures of a house that was never there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from ipcom.bridge.metrics.house_figures import Durations, HouseFigures, ThingFigures

Labels = frozenset[tuple[str, str]]
FIGURES = HouseFigures(
    house="home",
    things=3,
    gateway_up=True,
    broker_up=False,
    last_poll_at=1_800_000_000.5,
    polls={"answered": 7, "skipped": 1},
    round_trips=Durations((0.01, 0.1), (4, 2, 1), 0.75),
    gateway_losses=2,
    gateway_reconnects=1,
    broker_reconnects=3,
    commands={"confirmed": 5, "refused": 6},
    command_durations=Durations((0.5, 1.0), (3, 1, 1), 4.5),
    presses=8,
    motor_s=12.5,
    motor_runs_s=(2.0, 3.5),
    states=9,
    published=10,
    dropped=11,
    by_thing={},
)


def figures(**changed: Any) -> HouseFigures:
    return replace(FIGURES, **changed)


LAMP_FIGURES = ThingFigures({"confirmed": 4}, 2, None)


class Scraped:
    """The samples of one text."""

    def __init__(self, text: str) -> None:
        self.families = list(text_string_to_metric_families(text))
        self._samples = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in self.families
            for sample in family.samples
        }

    def value(self, name: str, **labels: str) -> float:
        return self._samples[name, frozenset(labels.items())]

    def has(self, name: str, **labels: str) -> bool:
        return (name, frozenset(labels.items())) in self._samples

    @property
    def labels(self) -> dict[str, set[str]]:
        """The names of the labels of each series."""
        found: dict[str, set[str]] = {}
        for name, labels in self._samples:
            found.setdefault(name, set()).update(key for key, _ in labels)
        return found

    def __len__(self) -> int:
        return len(self._samples)


async def asked(
    port: int, request: bytes = b"GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n"
) -> tuple[str, str]:
    """Ask a server of this machine; return the head of the answer and the rest."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        answer = await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()
    head, _, body = answer.decode().partition("\r\n\r\n")
    return head, body
