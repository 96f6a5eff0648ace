"""One client's connection to the simulated gateway: what reaches it, and what leaves it."""

from __future__ import annotations

import asyncio
import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from ...errors import ProtocolError
from ...protocol.events import NEED_DATA
from ...protocol.session import GatewaySession
from .delay_line import DelayLine
from .outbox import Outbox
from .reply_maker import damaged
from .request_handler import RequestHandler

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..faults import Faults
    from .roles import GatewayContext

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Connection(asyncio.Protocol):
    """Serves one client, over a socket or in memory, as well as the gateway's faults allow."""

    def __init__(self, gateway: GatewayContext, number: int) -> None:
        self.number = number
        self._gateway = gateway
        self._session = GatewaySession(ciphered=gateway.ciphered)
        self._clerk = RequestHandler(gateway, self, self._session)
        self._loop = asyncio.get_running_loop()
        self._replies = 0
        self._half_open = False
        self._closed = False
        self._gone = False
        self._arrivals = DelayLine()
        self._transport: asyncio.Transport
        self._outbox: Outbox

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; asyncio has set TCP_NODELAY, so that replies leave at once."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._outbox = Outbox(transport.write)
        self._gateway.joined(self)
        if self._gateway.running:
            self.follow_faults()
        else:
            self.abort()

    def data_received(self, data: bytes) -> None:
        """Let the bytes arrive when the line has carried them."""
        self._over_the_line(partial(self._arrive, data))

    def _over_the_line(self, action: Callable[[], object]) -> bool:
        """Do `action` at once, or when the line has carried what it is about; return whether it waits."""
        takes_s = self._gateway.faults.request_takes_s(self._loop.time(), self._gateway.accidents)
        waits = takes_s > 0 or self._arrivals.busy
        if waits:
            self._arrivals.put(action, takes_s)
        else:
            action()
        return waits

    def _arrive(self, data: bytes) -> None:
        """Obey and answer all requests that are complete."""
        self._session.receive_data(data)
        try:
            while self._listens():
                request = self._session.next_event()
                if request is NEED_DATA:
                    return
                self._gateway.transcript.took(self._loop.time(), self.number, request)
                self._clerk.serve(request)
        except ProtocolError:
            self.close()

    def eof_received(self) -> bool:
        """Close when the client closes, but not before what it sent has arrived."""
        return self._over_the_line(self._transport.close)

    def connection_lost(self, _: Exception | None) -> None:
        """Answer no more; what the client sent before still arrives."""
        self._gone = True
        self._outbox.cancel()
        if self._closed:
            self._leave()
        else:
            self._over_the_line(self._leave)

    def _leave(self) -> None:
        """Forget everything but a login that lingers."""
        self._gateway.left(self)

    def reply(self, kind: str, message: bytes, *, extra_s: float = 0.0, spared: bool = False) -> None:
        """Send what answers a request, `extra_s` later than usual; `spared` of random damage."""
        faults = self._gateway.faults
        if self._gone or self._silent(faults):
            return
        self._gateway.transcript.gave(self._loop.time(), self.number, kind, message)
        if spared:
            self._send(message, extra_s, faults)
        else:
            self._send_damaged(message, extra_s, faults)
        self._replies += 1
        self.follow_faults()

    def close(self) -> None:
        """Close in order, when all that was said has left."""
        self._outbox.when_sent(self._close)

    def _close(self) -> None:
        self._closed = True
        self._transport.close()

    def abort(self) -> None:
        """Vanish at once, as when the power fails: what is under way arrives nowhere."""
        self._closed = True
        self._outbox.cancel()
        self._arrivals.cancel()
        if self._gone:
            self._leave()
        else:
            self._transport.abort()

    def reset(self) -> None:
        """Break the connection with a reset (RST) instead of an orderly end."""
        sock: socket.socket | None = self._transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.abort()

    def freeze(self) -> None:
        """Read and send nothing any more; what is under way is lost, and no end of it is told."""
        self._outbox.cancel()
        self._arrivals.cancel()
        self._stop_reading()

    def follow_faults(self) -> None:
        """End, freeze or reboot, if the faults say so after as many replies as there were."""
        faults = self._gateway.faults
        if self._due(faults.drop_after):
            self.close()
        if self._due(faults.reset_after):
            self._outbox.when_sent(self.reset)
        if self._due(faults.half_open_after):
            self._outbox.when_sent(self._stop_reading)
        if self._due(faults.reboot_after):
            self._outbox.when_sent(self._gateway.reboot_once)

    def _listens(self) -> bool:
        return not (self._half_open or self._closed)

    def _due(self, after: int | None) -> bool:
        return after is not None and self._replies >= after

    def _silent(self, faults: Faults) -> bool:
        return self._half_open or self._due(faults.silent_after)

    def _stop_reading(self) -> None:
        if not self._half_open:
            self._half_open = True
            self._transport.pause_reading()

    def _send(self, message: bytes, extra_s: float, faults: Faults) -> None:
        takes_s = faults.reply_takes_s(self._loop.time(), self._gateway.accidents)
        self._outbox.send(message, faults, takes_s + extra_s)

    def _send_damaged(self, message: bytes, extra_s: float, faults: Faults) -> None:
        snapshot = self._clerk.snapshot
        for outgoing in damaged(message, self._session, snapshot, faults, self._gateway.accidents):
            if outgoing.overtaken:
                self._outbox.send_overtaken(outgoing.data, outgoing.delay_s + extra_s)
            else:
                self._send(outgoing.data, extra_s, faults)
