"""The door to a broker: versions, users, certificates, refusals, and a bound on what is sent here."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipcom.bridge.broker.broker_message import Incoming, Publication, Will
from ipcom.bridge.broker.broker_settings import BrokerSettings, MqttVersion, TlsFiles
from ipcom.bridge.broker.mqtt import MAX_PACKET, BrokerLost, BrokerUnreachable, connected
from tests.free_port import free_port
from tests.library.bridge.bridge_rig import listener
from tests.library.bridge.broker_certificates import write_certificates
from tests.library.bridge.broker_process import BrokerProcess, running, write_passwords

ACCESS = """\
listener {port} 127.0.0.1
allow_anonymous false
password_file {folder}/passwords
acl_file {folder}/access
log_dest stderr
"""
TLS = """\
listener {port} 127.0.0.1
allow_anonymous true
cafile {folder}/ca.pem
certfile {folder}/broker.pem
keyfile {folder}/broker.key
require_certificate {required}
log_dest stderr
"""


@pytest.mark.parametrize("version", list(MqttVersion))
async def test_a_message_goes_there_and_back(shared_broker: BrokerProcess, version: MqttVersion) -> None:
    heard: list[Incoming] = []
    settings = BrokerSettings("127.0.0.1", shared_broker.port, version)
    topic = f"there/and/back/{version.name.lower()}"
    async with connected(settings, "127.0.0.1", "there", None, heard.append) as connection:
        await connection.subscribe([topic])
        await connection.publish(Publication(topic, b"1", qos=1, correlation=b"c"))
        await asyncio.sleep(0.3)
    assert [(each.payload, each.retained) for each in heard] == [(b"1", False)]
    assert heard[0].correlation == (b"c" if version is MqttVersion.V5 else None)


@pytest.mark.parametrize("version", list(MqttVersion))
async def test_a_message_may_be_sent_exactly_once(shared_broker: BrokerProcess, version: MqttVersion) -> None:
    settings = BrokerSettings("127.0.0.1", shared_broker.port, version)
    topic = f"once/{version.name.lower()}"
    async with listener(shared_broker.port) as other:
        await other.client.subscribe(f"{topic}/#", qos=2)
        async with connected(settings, "127.0.0.1", "o1", Will(f"{topic}/end", b"gone", qos=2), print) as one:
            await one.publish(Publication(f"{topic}/said", b"1", qos=2))
            async with connected(settings, "127.0.0.1", "o1", None, print):
                await other.until(lambda: len(other.heard) == 2)
        assert [(str(each.topic), each.qos) for each in other.heard] == [
            (f"{topic}/said", 2),
            (f"{topic}/end", 2),
        ]


async def test_small_messages_leave_at_once(shared_broker: BrokerProcess) -> None:
    settings = BrokerSettings("127.0.0.1", shared_broker.port)
    async with connected(settings, "127.0.0.1", "at-once", None, print) as connection:
        used = connection._client._client.socket()
        assert isinstance(used, socket.socket)
        assert used.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_a_graceful_end_publishes_no_will_and_a_kill_does(shared_broker: BrokerProcess) -> None:
    settings = BrokerSettings("127.0.0.1", shared_broker.port)
    async with listener(shared_broker.port) as other:
        await other.client.subscribe("will/#")
        async with connected(settings, "127.0.0.1", "w1", Will("will/one", b"gone"), print):
            pass
        async with (
            connected(settings, "127.0.0.1", "w2", Will("will/two", b"gone"), print) as connection,
            connected(settings, "127.0.0.1", "w2", None, print),
        ):
            with pytest.raises(BrokerLost, match="the connection broke"):
                await connection.until_lost()
        await other.until(lambda: other.heard)
        assert [str(each.topic) for each in other.heard] == ["will/two"]


async def test_the_broker_drops_what_is_longer_than_was_announced(shared_broker: BrokerProcess) -> None:
    heard: list[Incoming] = []
    settings = BrokerSettings("127.0.0.1", shared_broker.port)
    async with (
        listener(shared_broker.port) as other,
        connected(settings, "127.0.0.1", "small", None, heard.append) as connection,
    ):
        await connection.subscribe(["size/#"])
        await other.send("size/a", b"x" * (MAX_PACKET + 10))
        await other.send("size/b", b"x")
        await asyncio.sleep(0.5)
    assert [each.topic for each in heard] == ["size/b"]


async def test_a_mistake_of_ours_costs_one_message(
    shared_broker: BrokerProcess, caplog: pytest.LogCaptureFixture
) -> None:
    """paho-mqtt itself reads a message again that a callback has failed on, and nothing else any more."""
    heard: list[str] = []

    def take(message: Incoming) -> None:
        heard.append(message.topic)
        if message.topic == "mistake/a":
            raise OverflowError("too large")

    settings = BrokerSettings("127.0.0.1", shared_broker.port)
    async with (
        listener(shared_broker.port) as other,
        connected(settings, "127.0.0.1", "mistaken", None, take) as connection,
    ):
        await connection.subscribe(["mistake/#"])
        for topic in ("mistake/a", "mistake/b"):
            await other.send(topic, b"x")
        await asyncio.sleep(0.3)
    assert heard == ["mistake/a", "mistake/b"]
    assert "mistake/a was dropped" in caplog.text


async def test_what_no_broker_takes_is_dropped(
    shared_broker: BrokerProcess, caplog: pytest.LogCaptureFixture
) -> None:
    settings = BrokerSettings("127.0.0.1", shared_broker.port)
    async with (
        listener(shared_broker.port) as other,
        connected(settings, "127.0.0.1", "wild", None, print) as connection,
    ):
        await other.client.subscribe("wild/ok")
        await connection.publish(Publication("wild/#", b"x"))
        await connection.publish(Publication("wild/ok", b"x"))
        await other.until(lambda: other.payloads("wild/ok"))
    assert "nothing is published on wild/#" in caplog.text


async def test_nothing_listens_there() -> None:
    with pytest.raises(BrokerUnreachable):
        async with connected(BrokerSettings("127.0.0.1", free_port()), "127.0.0.1", "x", None, print):
            pass


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[BrokerProcess]:
    """A broker with a user of its own, who may read one topic."""
    write_passwords(tmp_path / "passwords", {"demo": "geheim"})
    (tmp_path / "access").write_text("user demo\ntopic read allowed/#\n")
    (tmp_path / "access").chmod(0o600)
    with running(tmp_path, ACCESS) as broker:
        yield broker


async def test_a_user_with_a_password(guarded: BrokerProcess) -> None:
    known = BrokerSettings("127.0.0.1", guarded.port, username="demo", password="geheim")
    async with connected(known, "127.0.0.1", "u", None, print) as connection:
        await connection.subscribe(["allowed/x"])
    for wrong in (replace(known, password="falsch"), replace(known, username=None)):
        with pytest.raises(BrokerUnreachable, match="uthori"):
            async with connected(wrong, "127.0.0.1", "u", None, print):
                pass


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    write_certificates(tmp_path)
    return tmp_path


LEFT_OPEN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""paho-mqtt leaves the socket of a handshake that failed to the garbage collector."""


