"""How a simulated gateway carries out the requests of one client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...protocol.events import (
    FrameRequest,
    GatewayEvent,
    KeepAliveRequest,
    OutputsRequest,
    UnknownRequest,
)
from ...protocol.frames import BusFrame, outputs_set_by
from ...protocol.login_messages import KEY_SIZE, LoginRequest
from ..faults import WriteReply
from .roles import ClientConnection, GatewayContext
from .transcript import SeenWrite

if TYPE_CHECKING:
    from ...protocol.gateway_session import GatewaySession
    from ..house.world import World


class RequestHandler:
    """Carries out requests: it checks logins, reads and writes a bus of the house, and makes the replies."""

    def __init__(
        self, gateway: GatewayContext, connection: ClientConnection, session: GatewaySession
    ) -> None:
        self._gateway = gateway
        self._connection = connection
        self._session = session
        self._bus = 0
        self._world: World | None = None

    def serve(self, request: GatewayEvent) -> None:
        """Carry out a request, and reply."""
        match request:
            case OutputsRequest():
                self._connection.reply("outputs", self._session.outputs(self.snapshot()))
            case FrameRequest():
                self._frame(request.frame)
            case KeepAliveRequest():
                self._keep_alive()
            case LoginRequest():
                self._login(request)
            case UnknownRequest():
                self._unknown()
            case _:  # DisconnectRequest
                self._connection.close()

    def snapshot(self) -> bytes:
        """Return the 128 outputs of the bus to which the client is logged in."""
        return self._logged_in_world.values()

    @property
    def _logged_in_world(self) -> World:
        assert self._world is not None, "the session accepts no other request before a login"
        return self._world

    def _refuse(self) -> None:
        gateway = self._gateway
        refusal = self._session.refuse_login(gateway.faults.refusal, gateway.rng.randbytes(KEY_SIZE))
        self._connection.reply("refusal", refusal, spared=True)
        self._connection.close()

    def _login(self, login: LoginRequest) -> None:
        gateway = self._gateway
        if gateway.refuses(login):
            self._refuse()
            return
        self._bus, self._world = login.bus, gateway.house.buses[login.bus]
        gateway.logins.enter(self._connection.number, login.bus)
        reply = self._session.accept_login(gateway.firmware, gateway.next_key())
        self._connection.reply("login", reply, spared=True)

    def _unknown(self) -> None:
        """Ignore an unknown request of a client that is logged in. Close the connection of any other client.

        A firmware without encipherment sends its plaintext hint first.
        """
        if self._world is not None:
            self._session.drained()
            return
        if not self._gateway.ciphered:
            self._connection.reply("hint", self._session.plaintext_hint(), spared=True)
        self._connection.close()

    def _keep_alive(self) -> None:
        length = self._gateway.faults.keep_alive_bytes
        if length:
            self._connection.reply("keep_alive", self._session.keep_alive_reply(length))

    def _frame(self, frame: BusFrame) -> None:
        faults = self._gateway.faults
        write = outputs_set_by(frame, self._logged_in_world.layout.bus_type)
        if write is not None and self._is_for_this_bus(frame):
            self._write(*write)
        reply = self._answer(frame)
        if reply:
            self._connection.reply("frame", reply, extra_s=faults.write_reply_s)

    def _is_for_this_bus(self, frame: BusFrame) -> bool:
        return (frame.bus or 0) == self._logged_in_world.layout.number_in_frames(self._bus)

    def _write(self, module: int, values: bytes) -> None:
        gateway, faults = self._gateway, self._gateway.faults
        ignored = gateway.accidents.uniform(0, 100) < faults.ignore_writes_percent
        seen = SeenWrite(gateway.time(), self._connection.number, self._bus, module, values, ignored)
        gateway.transcript.add_write(seen)
        if ignored:
            return
        take = partial(self._logged_in_world.write, module, values)
        if faults.late_writes_s > 0:
            gateway.after(faults.late_writes_s, take)
        else:
            take()

    def _answer(self, frame: BusFrame) -> bytes:
        style = self._gateway.faults.write_reply
        if style is WriteReply.NONE:
            return b""
        if style is WriteReply.OUTPUTS:
            return self._session.outputs(self.snapshot())
        bus = frame.bus or self._bus if style is WriteReply.BUS_FRAME else None
        return self._session.frame_reply(BusFrame(bus, frame.sender, frame.to, frame.data))
