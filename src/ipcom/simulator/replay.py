"""A gateway that says again what a recorded one said, to each kind of request in the recorded order.

What followed a request in the recording follows it again, after the same time. When the recorded answers to a kind of
request are used up, its last one is given again and again. A new connection goes on with the next recorded one, and
after the last one with that again. The login of the recording is not in the file: `username` and `password` are its own.
"""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from ..errors import ProtocolError
from ..protocol.events import (
    NEED_DATA,
    DisconnectRequest,
    FrameRequest,
    GatewayEvent,
    KeepAliveRequest,
    OutputsRequest,
)
from ..protocol.gateway_session import GatewaySession, RefusalStyle
from ..protocol.login_messages import KEY_SIZE, LoginRequest
from .recorded_answers import RecordedAnswer, ends_connection, recorded_connections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .spoken import Spoken

LOOPBACK = "127.0.0.1"
LOGIN, READ, WRITE, KEEP_ALIVE = "login", "read", "write", "keep-alive"


class ReplayGateway:
    """Plays a conversation to everybody who connects, on a port of this machine."""

    def __init__(
        self,
        conversation: Sequence[Spoken],
        *,
        host: str = LOOPBACK,
        port: int = 0,
        username: str = "demo",
        password: str = "demo",  # noqa: S107 - it guards a recording
        rng: random.Random | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self.username = username
        self.password = password
        self._connections = recorded_connections(conversation) or [{}]
        self.ciphered = all(each.ciphered is not False for each in conversation)
        self._logins = 0
        self._rng = rng or random.Random()
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; `port` is the real one afterwards. Raises `OSError`."""
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """End every connection, and listen no more."""
        if self._server is not None:
            self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        playing = _Playing(self, writer, self._rng)
        try:
            await playing.run(reader)
        except (OSError, ProtocolError):
            return
        except asyncio.CancelledError:
            return  # stopped
        finally:
            self._serving.discard(task)
            writer.close()

    def next_connection(self) -> dict[str, list[list[RecordedAnswer]]]:
        """Return the recorded connection that the next login gets."""
        self._logins += 1
        return self._connections[min(self._logins, len(self._connections)) - 1]


class _Playing:
    """One connection of a client, and the recorded one that is played to it."""

    def __init__(self, gateway: ReplayGateway, writer: asyncio.StreamWriter, rng: random.Random) -> None:
        self._gateway = gateway
        self._writer = writer
        self._rng = rng
        self._left: dict[str, list[list[RecordedAnswer]]] | None = None
        self._session = GatewaySession(ciphered=gateway.ciphered)

    async def run(self, reader: asyncio.StreamReader) -> None:
        """RecordedAnswer until either side ends it."""
        while data := await reader.read(4096):
            self._session.receive_data(data)
            while (request := self._session.next_event()) is not NEED_DATA:
                if not await self._answered(request):
                    return

    async def _answered(self, request: GatewayEvent) -> bool:
        """RecordedAnswer a request; return whether the connection goes on."""
        match request:
            case LoginRequest():
                return self._log_in(request)
            case OutputsRequest():
                return await self._play(READ)
            case FrameRequest():
                return await self._play(WRITE)
            case KeepAliveRequest():
                return await self._play(KEEP_ALIVE)
            case DisconnectRequest():
                return False
        return self._unknown()

    def _unknown(self) -> bool:
        """Pass over an unknown request. Before the login it is one that was enciphered for firmware that does not."""
        if self._left is not None:
            self._session.drained()
            return True
        if not self._gateway.ciphered:
            self._writer.write(self._session.plaintext_hint())
        return False

    def _refuse(self) -> None:
        key = self._rng.randbytes(KEY_SIZE)
        self._writer.write(self._session.refuse_login(RefusalStyle.DISCONNECT, key))

    def _log_in(self, login: LoginRequest) -> bool:
        wanted = (self._gateway.username, self._gateway.password)
        recorded = self._gateway.next_connection()
        said = next(iter(recorded.get(LOGIN, [])), [])
        accepted = next((each for each in said if each.accepts), None)
        if (said and accepted is None) or (login.username, login.password) != wanted:
            self._refuse()
            return False
        self._left = {kind: list(answers) for kind, answers in recorded.items()}
        firmware = accepted.firmware if accepted else ""
        self._writer.write(self._session.accept_login(firmware, self._rng.randbytes(KEY_SIZE)))
        return True

    async def _play(self, kind: str) -> bool:
        """Say what was said after the next request of this kind."""
        assert self._left is not None, "the session accepts no other request before a login"
        answers = self._left.get(kind) or [[]]
        said = answers.pop(0) if len(answers) > 1 else answers[0]
        for answer in said:
            await asyncio.sleep(answer.after_s)
            if ends_connection(answer):
                return False
            with suppress(ConnectionError):
                self._writer.write(self._session.encipher(answer.plain))
        return True
