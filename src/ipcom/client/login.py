"""The login on a fresh connection."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ..errors import (
    AuthenticationFailed,
    CannotConnect,
    ConnectionLost,
    ConnectTimedOut,
    IPComError,
)
from ..protocol.events import (
    LoginAccepted,
    LoginRefused,
    PlaintextHint,
)
from ..protocol.session import ClientSession
from .clock import Clock
from .connection import Connection
from .first_of import first_of
from .secrecy import without_secrets
from .timings import Timings


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who logs in to which bus; never shown."""

    username: str = field(repr=False)
    password: str = field(repr=False)
    bus: int

    def check(self) -> None:
        """Raise `ConfigurationError` if no gateway could take them."""
        ClientSession().login(self.username, self.password, self.bus)


REFUSED = "the gateway refused the login; check the user name, the password and the bus number"


class ClosedUnanswered(CannotConnect):
    """The gateway closed the connection without a word about the login."""


class LoginUnanswered(ConnectTimedOut):
    """The gateway says nothing to the login: perhaps it does not understand it."""


class SpeaksPlaintext(CannotConnect):
    """The gateway does not encipher; connect again without cipher."""


async def log_in(connection: Connection, credentials: Credentials, timings: Timings, clock: Clock) -> None:
    """Log in, or raise what the gateway's answer means."""
    verdict = asyncio.get_running_loop().create_future()

    def note(event: object) -> None:
        if not verdict.done():
            verdict.set_result(event)

    connection.on_login_event = note
    request = connection.session.login(credentials.username, credentials.password, credentials.bus)
    asked_at = clock.monotonic()
    connection.send(request, "login", secret=True)
    while not verdict.done() and connection.alive:
        await _wait(connection, verdict, asked_at, timings, clock)
    event = verdict.result() if verdict.done() else connection.ended.result()
    _judge(without_secrets(event, request))


async def _wait(
    connection: Connection,
    verdict: asyncio.Future[object],
    asked_at: float,
    timings: Timings,
    clock: Clock,
) -> None:
    """Wait for a verdict, the end, or the next moment at which silence says something."""
    deadline = asked_at + timings.login_timeout
    look_at = min(deadline, _silent_since(connection, clock) + timings.login_quiet)
    await first_of(verdict, connection.ended, timeout=max(0.0, look_at - clock.monotonic()))
    now = clock.monotonic()
    if now >= min(deadline, _silent_since(connection, clock) + timings.login_quiet):
        connection.session.quiet()
        connection.digest()
    if now >= deadline and not verdict.done():
        connection.fail(_too_late(timings))


def _silent_since(connection: Connection, clock: Clock) -> float:
    """Return when the last byte of an unfinished reply came; now, if none has begun."""
    return connection.received_at if connection.session.unread else clock.monotonic()


def _too_late(timings: Timings) -> IPComError:
    return LoginUnanswered(
        f"the gateway accepted the connection but did not answer the login within"
        f" {timings.login_timeout:g} s; check the host and port, or restart the gateway"
    )


def _judge(event: object) -> None:
    """Return for a success; raise for everything else, a close without a word included."""
    if isinstance(event, LoginAccepted):
        return
    if isinstance(event, ConnectionLost):
        raise ClosedUnanswered(f"no answer to the login: {event}") from event
    if isinstance(event, IPComError):
        raise event
    if isinstance(event, PlaintextHint):
        raise SpeaksPlaintext("the gateway speaks plaintext")
    if isinstance(event, LoginRefused):
        raise AuthenticationFailed(REFUSED)
    raise ClosedUnanswered(
        "the gateway closed the connection without an answer to the login; "
        "another client may be connected, or the port may belong to something else"
    )
