"""What a subscriber hears that comes late to a broker with many houses: the retained messages, or a part of them."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ipcom.bridge.broker.broker_message import Incoming, Publication
from ipcom.bridge.broker.broker_settings import BrokerSettings
from ipcom.bridge.broker.mqtt import connected

from .farm import HOST
from .fleet_processes import Broker

USUAL_LIMIT = 1000
"""What Mosquitto keeps waiting for a subscriber unless its configuration says otherwise."""
QUIET_S = 1.0
"""When so long nothing comes, nothing will."""


@dataclass(frozen=True, slots=True)
class Late:
    """How many messages the broker has kept, and how many of them came."""

    kept: int
    heard: int


async def late(kept: int, qos: int, queued: int | None) -> Late:
    """Keep so many messages at a Mosquitto that lets `queued` wait, or as the example says; subscribe with QoS 1."""
    with tempfile.TemporaryDirectory() as folder:
        broker = Broker(Path(folder), queued=queued)
        await broker.start()
        try:
            await _keep(broker.port, kept, qos)
            return Late(kept, await _hear(broker.port))
        finally:
            await broker.stop()


async def _keep(port: int, count: int, qos: int) -> None:
    async with connected(BrokerSettings(HOST, port), HOST, "fleet-keeper", None, _ignore) as connection:
        for number in range(count):
            await connection.publish(
                Publication(f"ipcom/h{number:05}/$link", b'{"state": "online"}', qos, retain=True)
            )
        await connection.publish(Publication("ipcom/last", b"", qos=1))


async def _hear(port: int) -> int:
    heard: list[Incoming] = []
    async with connected(BrokerSettings(HOST, port), HOST, "fleet-late", None, heard.append) as connection:
        await connection.subscribe(["ipcom/#"])
        before = -1
        while len(heard) > before:
            before = len(heard)
            await asyncio.sleep(QUIET_S)
    return len(heard)


def _ignore(_message: Incoming) -> None:
    pass


async def notes(kept: int = 12_000) -> Iterable[str]:
    """Return what is to be said below the table."""
    usual = await late(kept, 1, USUAL_LIMIT)
    usual_0 = await late(kept, 0, USUAL_LIMIT)
    example = await late(kept, 1, None)
    text = (
        f"A subscriber with QoS 1 to everything that comes when {kept:,} messages are kept: of those published with QoS 1"
        f" it receives {usual.heard:,} with Mosquitto's usual `max_queued_messages` of {USUAL_LIMIT:,}, and"
        f" {example.heard:,} with `examples/mosquitto/fleet.conf`; of those published with QoS 0, as states are,"
        f" {usual_0.heard:,} with the usual limit."
    )
    return (text,)
