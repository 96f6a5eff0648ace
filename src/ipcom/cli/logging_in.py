"""Logging in, and what a refusal means: a gateway with one connection a bus refuses the second as it does a wrong password."""

from __future__ import annotations

import asyncio
import errno
import os
import time
from typing import TYPE_CHECKING

from ..errors import AuthenticationFailed, CannotConnect, IPComError
from .console.output import write_note
from .login_notes import LoginNotes, clock

if TYPE_CHECKING:
    from ..client.client import IPComClient
    from .login_notes import Holder, LastLogin
    from .settings import Settings

REFUSALS = {"login_refused", "login_closed", "login_broke", "link_broke_after_login"}
"""The codes of what a gateway does that has its only connection already."""
RESET = os.strerror(errno.ECONNRESET).lower()
"""What the message says if the connection was made and reset before the login could be sent."""
RETRY_S = 1.0
LINGERS_S = 10.0
"""For so many seconds after the end of a command its login may still count at the gateway."""
OTHERS = "Home Assistant, the maker's application, or ipcom on another machine"


async def log_in(client: IPComClient, settings: Settings) -> None:
    """Start the client. While another command of this user has the connection, wait for its end, up to --timeout.

    Raises as `IPComClient.start` does, and `CannotConnect` if the connection is taken.
    """
    loop = asyncio.get_running_loop()
    give_up_at, told = loop.time() + settings.timeout, False
    while True:
        try:
            return await client.start(max(0.1, give_up_at - loop.time()))
        except IPComError as error:
            refusal = _Refusal(error, settings)
            if not refusal.may_pass or loop.time() + RETRY_S > give_up_at:
                raise refusal.explained() from error
            if not told:
                write_note(f"The gateway is busy: {refusal.holder}. Waiting {settings.timeout:g} s at most.")
            told = True
        await asyncio.sleep(RETRY_S)


class _Refusal:
    """A login that failed, beside what this machine knows of other logins."""

    def __init__(self, error: IPComError, settings: Settings) -> None:
        self._error = error
        self._settings = settings
        notes = LoginNotes.of(settings)
        self._is_one = error.code in REFUSALS or RESET in str(error)
        self._holders: list[Holder] = notes.holders() if self._is_one else []
        self._last: LastLogin | None = notes.last() if self._is_one else None

    @property
    def may_pass(self) -> bool:
        """Whether the login that stands in the way ends soon, as far as this machine knows."""
        if not self._is_one or self._is_doubtful:
            return False
        return bool(self._holders) or self._has_just_ended

    @property
    def holder(self) -> str:
        """What has the connection."""
        if self._holders:
            names = " and ".join(map(str, self._holders))
            return f"{names} {'has' if len(self._holders) == 1 else 'have'} its connection to bus {self._settings.bus}"
        return "the login of an earlier command has not ended there yet"

    def explained(self) -> IPComError:
        """Return the error with what holds the connection and what to do; any other error as it is."""
        if not self._is_one:
            return self._error
        if self._is_doubtful:
            return AuthenticationFailed(f"{self._error}; {self._of_credentials()}")
        if self._holders:
            return CannotConnect(f"{self._busy()}: {self.holder}. End that first, then try again")
        if self._last is not None:
            return CannotConnect(
                f"{self._busy()}: a login that worked at {clock(self._last.at)} is refused now. What has the connection is"
                f" another program: {OTHERS}. End that first, then try again"
            )
        return self._error

    @property
    def _is_doubtful(self) -> bool:
        """Whether the credentials may be wrong: they are not those that have worked, or none are known to have."""
        if self._last is None:
            return isinstance(self._error, AuthenticationFailed)
        return not self._last.is_same

    @property
    def _has_just_ended(self) -> bool:
        return self._last is not None and 0 <= time.time() - self._last.at < LINGERS_S

    def _busy(self) -> str:
        return f"the gateway at {self._settings.host} is busy and takes one connection a bus"

    def _of_credentials(self) -> str:
        if self._last is not None:
            return f"they are not those of the login that worked at {clock(self._last.at)}, as {self._last.username}"
        also = f", such as {self._holders[0]}" if self._holders else f", such as {OTHERS}"
        return f"if they are right, another program has the only connection{also}: end that first"
