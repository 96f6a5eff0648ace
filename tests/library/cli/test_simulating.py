"""A simulated house from the command line."""

from __future__ import annotations

import asyncio
import re
import socket
import sys
from pathlib import Path

import pytest

from ipcom.cli import simulating
from ipcom.model.bus_type import BusType
from ipcom.model.devices_yaml import load_devices
from ipcom.model.host import DEFAULT_PORT
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from tests.library.cli.cli_rig import Ipcom

BRIEFLY = ("simulate", "--port", "0", "--seconds", "0.1")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[SimulatedGateway]:
    """The gateways that were made."""
    gateways: list[SimulatedGateway] = []

    class Kept(SimulatedGateway):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[arg-type]
            gateways.append(self)

    monkeypatch.setattr(simulating, "SimulatedGateway", Kept)
    return gateways


def test_simulate_prints_what_to_paste(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    ended = ipcom(*BRIEFLY)
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "export IPCOM_HOST=127.0.0.1",
        f"export IPCOM_PORT={made[0].port}",
        "export IPCOM_USERNAME=demo",
        "export IPCOM_PASSWORD=demo",
    ]
    assert "A simulated house answers at 127.0.0.1" in ended.err


def test_port_0_takes_a_free_one_and_not_the_usual_one(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    assert ipcom(*BRIEFLY).code == 0
    assert made[0].port != DEFAULT_PORT


def test_as_json_it_prints_one_object(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    ended = ipcom(*BRIEFLY, "--json", "--write-devices", "d.yaml", "--username", "me")
    assert ended.json["port"] == made[0].port
    assert ended.json["username"] == "me"
    assert ended.json["devices"].endswith("/d.yaml")


def test_every_option_reaches_the_gateway(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    key = "ab" * 128
    ended = ipcom(
        *BRIEFLY,
        "--key",
        key,
        "--plaintext",
        "--speed",
        "3",
        "--fault",
        "split",
        "--fault",
        "delay=5ms",
        "--life",
    )
    assert ended.code == 0
    (gateway,) = made
    assert gateway.key == bytes.fromhex(key)
    assert not gateway.ciphered
    assert gateway.house.speed == 3
    assert (gateway.faults.split, gateway.faults.delay_s) == (1, 0.005)


def test_a_page_is_served_on_loopback_wherever_the_gateway_listens(ipcom: Ipcom) -> None:
    ended = ipcom(*BRIEFLY, "--page", "0", "--host", "0.0.0.0")
    assert ended.code == 0
    assert re.search(r"open http://127\.0\.0\.1:\d+/\n", ended.err)
    assert "http" not in ended.out, "what is pasted into a shell"


def test_the_address_of_the_page_is_in_the_json(ipcom: Ipcom) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", ipcom(*BRIEFLY, "--page", "0", "--json").json["page"])
    assert "page" not in ipcom(*BRIEFLY, "--json").json


def test_the_page_without_aiohttp_says_what_to_install(ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("ipcom.simulator.page.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    ended = ipcom(*BRIEFLY, "--page", "0")
    assert (ended.code, ended.err) == (2, 'Error: The page needs aiohttp: pip install "ipcom[page]"\n')
    assert ipcom(*BRIEFLY).code == 0


def test_a_port_of_the_page_that_is_taken_is_told(ipcom: Ipcom) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = ipcom(*BRIEFLY, "--page", str(server.getsockname()[1]))
    assert ended.code == 2
    assert "cannot be used for the page" in ended.err
    assert "Try: --page 0" in ended.err


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_page_needs_a_port(ipcom: Ipcom, port: str) -> None:
    assert ipcom(*BRIEFLY, "--page", port).code == 2


def test_its_devices_are_written_once(ipcom: Ipcom, home: Path) -> None:
    assert ipcom(*BRIEFLY, "--write-devices", "demo.yaml").code == 0
    assert load_devices(home / "demo.yaml") is not None
    assert [d.key for d in load_devices(home / "demo.yaml").outputs] == [
        d.key for d in House.demo().devices.outputs
    ]
    ended = ipcom(*BRIEFLY, "--write-devices", "demo.yaml")
    assert ended.code == 2
    assert "demo.yaml: it exists already, and is not overwritten" in ended.err
    assert ipcom(*BRIEFLY, "--write-devices", "no/such/demo.yaml").code == 2


def test_a_house_from_a_file(ipcom: Ipcom, house_file: Path, made: list[SimulatedGateway]) -> None:
    assert ipcom(*BRIEFLY, "--house", str(house_file)).code == 0
    assert len(made[0].house.devices.outputs) == 20
    assert ipcom(*BRIEFLY, "--house", "none.yaml").code == 2


def test_a_house_with_another_kind_of_bus(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    ended = ipcom(*BRIEFLY, "--bus-type", "BiBus")
    assert "export IPCOM_BUS_TYPE=bibus" in ended.out
    assert made[0].house.world.layout.bus_type is BusType.BIBUS


def test_a_port_that_is_taken_is_told(ipcom: Ipcom) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = ipcom("simulate", "--port", str(server.getsockname()[1]))
    assert ended.code == 2
    assert "Try: --port 0" in ended.err


def test_all_faults_are_listed(ipcom: Ipcom) -> None:
    lines = ipcom("simulate", "--faults").out.splitlines()
    assert any(line.startswith("ignore_writes=20") for line in lines)


@pytest.mark.virtual_time
async def test_the_occupant_lives_there_until_the_end() -> None:
    import random

    async with SimulatedGateway() as gateway:
        async with simulating.occupied(gateway.house, random.Random(1)):
            await asyncio.sleep(300)
        happened = len(gateway.house.world.history)
        await asyncio.sleep(300)
    assert happened > 20
    assert len(gateway.house.world.history) <= happened + 6, "shutters that were running"
