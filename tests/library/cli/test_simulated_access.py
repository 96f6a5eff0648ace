"""How to reach a simulated house: what is printed, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.library.cli.cli_rig import BRIEFLY, Ipcom


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


def test_as_json_it_prints_one_object(ipcom: Ipcom, made: list[SimulatedGateway]) -> None:
    ended = ipcom(*BRIEFLY, "--json", "--write-devices", "d.yaml", "--username", "me")
    assert ended.json["port"] == made[0].port
    assert ended.json["username"] == "me"
    assert ended.json["devices"].endswith("/d.yaml")


def test_the_address_of_the_page_is_in_the_json(ipcom: Ipcom) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", ipcom(*BRIEFLY, "--page", "0", "--json").json["page"])
    assert "page" not in ipcom(*BRIEFLY, "--json").json


def test_a_password_of_its_own_comes_from_a_file_and_is_not_shown(
    ipcom: Ipcom, made: list[SimulatedGateway], home: Path
) -> None:
    (home / "secret").write_text("hidden\n")
    ended = ipcom(*BRIEFLY, "--password-file", "secret")
    assert made[0].password == "hidden"
    assert "hidden" not in ended.out + ended.err
    assert "export IPCOM_PASSWORD_FILE=secret\n" in ended.out
    assert "hidden" not in ipcom(*BRIEFLY, "--password-file", "secret", "--json").out
    assert ipcom(*BRIEFLY, "--password-file", "nowhere").code == 2


def test_a_house_that_others_can_reach_is_a_warning(ipcom: Ipcom) -> None:
    ended = ipcom(*BRIEFLY, "--host", "0.0.0.0")
    assert ended.code == 0
    assert "Warning: 0.0.0.0 is not only for this machine." in ended.err
    assert (
        "Every program that reaches this machine"
        in ipcom(*BRIEFLY, "--host", "0.0.0.0", "--json").json["warning"]
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_a_house_on_this_machine_is_no_warning(ipcom: Ipcom, host: str) -> None:
    ended = ipcom(*BRIEFLY, "--host", host)
    assert ended.code == 0, ended.err
    assert "Warning" not in ended.err
