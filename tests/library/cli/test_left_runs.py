"""What a killed command left on is named and stopped by the next command that logs in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import (
    PATIENCE_S,
    run_process,
    start_process,
    value,
    wait_for,
)


@pytest.fixture(autouse=True)
def _no_file(gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")


def test_what_a_killed_command_left_on_is_named_and_stopped_by_the_next_one(
    gateway: ThreadedGateway, home: Path
) -> None:
    with start_process("on", "5/3", "--undeclared") as process:
        wait_for(lambda: value(gateway, "5/3") > 0)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    assert value(gateway, "5/3") > 0
    ended = run_process("status")
    assert ended.code == 0
    assert "Output 5/3 is still on from an earlier command" in ended.err
    assert "Output 5/3 is stopped now" in ended.err
    assert value(gateway, "5/3") == 0
    assert run_process("status").err == "Everything is off.\n"
    assert list(home.rglob("*.run")) == []


def test_what_a_killed_command_left_moving_is_named_and_stopped_by_the_next_one(
    gateway: ThreadedGateway, home: Path, house_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_DEVICES", str(house_file))
    with start_process("cover", "close", "living left") as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    assert value(gateway, "5/1") > 0
    ended = run_process("on", "kitchen")
    assert (ended.code, ended.out) == (0, "Kitchen: on\n")
    assert "Living left is still on from an earlier command" in ended.err
    assert "Living left is stopped now" in ended.err
    assert value(gateway, "5/1") == 0
    assert list(home.rglob("*.run")) == []


@pytest.mark.parametrize("next_command", [("check", "--seconds", "1"), ("watch", "--count", "1")])
def test_commands_that_only_look_stop_it_too(gateway: ThreadedGateway, next_command: tuple[str, ...]) -> None:
    with start_process("on", "5/3", "--undeclared") as process:
        wait_for(lambda: value(gateway, "5/3") > 0)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    with start_process(*next_command) as process:
        assert process.stderr is not None
        assert "Output 5/3 is still on" in process.stderr.readline()
        assert "Output 5/3 is stopped now" in process.stderr.readline()
        assert value(gateway, "5/3") == 0
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def test_the_stop_of_a_shutter_needs_no_devices_yaml(gateway: ThreadedGateway, house_file: Path) -> None:
    with start_process("cover", "close", "living left", IPCOM_DEVICES=str(house_file)) as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    assert "Living left is stopped now" in run_process("status").err
    assert value(gateway, "5/1") == 0
