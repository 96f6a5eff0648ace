"""A simulated house from the command line."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import pytest

from ipcom.model.bus_type import BusType
from ipcom.model.devices_yaml import load_devices
from ipcom.model.host import DEFAULT_PORT
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from tests.library.cli.cli_rig import BRIEFLY, Ipcom, run_process


def test_port_0_takes_a_free_one_and_not_the_usual_one(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    assert ipcom(*BRIEFLY).code == 0
    assert made[0].port != DEFAULT_PORT


def test_every_option_reaches_the_gateway(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    ended = ipcom(
        *BRIEFLY, "--plaintext", "--speed", "3", "--fault", "split", "--fault", "delay=5ms", "--life"
    )
    assert ended.code == 0
    (gateway,) = made
    assert not gateway.ciphered
    assert gateway.house.speed == 3
    assert (gateway.faults.split, gateway.faults.delay_s) == (1, 0.005)


def test_a_session_key_of_ones_own(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    key = "ab" * 128
    assert ipcom(*BRIEFLY, "--key", key).code == 0
    assert made[0].key == bytes.fromhex(key)


def test_a_page_is_served_on_loopback_wherever_the_gateway_listens(ipcom: Ipcom) -> None:
    ended = ipcom(*BRIEFLY, "--page", "0", "--host", "0.0.0.0")
    assert ended.code == 0
    assert re.search(r"open http://127\.0\.0\.1:\d+/\n", ended.err)
    assert "http" not in ended.out, "what is pasted into a shell"


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


def test_a_real_gateway_in_the_environment_is_not_touched(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    """Its address, its name and above all its password are not those of a simulated house."""
    real = {
        "IPCOM_HOST": "192.0.2.7",
        "IPCOM_PORT": "5001",
        "IPCOM_USERNAME": "owner",
        "IPCOM_PASSWORD": "topsecret",
        "IPCOM_PASSWORD_FILE": "nowhere",
        "IPCOM_BUS": "2",
        "IPCOM_BUS_TYPE": "bibus",
        "IPCOM_DEVICES": "nowhere.yaml",
        "IPCOM_TIMEOUT": "3",
    }
    ended = run_process(*BRIEFLY, **real)
    assert ended.code == 0, ended.err
    assert "topsecret" not in ended.out + ended.err
    assert "export IPCOM_HOST=127.0.0.1\n" in ended.out
    assert "export IPCOM_USERNAME=demo\nexport IPCOM_PASSWORD=demo\n" in ended.out
    assert "BUS_TYPE" not in ended.out
    without_port = run_process("simulate", "--seconds", "0.1", "--port", "0", "--json", **real)
    assert without_port.json["host"] == "127.0.0.1"


def test_the_environment_may_still_ask_for_json(ipcom: Ipcom) -> None:
    assert run_process(*BRIEFLY, IPCOM_JSON="1").json["username"] == "demo"


def test_the_demo_takes_nothing_of_a_real_gateway_either() -> None:
    ended = run_process("demo", "--check", "--seconds", "0.5", IPCOM_HOST="192.0.2.7", IPCOM_BUS="2")
    assert "Light on" in ended.out
    assert ended.code in (0, 1), "whatever it found in so short a time"


def test_mistakes_in_a_house_file_are_told_with_their_lines(ipcom: Ipcom, home: Path) -> None:
    (home / "mine.yaml").write_text("ramp: 1\nmotors:\n  living_left_u: {up: fast}\nxyz: 1\n")
    ended = ipcom(*BRIEFLY, "--house", "mine.yaml")
    assert ended.code == 2
    assert "mine.yaml:3: motors: living_left_u: up: 'fast'" in ended.err
    assert 'mine.yaml:4: "xyz" is unknown' in ended.err
    problems = ipcom(*BRIEFLY, "--house", "mine.yaml", "--json").error["problems"]
    assert sorted(problem["line"] for problem in problems) == [3, 4]


def test_mistakes_in_a_house_of_toml_are_told_with_the_paths_of_their_keys(ipcom: Ipcom, home: Path) -> None:
    (home / "mine.toml").write_text("[motors.living_left_u]\nup = 'fast'\n")
    ended = ipcom(*BRIEFLY, "--house", "mine.toml")
    assert (ended.code, "mine.toml: motors.living_left_u.up: 'fast'" in ended.err) == (2, True)


@pytest.mark.parametrize("name", ["deep.yaml", "deep.toml", "bomb.yaml", "large.yaml"])
def test_a_house_file_that_would_cost_too_much_is_refused(ipcom: Ipcom, home: Path, name: str) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    texts = {
        "deep.yaml": "a: " + "[" * 100_000,
        "deep.toml": "a = " + "[" * 100_000,
        "bomb.yaml": bomb,
        "large.yaml": "# " + "x" * 300_000,
    }
    (home / name).write_text(texts[name])
    ended = ipcom(*BRIEFLY, "--house", name)
    assert ended.code == 2
    assert name in ended.err
    assert "please report" not in ended.err
