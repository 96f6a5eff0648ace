"""The damage that faults do to a reply: other messages in its place, or more messages after it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ...protocol.gateway_session import GatewaySession
from ..faults import Faults

UNKNOWN_KIND = bytes([6, 1, 0, 0])
"""A message with ID 6, the status of a keyboard. This library's client never asks for it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it leaves. If it is `overtaken`, it leaves `delay_s` later, and others pass it."""

    data: bytes
    delay_s: float = 0.0
    overtaken: bool = False


def damaged(
    reply: bytes,
    session: GatewaySession,
    snapshot: Callable[[], bytes],
    faults: Faults,
    rng: random.Random,
) -> Iterator[Outgoing]:
    """Return the messages that leave for one `reply`: itself, unless the faults damage or repeat it."""
    happens = partial(_happens, rng=rng)
    reply = _replaced(reply, session, faults, rng)
    late = happens(faults.late_percent)
    yield Outgoing(reply, faults.late_s if late else 0.0, overtaken=late)
    if happens(faults.duplicate_percent):
        yield Outgoing(reply, faults.duplicate_s, overtaken=faults.duplicate_s > 0)
    if happens(faults.extra_snapshot_percent):
        yield Outgoing(session.outputs(snapshot()))


def _replaced(reply: bytes, session: GatewaySession, faults: Faults, rng: random.Random) -> bytes:
    """Return what leaves in place of a reply."""
    if _happens(faults.garbage_percent, rng):
        return rng.randbytes(len(reply))
    if _happens(faults.wrong_kind_percent, rng):
        return session.encipher(UNKNOWN_KIND)
    if _happens(faults.truncate_percent, rng):
        return reply[: len(reply) // 2]
    return reply


def _happens(percent: float, rng: random.Random) -> bool:
    return percent > 0 and rng.uniform(0, 100) < percent
