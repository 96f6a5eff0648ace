"""Looking for a second bridge that has taken the name of this one. Not every broker says so when it ends the older."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import TYPE_CHECKING

from .mqtt import BrokerLost, BrokerUnreachable, connected

if TYPE_CHECKING:
    from collections.abc import Container

    from .broker_message import Incoming
    from .broker_settings import BrokerSettings

KEPT_WITHIN_S = 0.3
"""What the broker has kept comes at once after a subscription."""
FOLLOWS_WITHIN_S = 3.0
"""A bridge that has taken a name tells its states first, and then that it is online."""
ONLINE, OFFLINE, LOST = "online", "offline", "lost"
"""The states of `$link`. The last is the will, which the broker publishes for a bridge that is gone without a word."""


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """The sessions of this bridge, and since when the last one counts, in Unix seconds."""

    names: Container[str] = ()
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkState:
    """What `$link` tells; empty what it does not. A session that does not say since when counts as new."""

    state: str = ""
    session: str = ""
    since: float = inf

    def is_rival_of(self, own: OwnSessions) -> bool:
        """Return whether it is of another bridge that has come later.

        An older one is what a broker has found on its disk: it lost its power, and the wills with it.
        """
        return self.state == ONLINE and self.session not in own.names and self.since >= own.since


async def has_rival(settings: BrokerSettings, address: str, link_topic: str, own: OwnSessions) -> bool:
    """Return whether another bridge is online for this house. Asked under a name of its own, so nothing is taken over."""
    heard: asyncio.Queue[Incoming] = asyncio.Queue()
    who = f"ipcom-look-{secrets.token_hex(4)}"
    try:
        async with connected(settings, address, who, None, heard.put_nowait) as connection:
            await connection.subscribe([link_topic])
            return await _is_another_online(heard, own)
    except (BrokerLost, BrokerUnreachable):
        return False


async def _is_another_online(heard: asyncio.Queue[Incoming], own: OwnSessions) -> bool:
    """Listen; after the will of this bridge for longer, since the other one may just have come."""
    loop = asyncio.get_running_loop()
    until = loop.time() + KEPT_WITHIN_S
    while True:
        try:
            async with asyncio.timeout_at(until):
                link = link_state((await heard.get()).payload)
        except TimeoutError:
            return False
        if link.is_rival_of(own):
            return True
        if link.state == LOST:
            until = loop.time() + FOLLOWS_WITHIN_S


def link_state(payload: bytes) -> LinkState:
    """Return what the payload of `$link` tells."""
    try:
        record = json.loads(payload)
    except ValueError:
        return LinkState()
    if not isinstance(record, dict):
        return LinkState()
    return LinkState(
        str(record.get("state") or ""), str(record.get("session") or ""), _moment(record.get("since"))
    )


def _moment(text: object) -> float:
    try:
        return datetime.fromisoformat(str(text)).timestamp()
    except (ValueError, OverflowError):
        return inf