@LEFT_OPEN
async def test_an_encrypted_connection_checks_the_name_that_was_looked_up(certificates: Path) -> None:
    with running(certificates, TLS.replace("{required}", "false")) as broker:
        files = TlsFiles(certificates / "ca.pem")
        settings = BrokerSettings("broker.test", broker.port, tls=files)
        async with connected(settings, "127.0.0.1", "t", None, print) as connection:
            await connection.subscribe(["a"])
        for wrong in (replace(settings, host="other.test"), replace(settings, tls=TlsFiles())):
            with pytest.raises(BrokerUnreachable, match="certificate"):
                async with connected(wrong, "127.0.0.1", "t", None, print):
                    pass
        loose = replace(settings, host="other.test", tls=replace(files, insecure=True))
        async with connected(loose, "127.0.0.1", "t", None, print):
            pass


@LEFT_OPEN
async def test_a_client_certificate_is_shown(certificates: Path) -> None:
    with running(certificates, TLS.replace("{required}", "true")) as broker:
        files = TlsFiles(certificates / "ca.pem", certificates / "client.pem", certificates / "client.key")
        settings = BrokerSettings("broker.test", broker.port, tls=files)
        async with connected(settings, "127.0.0.1", "c", None, print) as connection:
            await connection.subscribe(["a"])
        without = replace(settings, tls=TlsFiles(certificates / "ca.pem"))
        with pytest.raises(BrokerUnreachable):
            async with connected(without, "127.0.0.1", "c", None, print):
                pass
