"""`ipcom simulate --replay`: what was kept is said again."""

import json
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, press, start_process


def recorded(ipcom: Ipcom, path: Path) -> None:
    ended = ipcom("record", str(path), "--seconds", "0.3")
    assert ended.code == 0, ended.err


def test_what_was_recorded_is_played_again(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    press(gateway, "1/1")
    recorded(ipcom, home / "house.jsonl")
    before = ipcom("status", "--json").json["devices"]
    with start_process("simulate", "--replay", str(home / "house.jsonl"), "--port", "0", "--json") as process:
        assert process.stdout is not None
        access = json.loads(process.stdout.readline())
        ended = ipcom("--host", access["host"], "--port", str(access["port"]), "status", "--json")
        process.terminate()
    assert access["messages"] >= 5
    assert ended.json["devices"] == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--house", "x", "--plaintext"), "Leave out --house, --plaintext"),
        (("--speed", "2"), "Leave out --speed"),
    ],
)
def test_a_recording_takes_no_options_of_a_house(ipcom: Ipcom, arguments: tuple[str, ...], told: str) -> None:
    ended = ipcom("simulate", "--replay", "x", *arguments)
    assert ended.code == 2
    assert told in ended.err


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file"), (b"hello", "no recorded conversation"), (b"\xff\xfe", "it is no text")],
)
def test_a_file_that_is_no_recording_is_told(
    ipcom: Ipcom, home: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        (home / "file").write_bytes(content)
    ended = ipcom("simulate", "--replay", "file", "--port", "0")
    assert ended.code == 2
    assert told in ended.err
    assert "file" in ended.err


def test_a_port_that_is_taken_is_told(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    recorded(ipcom, home / "house.jsonl")
    ended = ipcom("simulate", "--replay", "house.jsonl", "--port", str(gateway.port))
    assert ended.code == 2
    assert "Try: --port 0" in ended.err


def test_without_json_it_prints_how_to_reach_it(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    recorded(ipcom, home / "house.jsonl")
    ended = ipcom("simulate", "--replay", "house.jsonl", "--port", "0", "--seconds", "0.1")
    assert ended.code == 0
    assert "export IPCOM_PASSWORD=demo\n" in ended.out


def test_a_file_that_is_too_large_is_refused(
    ipcom: Ipcom, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipcom.cli.replaying.LARGEST_FILE", 3)
    (home / "file").write_text("much")
    assert "it is too large" in ipcom("simulate", "--replay", "file").err


def test_a_file_that_is_nested_without_end_is_no_recording(ipcom: Ipcom, home: Path) -> None:
    (home / "deep.jsonl").write_text("[" * 100_000)
    ended = ipcom("simulate", "--replay", "deep.jsonl", "--port", "0")
    assert ended.code == 2
    assert "deep.jsonl" in ended.err
    assert "report it" not in ended.err
