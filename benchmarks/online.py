"""Waiting for a client to be online."""

from __future__ import annotations

import asyncio

from ipcom.client.client import IPComClient
from ipcom.client.status import ConnectionState


async def until_online(client: IPComClient, timeout_s: float) -> None:
    """Return when it is; raises `TimeoutError`."""
    online = asyncio.Event()
    unsubscribe = client.subscribe_connection(
        lambda status: online.set() if status.state is ConnectionState.ONLINE else None
    )
    try:
        if client.connection.state is not ConnectionState.ONLINE:
            await asyncio.wait_for(online.wait(), timeout_s)
    finally:
        unsubscribe()
