"""The one door to a broker: aiomqtt, with a new client for every connection."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import ssl
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from .broker_message import Incoming
from .broker_settings import KEEP_ALIVE_S, BrokerSettings, MqttVersion, TlsFiles

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from .broker_message import Publication, Will

_LOGGER = logging.getLogger("ipcom.bridge")

CONNECT_S = 5.0
"""How long a broker may take to answer."""
MAX_PACKET = 65_536
"""Bytes; the broker drops what is longer (MQTT 5)."""
SESSION_TAKEN_OVER = 142
"""The reason of a broker that disconnects a client since another one has its name (MQTT 5, 3.14.2.1)."""
DENIED = 128
"""Answers to a subscription from here on are refusals."""
_CODE = re.compile(r"^\[code:\d+\]")
AT_ONCE = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)
"""Small messages leave at once. Else a result waits 40 ms for the broker's system to acknowledge what was sent before."""
_VERSIONS = {MqttVersion.V311: aiomqtt.ProtocolVersion.V311, MqttVersion.V5: aiomqtt.ProtocolVersion.V5}


class BrokerUnreachable(Exception):
    """The broker cannot be connected to, or refuses; the text says why."""


class BrokerLost(Exception):
    """The connection has ended."""


class NameTaken(Exception):
    """Another client with the same name has connected, and the broker has ended this one."""


class MqttConnection:
    """A connection that is up."""

    def __init__(self, client: aiomqtt.Client, *, version: MqttVersion) -> None:
        self._client = client
        self._is_v5 = version is MqttVersion.V5

    async def subscribe(self, topics: Sequence[str]) -> None:
        """Subscribe with QoS 1. What the broker has kept comes, and says that it was kept. Raises `BrokerLost`."""
        options = SubscribeOptions(qos=1, retainAsPublished=True, retainHandling=0)
        wanted: Any = [(topic, options if self._is_v5 else 1) for topic in topics]
        with _as_lost():
            codes: Sequence[Any] = await self._client.subscribe(wanted)
        for topic, code in zip(topics, codes, strict=True):
            if getattr(code, "value", code) >= DENIED:
                raise BrokerLost(f"the broker does not let this client subscribe to {topic}")

    async def publish(self, message: Publication) -> None:
        """Publish; with QoS 1 or 2 the broker has it then. What no broker takes is dropped. Raises `BrokerLost`."""
        properties = None
        if self._is_v5 and message.correlation is not None:
            properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
            properties.CorrelationData = message.correlation
        with _as_lost():
            try:
                await self._client.publish(
                    message.topic, message.payload, message.qos, message.retain, properties=properties
                )
            except ValueError as error:
                _LOGGER.warning("nothing is published on %.100s: %s", message.topic, error)

    async def until_lost(self) -> None:
        """Wait for the end of the connection. Raises `NameTaken` or `BrokerLost`."""
        try:
            async for _ in self._client.messages:
                raise AssertionError("messages are taken where they arrive")
        except aiomqtt.MqttError as error:
            if _reason(error.__cause__) == SESSION_TAKEN_OVER:
                raise NameTaken from error
            raise BrokerLost(_words(error.__cause__ or error)) from error


@asynccontextmanager
async def connected(
    settings: BrokerSettings,
    address: str,
    client_id: str,
    will: Will | None,
    take: Callable[[Incoming], None],
) -> AsyncIterator[MqttConnection]:
    """Connect to the broker at an IP address. `take` is called with each message as it arrives, and must not wait.

    Raises `BrokerUnreachable`. At the end of the block the broker is told goodbye, so that it publishes no will.
    """
    client = _client(settings, address, client_id, will, take)
    try:
        await client.__aenter__()
    except (aiomqtt.MqttError, OSError, ValueError) as error:
        raise BrokerUnreachable(_words(error)) from error
    try:
        yield MqttConnection(client, version=settings.version)
    finally:
        with suppress(aiomqtt.MqttError):
            await client.__aexit__(None, None, None)


def _client(
    settings: BrokerSettings,
    address: str,
    client_id: str,
    will: Will | None,
    take: Callable[[Incoming], None],
) -> aiomqtt.Client:
    """Return a client that has never been connected: one that was may deliver old messages."""
    is_v5 = settings.version is MqttVersion.V5
    version: dict[str, Any] = (
        {"clean_start": True, "properties": _announced()} if is_v5 else {"clean_session": True}
    )
    web: dict[str, Any] = (
        {"transport": "websockets", "websocket_path": settings.websocket_path}
        if settings.websocket_path
        else {}
    )
    return aiomqtt.Client(
        address,
        settings.port,
        username=settings.username,
        password=settings.password,
        identifier=client_id,
        protocol=_VERSIONS[settings.version],
        will=aiomqtt.Will(will.topic, will.payload, will.qos, retain=True) if will else None,
        keepalive=KEEP_ALIVE_S,
        timeout=CONNECT_S,
        queue_type=_taking(take),
        socket_options=AT_ONCE,
        tls_context=_tls(settings.tls, settings.host) if settings.tls else None,
        **version,
        **web,
    )


def _announced() -> Properties:
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.MaximumPacketSize = MAX_PACKET
    return properties


def _taking(take: Callable[[Incoming], None]) -> type[asyncio.Queue[aiomqtt.Message]]:
    """Return a queue that keeps nothing: each message goes at once to where it is bounded."""

    class Taking(asyncio.Queue[aiomqtt.Message]):
        def put_nowait(self, item: aiomqtt.Message) -> None:
            try:
                take(_incoming(item))
            except Exception:  # paho-mqtt would read the same message for ever
                _LOGGER.exception("a message on %s was dropped", item.topic)

    return Taking


def _incoming(message: aiomqtt.Message) -> Incoming:
    said = message.properties
    assert isinstance(message.payload, bytes), "what a broker sends is bytes"
    return Incoming(
        str(message.topic),
        message.payload,
        retained=bool(message.retain),
        expiry=getattr(said, "MessageExpiryInterval", None),
        response_topic=getattr(said, "ResponseTopic", None),
        correlation=getattr(said, "CorrelationData", None),
    )


class _NamedContext(ssl.SSLContext):
    """Checks the certificate for the name of the broker: the connection goes to an address that was looked up."""

    server_name = ""

    def wrap_socket(self, sock: socket.socket, **_options: object) -> ssl.SSLSocket:  # type: ignore[override]
        return super().wrap_socket(sock, server_hostname=self.server_name, do_handshake_on_connect=False)


def _tls(files: TlsFiles, host: str) -> ssl.SSLContext:
    context = _NamedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.server_name = host
    if files.insecure:
        context.check_hostname = False
    if files.ca is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(files.ca)
    if files.certificate is not None:
        context.load_cert_chain(files.certificate, files.key)
    return context


@contextmanager
def _as_lost() -> Iterator[None]:
    """Raise `BrokerLost` for what aiomqtt raises."""
    try:
        yield
    except (aiomqtt.MqttError, OSError, ValueError) as error:
        raise BrokerLost(_words(error)) from error


def _reason(error: BaseException | None) -> int | None:
    rc = getattr(error, "rc", None)
    return getattr(rc, "value", rc)


def _words(error: BaseException) -> str:
    """Return what happened, without numbers; an end without a reason is one of the network."""
    text = _CODE.sub("", str(error)).strip()
    if text == "Unspecified error":
        return "the connection broke"
    return text or type(error).__name__
