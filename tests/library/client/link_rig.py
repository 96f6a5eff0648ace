"""A gateway played by hand, and clients on it: in memory, in virtual time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from ipcom.client.client import IPComClient
from ipcom.client.connection.exchanges import Exchanges
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings
from ipcom.protocol.events import (
    NEED_DATA,
    DisconnectRequest,
    FrameRequest,
    KeepAliveRequest,
    OutputsRequest,
)
from ipcom.protocol.frames import BusFrame, outputs_set_by
from ipcom.protocol.gateway_session import GatewaySession
from ipcom.protocol.login_messages import LoginRequest
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.gateway.memory_transport import connect_in_memory
from ipcom.simulator.testing.virtual_time import LoopClock

ALL_RELAYS = {OutputAddress.from_index(index): OutputKind.RELAY for index in range(128)}
"""Every output is declared, unless a test wants otherwise."""
KEY = bytes(range(128))
OFF = bytes(128)
ON = bytes([255]) + bytes(127)
"""LAMP is on, and nothing else."""
LAMP = OutputAddress(1, 1)
OTHER_LAMP = OutputAddress(1, 2)
FAR_LAMP = OutputAddress(2, 1)
DIMMER = OutputAddress(6, 1)
PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2))
ACKNOWLEDGED = BusFrame(None, 0, 60, b"\x01")


@dataclass(frozen=True, slots=True)
class Heard:
    """One request and when it came."""

    at: float
    what: type
    event: Any


class Peer(asyncio.Protocol):
    """The gateway's end of one connection; what it says is up to the script."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.session = GatewaySession(ciphered=script.ciphered)
        self.heard: list[Heard] = []
        self.gone = False
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True

    def data_received(self, data: bytes) -> None:
        if not self.script.ciphered and data[:1] != b"\x01" and not self.heard:
            self.say(self.session.plaintext_hint())
            return
        self.session.receive_data(data)
        while (event := self.session.next_event()) is not NEED_DATA:
            self.heard.append(Heard(now(), type(event), event))
            self.script.answer(self, event)

    def say(self, data: bytes) -> None:
        self.transport.write(data)

    def show(self, values: bytes | None = None) -> None:
        """Send a snapshot, asked for or not."""
        self.say(self.session.outputs(self.script.values if values is None else values))

    def acknowledge(self) -> None:
        """Answer a write by ID 4."""
        self.say(self.session.frame_reply(ACKNOWLEDGED))

    def times(self, what: type) -> list[float]:
        """When requests of this kind came."""
        return [heard.at for heard in self.heard if heard.what is what]

    def kinds(self) -> list[str]:
        """What came, in short."""
        return [heard.what.__name__.removesuffix("Request") for heard in self.heard]


@dataclass
class Script:
    """What the gateway does; every answer may be replaced."""

    values: bytes = OFF
    ciphered: bool = True
    reads: Callable[[Peer], object] = field(default=Peer.show)
    writes: Callable[[Peer], object] = field(default=Peer.acknowledge)
    keep_alives: Callable[[Peer], object] = field(
        default=lambda peer: peer.say(peer.session.keep_alive_reply())
    )
    logins: Callable[[Peer], object] = field(
        default=lambda peer: peer.say(peer.session.accept_login("4.10", KEY))
    )
    obeys: bool = True
    peers: list[Peer] = field(default_factory=list)
    attempts: list[float] = field(default_factory=list)
    connect: Callable[[], Any] | None = None

    @property
    def peer(self) -> Peer:
        """The last connection."""
        return self.peers[-1]

    async def connector(self, *_address: object) -> Any:
        self.attempts.append(now())
        if self.connect is not None:
            await self.connect()
        peer = Peer(self)
        self.peers.append(peer)
        return connect_in_memory(peer)

    def answer(self, peer: Peer, event: object) -> None:
        match event:
            case LoginRequest():
                self.logins(peer)
            case OutputsRequest():
                self.reads(peer)
            case KeepAliveRequest():
                self.keep_alives(peer)
            case FrameRequest(frame):
                self.obey(frame)
                self.writes(peer)
            case DisconnectRequest():
                peer.transport.close()

    def obey(self, frame: BusFrame) -> None:
        done = outputs_set_by(frame, BusType.MINIDO)
        if self.obeys and done is not None:
            module, values = done
            start = (module - 1) * 8
            self.values = self.values[:start] + values + self.values[start + 8 :]

    def set(self, address: OutputAddress, value: int) -> None:
        """A person at the wall sets an output."""
        self.values = self.values[: address.index] + bytes([value]) + self.values[address.index + 1 :]


def now() -> float:
    return asyncio.get_running_loop().time()


def make_client(gateway: Script | SimulatedGateway, host: str = "gateway", **options: Any) -> IPComClient:
    """Return a client of that gateway, in memory and in the loop's time."""
    options["kinds"] = ALL_RELAYS | options.get("kinds", {})
    whole: dict[str, Any] = {
        "username": "demo",
        "password": "demo",
        "clock": LoopClock(),
        "rng": random.Random(1),
        "connector": gateway.connector,
    } | options
    return IPComClient(host, **whole)


def exchanges_of(client: IPComClient) -> Exchanges:
    """Return what the client and its gateway exchange now."""
    connection = client._engine._link.connection
    assert connection is not None
    return connection.exchanges


def silent(_peer: Peer) -> None:
    """Say nothing."""


async def until(true: Callable[[], object], within: float = 10.0) -> float:
    """Wait until something is true; returns how long that took."""
    begin = now()
    while not true():
        assert now() - begin < within, "it did not come true"
        await asyncio.sleep(0.01)
    return now() - begin


async def outcome(command: Any) -> IPComError | None:
    """Return how a command ended."""
    try:
        await command
    except IPComError as error:
        return error
    return None


def later(seconds: Any, act: Any) -> None:
    """Let something happen in a while."""
    asyncio.get_running_loop().call_later(seconds, act)


def tasks() -> Any:
    """The names of the client's tasks that run."""
    return sorted(task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("ipcom"))


SLOW = Timings(poll_interval=5.0)


@asynccontextmanager
async def quiet_client(script: Script) -> Any:
    """A client that polls so seldom that a test can tell what else it does."""
    async with make_client(script, timings=SLOW) as client:
        await asyncio.sleep(1.0)
        script.peer.heard.clear()
        yield client


def accept(peer: Any) -> None:
    """Accept a login."""
    peer.say(peer.session.accept_login("4.10", KEY))


def refuse(style: Any) -> Any:
    """Refuse logins in this way."""
    return lambda peer: peer.say(peer.session.refuse_login(style))


async def refused() -> None:
    """The gateway takes no connection."""
    raise ConnectionRefusedError("nobody listens")


def go_away(script: Script, how: Any = refused) -> None:
    """End the link, and let attempts to come back fail like this."""
    script.connect = how
    script.peer.transport.abort()
