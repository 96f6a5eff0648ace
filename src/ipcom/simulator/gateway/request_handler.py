"""What a simulated gateway does about each request of one client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...protocol.events import (
    FrameRequest,
    GatewayEvent,
    KeepAliveRequest,
    OutputsRequest,
    UnknownRequest,
)
from ...protocol.frames import BusFrame, outputs_set_by
from ...protocol.login import KEY_SIZE, LoginRequest
from ..faults import WriteReply
from .roles import ClientConnection, GatewayContext
from .transcript import SeenWrite

if TYPE_CHECKING:
    from ...protocol.session import GatewaySession
    from ..house.world import World


class RequestHandler:
    """Checks logins, reads and writes the bus that one is for, and words the answers."""

    def __init__(self, gateway: GatewayContext, line: ClientConnection, session: GatewaySession) -> None:
        self._gateway = gateway
        self._line = line
        self._session = session
        self._bus = 0
        self._world: World | None = None

    def serve(self, request: GatewayEvent) -> None:
        """Do what the client asks, and reply."""
        match request:
            case OutputsRequest():
                self._line.reply("outputs", self._session.outputs(self.snapshot()))
            case FrameRequest():
                self._pass_on(request.frame)
            case KeepAliveRequest():
                self._keep_alive()
            case LoginRequest():
                self._login(request)
            case UnknownRequest():
                self._unknown()
            case _:  # DisconnectRequest
                self._line.close()

    def snapshot(self) -> bytes:
        """Return the outputs of the client's bus."""
        return self._house_bus.values()

    @property
    def _house_bus(self) -> World:
        assert self._world is not None, "the session lets nothing pass before a login"
        return self._world

    def _login(self, login: LoginRequest) -> None:
        gateway = self._gateway
        if gateway.refuses(login):
            key = gateway.rng.randbytes(KEY_SIZE)
            self._line.reply("refusal", self._session.refuse_login(gateway.faults.refusal, key), spared=True)
            self._line.close()
            return
        self._bus, self._world = login.bus, gateway.house.buses[login.bus]
        gateway.logins.enter(self._line.number, login.bus)
        reply = self._session.accept_login(gateway.firmware, gateway.next_key())
        self._line.reply("login", reply, spared=True)

    def _unknown(self) -> None:
        """Tell a ciphered client that this firmware is not; close on strangers, ignore the rest."""
        if self._world is not None:
            self._session.drained()
            return
        if not self._gateway.ciphered:
            self._line.reply("hint", self._session.plaintext_hint(), spared=True)
        self._line.close()

    def _keep_alive(self) -> None:
        length = self._gateway.faults.keep_alive_bytes
        if length:
            self._line.reply("keep_alive", self._session.keep_alive_reply(length))

    def _pass_on(self, frame: BusFrame) -> None:
        faults = self._gateway.faults
        write = outputs_set_by(frame, self._house_bus.layout.bus_type)
        if write is not None and self._is_for_this_bus(frame):
            self._write(*write)
        reply = self._answer(frame)
        if reply:
            self._line.reply("frame", reply, extra_s=faults.write_reply_s)

    def _is_for_this_bus(self, frame: BusFrame) -> bool:
        return (frame.bus or 0) == self._house_bus.layout.number_in_frames(self._bus)

    def _write(self, module: int, values: bytes) -> None:
        gateway, faults = self._gateway, self._gateway.faults
        ignored = gateway.accidents.uniform(0, 100) < faults.ignore_writes_percent
        gateway.transcript.writes.append(
            SeenWrite(gateway.time(), self._line.number, self._bus, module, values, ignored)
        )
        if ignored:
            return
        world = self._house_bus
        if faults.late_writes_s > 0:
            gateway.after(faults.late_writes_s, lambda: world.write(module, values))
        else:
            world.write(module, values)

    def _answer(self, frame: BusFrame) -> bytes:
        style = self._gateway.faults.write_reply
        if style is WriteReply.NONE:
            return b""
        if style is WriteReply.OUTPUTS:
            return self._session.outputs(self.snapshot())
        bus = frame.bus or self._bus if style is WriteReply.BUS_FRAME else None
        return self._session.frame_reply(BusFrame(bus, frame.sender, frame.to, frame.data))
