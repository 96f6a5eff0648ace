"""One client's connection to the simulated gateway, with the faults of the gateway and the line."""

from __future__ import annotations

import asyncio
import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from ...errors import ProtocolError
from ...protocol.events import NEED_DATA
from ...protocol.gateway_session import GatewaySession
from .delay_line import DelayLine
from .outbox import Outbox
from .reply_damage import damaged
from .request_handler import RequestHandler

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..faults import Faults
    from .roles import GatewayContext

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class ServedConnection(asyncio.Protocol):
    """One client's connection, over a socket or in memory: it takes requests and sends replies.

    The faults of the gateway delay, damage and drop both.
    """

    def __init__(self, gateway: GatewayContext, number: int) -> None:
        self.number = number
        self._gateway = gateway
        self._session = GatewaySession(ciphered=gateway.ciphered)
        self._handler = RequestHandler(gateway, self, self._session)
        self._loop = asyncio.get_running_loop()
        self._replies = 0
        self._half_open = False
        self._closed = False
        self._lost = False
        self._arrivals = DelayLine()
        self._transport: asyncio.Transport
        self._outbox: Outbox

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve. Asyncio has set TCP_NODELAY, so that replies leave at once."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._outbox = Outbox(transport.write)
        self._gateway.joined(self)
        if self._gateway.running:
            self.follow_faults()
        else:
            self.abort()

    def data_received(self, data: bytes) -> None:
        """Handle the bytes after the delay of the line."""
        self._after_delay(partial(self._arrive, data))

    def _after_delay(self, action: Callable[[], object]) -> bool:
        """Run `action` after the delay of the line, or at once without one. Return whether it waits."""
        takes_s = self._gateway.faults.request_takes_s(self._loop.time(), self._gateway.accidents)
        waits = takes_s > 0 or self._arrivals.busy
        if waits:
            self._arrivals.put(action, takes_s)
        else:
            action()
        return waits

    def _arrive(self, data: bytes) -> None:
        """Carry out and answer all complete requests."""
        self._session.receive_data(data)
        try:
            while self._reads():
                request = self._session.next_event()
                if request is NEED_DATA:
                    return
                self._gateway.transcript.add_request(self._loop.time(), self.number, request)
                self._handler.serve(request)
        except ProtocolError:
            self.close()

    def eof_received(self) -> bool:
        """Close when the client closes, but not before its last bytes have arrived."""
        return self._after_delay(self._transport.close)

    def connection_lost(self, _: Exception | None) -> None:
        """Send no more replies. Bytes that the client has sent before still arrive."""
        self._lost = True
        self._outbox.cancel()
        if self._closed:
            self._leave()
        else:
            self._after_delay(self._leave)

    def _leave(self) -> None:
        """Remove the connection from the gateway. Its login may linger."""
        self._gateway.left(self)

    def reply(self, kind: str, message: bytes, *, extra_s: float = 0.0, spared: bool = False) -> None:
        """Send a reply, `extra_s` later than usual. If it is `spared`, no fault damages it at random."""
        faults = self._gateway.faults
        if self._lost or self._silent(faults):
            return
        self._gateway.transcript.add_reply(self._loop.time(), self.number, kind, message)
        if spared:
            self._send(message, extra_s, faults)
        else:
            self._send_damaged(message, extra_s, faults)
        self._replies += 1
        self.follow_faults()

    def close(self) -> None:
        """Close in order, after all replies have left."""
        self._outbox.when_sent(self._close)

    def _close(self) -> None:
        self._closed = True
        self._transport.close()

    def abort(self) -> None:
        """Abort the connection, as when the power fails: bytes that are under way are lost."""
        self._closed = True
        self._outbox.cancel()
        self._arrivals.cancel()
        if self._lost:
            self._leave()
        else:
            self._transport.abort()

    def reset(self) -> None:
        """End the connection with a reset (RST)."""
        sock: socket.socket | None = self._transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.abort()

    def freeze(self) -> None:
        """Read and send nothing any more. Bytes that are under way are lost, and the client gets no sign of it."""
        self._outbox.cancel()
        self._arrivals.cancel()
        self._stop_reading()

    def follow_faults(self) -> None:
        """End, freeze or restart, if the faults say so after this many replies."""
        faults = self._gateway.faults
        if self._due(faults.drop_after):
            self.close()
        if self._due(faults.reset_after):
            self._outbox.when_sent(self.reset)
        if self._due(faults.half_open_after):
            self._outbox.when_sent(self._stop_reading)
        if self._due(faults.reboot_after):
            self._outbox.when_sent(self._gateway.reboot_once)

    def _reads(self) -> bool:
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
        snapshot = self._handler.snapshot
        for outgoing in damaged(message, self._session, snapshot, faults, self._gateway.accidents):
            if outgoing.overtaken:
                self._outbox.send_overtaken(outgoing.data, outgoing.delay_s + extra_s)
            else:
                self._send(outgoing.data, extra_s, faults)
