"""A client and a gateway talk to each other over a line that cuts what they say anywhere."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipcom.protocol import (
    BusFrame,
    ClientSession,
    Disconnected,
    DisconnectRequest,
    FrameReply,
    FrameRequest,
    GatewaySession,
    KeepAliveReply,
    KeepAliveRequest,
    LoginAccepted,
    LoginRequest,
    OutputsReply,
    OutputsRequest,
)
from tests.library.protocol.protocol_strategies import Listener, Mark, chunks, frames, fuzz, keys, snapshots


@dataclass
class Line:
    """Both ends, and what each must have heard by now."""

    data: st.DataObject
    plaintext: bool
    client: ClientSession = field(init=False)
    gateway: GatewaySession = field(init=False)
    client_expects: list[Any] = field(default_factory=list)
    gateway_expects: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = ClientSession(plaintext=self.plaintext)
        self.gateway = GatewaySession(ciphered=not self.plaintext)
        self.client_hears = Listener(self.client)
        self.gateway_hears = Listener(self.gateway)

    def up(self, wire: bytes, *events: object) -> None:
        """Carry requests to the gateway."""
        self.gateway_expects += events
        assert self.gateway_hears.feed(self.data.draw(chunks(wire))).heard == self.gateway_expects

    def down(self, wire: bytes, *events: object) -> None:
        """Carry replies to the client."""
        self.client_expects += events
        assert self.client_hears.feed(self.data.draw(chunks(wire))).heard == self.client_expects

    def log_in(self, username: str, password: str, bus: int, key: bytes | None) -> None:
        self.up(self.client.login(username, password, bus), LoginRequest(username, password, bus))
        reply = self.gateway.accept_login("4.10", key)
        if key is not None:
            self.down(reply, LoginAccepted("4.10", not self.plaintext))
            return
        self.down(reply)
        self.client_expects.append(LoginAccepted("", False))
        self.client_hears.feed([Mark.QUIET])

    def poll(self) -> None:
        values = self.data.draw(snapshots)
        self.up(self.client.read_outputs(), OutputsRequest())
        self.down(self.gateway.outputs(values), OutputsReply(values))

    def unsolicited(self) -> None:
        values = self.data.draw(st.lists(snapshots, max_size=3))
        wire = b"".join(self.gateway.outputs(value) for value in values)
        self.down(wire, *(OutputsReply(value) for value in values))

    def write(self) -> None:
        written: BusFrame = self.data.draw(frames)
        self.up(self.client.write(written), FrameRequest(written))
        self.data.draw(st.sampled_from([self.acknowledge, self.unsolicited]))()

    def acknowledge(self) -> None:
        reply: BusFrame = self.data.draw(frames)
        self.down(self.gateway.frame_reply(reply), FrameReply(reply))

    def keep_alive(self) -> None:
        self.up(self.client.keep_alive(), KeepAliveRequest())
        self.down(self.gateway.keep_alive_reply(self.data.draw(st.integers(1, 5))), KeepAliveReply())
        self.client.drained()

    def pipelined(self) -> None:
        """Several requests without waiting, then all replies in one go."""
        frame: BusFrame = self.data.draw(frames)
        values = self.data.draw(snapshots)
        self.up(self.client.write(frame) + self.client.read_outputs(), FrameRequest(frame), OutputsRequest())
        wire = self.gateway.frame_reply(frame) + self.gateway.outputs(values)
        self.down(wire, FrameReply(frame), OutputsReply(values))

    def part(self) -> None:
        if self.data.draw(st.booleans()):
            self.up(self.client.disconnect(), DisconnectRequest())
        else:
            self.down(self.gateway.disconnect(), Disconnected())


@fuzz
@given(st.booleans(), st.sampled_from([1, 2]), st.one_of(st.none(), keys, keys), st.data())
def test_both_ends_understand_each_other(
    plaintext: bool, bus: int, key: bytes | None, data: st.DataObject
) -> None:
    line = Line(data, plaintext)
    line.log_in("demo", "secret", bus, key)
    assert line.client.ciphered == (key is not None and not plaintext)
    topics = [line.poll, line.unsolicited, line.write, line.keep_alive, line.pipelined]
    for topic in data.draw(st.lists(st.sampled_from(topics), max_size=8)):
        topic()
    line.part()
