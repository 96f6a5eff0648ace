"""An undeclared output is on alone, for a while, and off at the end: no motor is driven both ways or left on."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from ipcom.cli.run_notes import RunNotes
from ipcom.cli.state_files import state_file
from ipcom.model.address import OutputAddress
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import (
    PATIENCE_S,
    Ipcom,
    press,
    run_process,
    start_process,
    value,
    wait_for,
    written,
)

SWITCHED_ON = [("pulse", "5/3"), ("on", "5/3", "--undeclared"), ("toggle", "5/3", "--undeclared")]


@pytest.fixture(autouse=True)
def _no_file(gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")


@pytest.mark.parametrize("command", SWITCHED_ON)
@pytest.mark.parametrize("other", ["5/4", "9/1"])
def test_beside_one_that_is_seen_on_nothing_is_switched_and_it_is_named(
    gateway: ThreadedGateway, ipcom: Ipcom, command: tuple[str, ...], other: str
) -> None:
    press(gateway, other)
    ended = ipcom(*command)
    assert ended.code == 1
    assert f"since {other} is on and not declared either" in ended.err
    assert f"ipcom off {other}" in ended.err
    assert written(gateway, "5/3") == []


@pytest.mark.parametrize("command", ["on", "toggle"])
def test_two_in_one_command_are_refused(gateway: ThreadedGateway, ipcom: Ipcom, command: str) -> None:
    ended = ipcom(command, "5/3", "5/4", "--undeclared")
    assert ended.code == 2
    assert "takes one output and nothing beside it" in ended.err
    assert len(gateway.call(lambda it: it.transcript)) == 0


@pytest.mark.parametrize("command", ["on", "toggle"])
def test_an_undeclared_output_is_on_for_a_while_with_a_warning(
    gateway: ThreadedGateway, command: str
) -> None:
    ended = run_process(command, "5/3", "--undeclared", "--seconds", "0.5")
    assert (ended.code, ended.out) == (0, "Output 5/3: on\nOutput 5/3: off\n")
    assert "it may be half of a shutter's motor: it goes off after 0.5 s, or at Ctrl-C" in ended.err
    assert written(gateway, "5/3") == [255, 0]


def test_it_is_on_for_three_minutes_at_most(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "5/3", "--undeclared", "--seconds", "181").code == 2
    with start_process("on", "5/3", "--undeclared") as process:
        assert process.stderr is not None
        assert "it goes off after 180 s" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP, signal.SIGUSR1, signal.SIGALRM]
)
@pytest.mark.parametrize("command", ["on", "toggle"])
def test_it_is_off_when_the_command_is_interrupted(
    gateway: ThreadedGateway, number: signal.Signals, command: str
) -> None:
    with start_process(command, "5/3", "--undeclared") as process:
        wait_for(lambda: value(gateway, "5/3") > 0)
        process.send_signal(number)
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 128 + number
    assert value(gateway, "5/3") == 0


def test_a_second_command_beside_the_first_is_refused(gateway: ThreadedGateway) -> None:
    with start_process("on", "5/3", "--undeclared") as first:
        wait_for(lambda: value(gateway, "5/3") > 0)
        second = run_process("pulse", "5/4")
        assert (second.code, written(gateway, "5/4")) == (1, [])
        assert "5/3" in second.err
        assert run_process("off", "5/3").code == 0, "off is always allowed"
        out, _ = first.communicate(timeout=PATIENCE_S)
    assert (first.returncode, out) == (0, "Output 5/3: on\nOutput 5/3: off\n")


def test_dimming_one_is_refused(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("dim", "5/3", "40")
    assert ended.code == 2
    assert written(gateway, "5/3") == []


def test_undeclared_is_not_for_a_declared_output(
    gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path
) -> None:
    ended = ipcom("on", "hall", "--undeclared", "--devices", str(house_file))
    assert ended.code == 2
    assert "leave it out" in ended.err


def test_seconds_belong_to_undeclared(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "5/3", "--seconds", "3").code == 2
    assert ipcom("toggle", "5/3", "--seconds", "3").code == 2


def test_toggling_one_that_is_on_switches_it_off_beside_others_too(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    press(gateway, "5/3")
    press(gateway, "9/1")
    ended = ipcom("toggle", "5/3", "--undeclared")
    assert (ended.code, ended.out, ended.err) == (0, "Output 5/3: off\n", "")
    assert (value(gateway, "5/3"), value(gateway, "9/1")) == (0, 255)


def test_toggling_what_another_command_holds_on_ends_that_command(gateway: ThreadedGateway) -> None:
    with start_process("toggle", "5/3", "--undeclared") as first:
        assert first.stderr is not None
        assert "it goes off after 180 s" in first.stderr.readline()
        assert run_process("toggle", "5/3", "--undeclared").out == "Output 5/3: off\n"
        first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0
    assert written(gateway, "5/3") == [255, 0]


def test_a_dry_run_of_toggling_sends_nothing(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    toggle = ("toggle", "5/3", "--undeclared", "--dry-run")
    assert "Output 5/3: off to on" in ipcom(*toggle).out
    press(gateway, "5/3")
    assert "Output 5/3: on to off" in ipcom(*toggle).out
    assert written(gateway, "5/3") == [255]


@pytest.mark.parametrize("command", SWITCHED_ON)
def test_beside_what_another_command_is_about_to_switch_it_is_refused(
    gateway: ThreadedGateway, ipcom: Ipcom, command: tuple[str, ...]
) -> None:
    notes = RunNotes(state_file(f"runs-{gateway.host}-{gateway.port}-bus1"))
    with notes.noted("Output 9/4", [OutputAddress(9, 4)], lambda: True):
        ended = ipcom(*command)
    assert ended.code == 1
    assert "since 9/4 is on" in ended.err
    assert written(gateway, "5/3") == []


def test_one_that_is_switched_off_at_the_wall_ends_the_command(gateway: ThreadedGateway) -> None:
    with start_process("on", "5/3", "--undeclared") as process:
        assert process.stderr is not None
        assert "it goes off after 180 s" in process.stderr.readline()
        press(gateway, "5/3")
        out, _ = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (0, "Output 5/3: on\nOutput 5/3: off\n")
