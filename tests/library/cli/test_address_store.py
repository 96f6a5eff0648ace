"""The command line keeps where it reached a gateway, for when the name server is silent."""

from __future__ import annotations

import asyncio
import functools
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipcom.cli import connecting
from ipcom.cli.address_store import AddressStore
from ipcom.cli.settings import Settings
from ipcom.client.client import IPComClient
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.network import Network
from ipcom.simulator.testing.threaded import ThreadedGateway
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.cli.cli_rig import Ipcom


@pytest.fixture
def kept(home: Path, gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The gateway by its name, and where its address is kept."""
    monkeypatch.setenv("IPCOM_HOST", "gateway.home")
    return home / "xdg_state_home" / "ipcom" / f"address-gateway.home-{gateway.port}.txt"


@pytest.fixture
def name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Answers 127.0.0.1, until it is told to hang or to know nothing."""
    release = threading.Event()
    real = socket.getaddrinfo

    class Server:
        hangs = knows_nothing = False

    def getaddrinfo(host: Any, *more: Any, **options: Any) -> Any:
        if host != "gateway.home":
            return real(host, *more, **options)
        if Server.hangs:
            release.wait()
        if Server.hangs or Server.knows_nothing:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real("127.0.0.1", *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield Server
    release.set()


def test_a_command_keeps_the_address_and_the_next_one_uses_it(
    ipcom: Ipcom, kept: Path, name_server: Any
) -> None:
    assert ipcom("status").code == 0
    assert kept.read_text("utf-8") == "127.0.0.1\n"
    name_server.hangs = True
    assert ipcom("status").code == 0


def test_an_address_that_is_gone_from_the_name_server_still_works(
    ipcom: Ipcom, kept: Path, name_server: Any
) -> None:
    assert ipcom("status").code == 0
    name_server.knows_nothing = True
    assert ipcom("status").code == 0


def test_without_an_address_it_says_that_the_name_is_not_known(
    ipcom: Ipcom, kept: Path, name_server: Any
) -> None:
    name_server.knows_nothing = True
    ended = ipcom("status")
    assert ended.code == 3
    assert "the name gateway.home is not known; check how it is written" in ended.err


def test_a_name_server_that_never_answers_is_told_when_the_time_is_over(
    ipcom: Ipcom, kept: Path, name_server: Any
) -> None:
    name_server.hangs = True
    ended = ipcom("status", "--timeout", "0.2")
    assert ended.code == 5
    assert "the name server does not answer for the name gateway.home" in ended.err


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"gateway.home", b"127.0.0.1" * 1000, b"{}"])
def test_a_damaged_file_counts_as_none_and_is_written_anew(
    ipcom: Ipcom, kept: Path, name_server: Any, text: bytes
) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_bytes(text)
    assert ipcom("status").code == 0
    assert kept.read_text("utf-8") == "127.0.0.1\n"


def test_a_directory_that_cannot_be_written_spoils_nothing(
    ipcom: Ipcom, kept: Path, name_server: Any
) -> None:
    kept.parent.parent.mkdir(parents=True)
    kept.parent.write_text("in the way", "utf-8")
    ended = ipcom("status")
    assert (ended.code, ended.err) == (0, "")


def test_an_address_that_stays_is_not_written_again(ipcom: Ipcom, kept: Path, name_server: Any) -> None:
    assert ipcom("status").code == 0
    before = kept.stat()
    assert ipcom("status").code == 0
    assert kept.stat().st_mtime_ns == before.st_mtime_ns
    assert kept.stat().st_ino == before.st_ino
    assert [path.name for path in kept.parent.glob("address-*")] == [kept.name]


def test_a_gateway_that_is_given_by_its_address_keeps_nothing(
    ipcom: Ipcom, gateway: ThreadedGateway, home: Path
) -> None:
    assert ipcom("status").code == 0
    assert not list((home / "xdg_state_home").glob("*/address-*"))


def test_only_addresses_are_kept(tmp_path: Path) -> None:
    store = AddressStore(tmp_path / "address.txt")
    store.keep("gateway.home")
    store.keep(None)
    assert store.address is None
    assert not (tmp_path / "address.txt").exists()


@pytest.mark.virtual_time
async def test_the_address_is_kept_when_the_gateway_is_reached_and_when_it_changes(
    settings: Settings, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with SimulatedGateway(listen=False) as gateway:
        network = Network()
        network.place(gateway, "10.0.0.1")
        network.names.answer("gateway.home", "10.0.0.1")
        options: dict[str, Any] = {
            "connector": network.connector,
            "name_service": network.names,
            "clock": LoopClock(),
        }
        monkeypatch.setattr(connecting, "IPComClient", functools.partial(IPComClient, **options))
        kept = home / "xdg_state_home" / "ipcom" / "address-gateway.home-5000.txt"
        async with connecting.open_client(settings._replace(host="gateway.home")) as client:
            assert kept.read_text("utf-8") == "10.0.0.1\n"
            network.names.answer("gateway.home", "10.0.0.2")
            network.move(gateway, "10.0.0.2")
            await asyncio.sleep(10.0)
            assert client.address == "10.0.0.2"
        assert kept.read_text("utf-8") == "10.0.0.2\n"
