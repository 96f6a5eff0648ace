"""The login on a fresh connection."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from ...errors import (
    AuthenticationFailed,
    CannotConnect,
    ConnectionLost,
    ConnectTimedOut,
    IPComError,
    ProtocolError,
)
from ...model.timings import Timings
from ...protocol.client_session import ClientSession
from ...protocol.events import (
    LoginAccepted,
    LoginRefused,
    PlaintextHint,
)
from ...protocol.login_messages import LOGIN_REPLY_SIZE, SHORT_REPLY_SIZE
from ...protocol.protocol_text import PeerText
from .clock import Clock
from .connection import Connection
from .link_text import LinkText
from .punctuality import Punctuality


@dataclass(frozen=True, slots=True)
class Credentials:
    """User name, password and bus of a login; never shown."""

    username: str = field(repr=False)
    password: str = field(repr=False)
    bus: int

    def check(self) -> None:
        """Raise `ConfigurationError` if no gateway could take them."""
        ClientSession().login(self.username, self.password, self.bus)


LONGEST_LOGIN_S = 8.0
"""Seconds after which an answer that comes byte by byte is given up."""

GIVEAWAY = 4
"""This many bytes of the login in a row are no coincidence."""


class ClosedUnanswered(CannotConnect):
    """The gateway closed the connection without an answer to the login."""


class LoginUnanswered(ConnectTimedOut):
    """The gateway does not answer the login; perhaps it does not understand it."""


class SpeaksPlaintext(CannotConnect):
    """The gateway does not encipher; connect again without cipher."""


async def log_in(connection: Connection, credentials: Credentials, limits: LoginLimits) -> float:
    """Log in, or raise what the gateway's answer means; returns after how many seconds it was answered."""
    login = _Login(connection, limits)
    connection.on_login_event = login.note
    request = connection.session.login(credentials.username, credentials.password, credentials.bus)
    connection.send(request, "login", secret=True)
    while login.answer is None and connection.alive:
        await login.wait()
    answer = _without_secrets(login.answer or connection.ended.result(), request)
    if not isinstance(answer, LoginAccepted):
        _raise_refused(answer)
    return connection.received_at - login.asked_at


class LoginLimits(NamedTuple):
    """How long a gateway may take to answer the login, in seconds."""

    answer: float
    """Until the first byte."""
    timings: Timings
    clock: Clock
    punctuality: Punctuality


class _Login:
    """One login under way. It waits for an answer, for the end of the connection, or until silence counts as an answer."""

    def __init__(self, connection: Connection, limits: LoginLimits) -> None:
        self._connection = connection
        self._limits = limits
        self._heard: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.asked_at = limits.clock.monotonic()

    @property
    def answer(self) -> object | None:
        return self._heard.result() if self._heard.done() else None

    def note(self, event: object) -> None:
        if not self._heard.done():
            self._heard.set_result(event)

    async def wait(self) -> None:
        limits = self._limits
        left = self._final_at - limits.clock.monotonic()
        timeout = max(0.0, min(left, limits.timings.login_quiet))  # bytes that arrive meanwhile change it
        await limits.punctuality.first_of(self._heard, self._connection.ended, timeout=timeout)
        if self.answer is None and limits.clock.monotonic() >= self._final_at:
            self._conclude()

    @property
    def _final_at(self) -> float:
        """When silence counts as an answer (monotonic)."""
        limits, session = self._limits, self._connection.session
        at = self.asked_at + limits.answer
        if not session.unread:
            return at
        received_at = self._connection.received_at
        if not session.login_goes_on:
            return received_at + limits.timings.login_quiet
        return min(max(at, received_at + limits.timings.login_timeout), self.asked_at + LONGEST_LOGIN_S)

    def _conclude(self) -> None:
        connection = self._connection
        if connection.session.unread > SHORT_REPLY_SIZE and connection.session.login_goes_on:
            connection.fail(_stopped(connection.session.unread))
            return
        connection.session.quiet()
        connection.digest()
        if self.answer is None:
            connection.fail(_too_late(self._limits.answer))


def _too_late(limit: float) -> IPComError:
    return LoginUnanswered(LinkText.LOGIN_UNANSWERED(seconds=limit))


def _stopped(size: int) -> IPComError:
    return ConnectTimedOut(LinkText.LOGIN_CUT_SHORT(size=size, wanted=LOGIN_REPLY_SIZE))


def _raise_refused(event: object) -> NoReturn:
    """Raise what anything but a success means, a close without a word included."""
    if isinstance(event, ConnectionLost):
        raise ClosedUnanswered(LinkText.LOGIN_BROKE(_error=event)) from event
    if isinstance(event, IPComError):
        raise event
    if isinstance(event, PlaintextHint):
        raise SpeaksPlaintext(LinkText.SPEAKS_PLAINTEXT())
    if isinstance(event, LoginRefused):
        raise AuthenticationFailed(LinkText.LOGIN_REFUSED())
    raise ClosedUnanswered(LinkText.LOGIN_CLOSED())


def _without_secrets(event: object, login: bytes) -> object:
    """Return the event, or another error in its place if its message quotes the login as sent."""
    if isinstance(event, ProtocolError) and _quotes(str(event), login):
        return ProtocolError(PeerText.LOGIN_REPEATED())
    return event


def _quotes(text: str, login: bytes) -> bool:
    pieces = (login[start : start + GIVEAWAY] for start in range(len(login) - GIVEAWAY + 1))
    return any(piece.hex(" ") in text or piece.decode("latin-1") in text for piece in pieces)
