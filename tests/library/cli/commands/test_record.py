"""`ipcom record`, `ipcom check --report` and `ipcom simulate --replay`: one file that another machine plays again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipcom.simulator.conversation import parse_conversation
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import SOURCE, Ipcom

SECRETS = ("demo", "127.0.0.1", "Kitchen", "kitchen")


def recorded(ipcom: Ipcom, path: Path, *more: str) -> str:
    ended = ipcom("record", str(path), "--seconds", "0.3", *more)
    assert ended.code == 0, ended.err
    return path.read_text("utf-8")


def test_a_recording_holds_every_message_and_nothing_personal(
    ipcom: Ipcom, gateway: ThreadedGateway, home: Path
) -> None:
    text = recorded(ipcom, home / "house.jsonl", "--write-test", "kitchen")
    kinds = [each.kind for each in parse_conversation(text)]
    assert kinds[:4] == ["login", "login accepted", "read", "outputs"]
    assert {"write", "frame", "disconnect"} <= set(kinds)
    assert not any(secret in text for secret in SECRETS)


def test_it_says_what_it_does_and_what_it_has(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    ended = ipcom("record", "house.jsonl", "--seconds", "0.2")
    assert ended.out == ""
    count = len(parse_conversation((home / "house.jsonl").read_text()))
    assert ended.err.splitlines() == [
        "Recording. Press some wall switches. Ctrl-C ends it.",
        f"{count} messages are in house.jsonl.",
    ]
    answer = ipcom("record", "other.jsonl", "--seconds", "0.2", "--json").json
    assert answer["file"] == "other.jsonl"
    assert answer["messages"] >= 5


@pytest.mark.parametrize("command", [("record", "there"), ("record", "no/such/folder"), ("record", ".")])
def test_no_file_is_overwritten_or_made_up(
    ipcom: Ipcom, gateway: ThreadedGateway, home: Path, command: tuple[str, str]
) -> None:
    (home / "there").write_text("mine")
    ended = ipcom(*command, "--seconds", "0.2")
    assert ended.code == 2
    assert command[1] in ended.err
    assert (home / "there").read_text() == "mine"


def test_a_full_disk_ends_the_recording_and_is_told(gateway: ThreadedGateway, home: Path) -> None:
    program = f"ulimit -f 2; exec {sys.executable} -m ipcom.cli record house.jsonl --seconds 30"
    ended = subprocess.run(
        ["bash", "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert "house.jsonl: it cannot be written on: File too large (make room)" in ended.stderr
    assert len(parse_conversation((home / "house.jsonl").read_text())) > 3


@pytest.mark.parametrize("file", [".", ""])
def test_a_folder_is_no_file_to_record_into(gateway: ThreadedGateway, ipcom: Ipcom, file: str) -> None:
    ended = ipcom("record", file)
    assert ended.code == 2
    assert "it is a folder (write the name of a file)" in ended.err
