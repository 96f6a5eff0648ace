"""Reaching the gateway of one house: the first login, by turns with other houses, and what the log says of it later."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from ...client.status import ConnectionState
from ...errors import IPComError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...client.client import IPComClient
    from ..broker.broker_link import BrokerWay

_LOGGER = logging.getLogger("ipcom.bridge")

RETRY_S = 10.0
"""Between attempts to reach a gateway that was never reached; later the link heals itself."""


class HouseLogin:
    """Logs in, and says once each that the gateway is gone and that it is back. `house` names it in the log."""

    def __init__(self, client: IPComClient, house: str, way: BrokerWay) -> None:
        self._client = client
        self._house = house
        self._way = way
        self._awaits_turn = False
        self._is_reached = True
        """Whether the gateway was when the log last spoke of it."""

    def sign_of_life(self) -> int:
        """Return a figure that grows for as long as others have their turns before this house has its own."""
        return self._way.turns.logins.begun if self._awaits_turn else 0

    async def logged_in(self, on_failure: Callable[[], None]) -> None:
        """Try until the gateway has let us in; `on_failure` is called after each attempt in vain."""
        while not await self._tried():
            on_failure()
            await asyncio.sleep(self._way.rng.uniform(RETRY_S / 2, RETRY_S))
        self.log_change()

    async def _tried(self) -> bool:
        self._awaits_turn = True
        turn = await self._way.turns.logins.begin()
        self._awaits_turn = False
        try:
            await self._client.start()
        except IPComError as error:
            if self._is_reached:
                _LOGGER.warning("%s: %s", self._house, error)
            self._is_reached = False
            return False
        finally:
            turn.end()
        return True

    def log_change(self) -> None:
        """Say whether the gateway is reached, if that is news."""
        status = self._client.connection
        if status.online is self._is_reached or status.state is ConnectionState.CLOSED:
            return
        self._is_reached = status.online
        if status.online:
            _LOGGER.warning("%s: the gateway is reached again", self._house)
        else:
            _LOGGER.warning("%s: the gateway is not reached: %s", self._house, status.reason)
