"""A shutter is off in every case that a process can see, and for the others the next command stops it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import (
    PATIENCE_S,
    SOURCE,
    run_process,
    start_process,
    value,
    wait_for,
)

CLOSE = ("cover", "close", "living left")


def start_in_terminal(*arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start the real command in a terminal of its own; what is written to the descriptor is typed there."""
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ipcom.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=terminal,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - the test has one thread that forks
    )
    os.close(terminal)
    return process, keyboard


def _take_terminal() -> None:
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_ctrl_backslash_stops_the_motor(gateway: ThreadedGateway) -> None:
    process, keyboard = start_in_terminal(*CLOSE)
    wait_for(lambda: value(gateway, "5/1") > 0)
    os.write(keyboard, b"\x1c")
    assert process.wait(timeout=PATIENCE_S) == 128 + signal.SIGQUIT
    assert value(gateway, "5/1") == 0


def test_ctrl_z_stops_the_motor_and_then_suspends(gateway: ThreadedGateway) -> None:
    process, keyboard = start_in_terminal(*CLOSE)
    wait_for(lambda: value(gateway, "5/1") > 0)
    os.write(keyboard, b"\x1a")
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert value(gateway, "5/1") == 0
    os.kill(process.pid, signal.SIGCONT)
    assert process.wait(timeout=PATIENCE_S) == 128 + signal.SIGTSTP


def test_ctrl_z_only_suspends_what_moves_nothing(gateway: ThreadedGateway) -> None:
    process, keyboard = start_in_terminal("watch")
    wait_for(lambda: gateway.call(lambda it: len(it.transcript)) > 6)
    os.write(keyboard, b"\x1a")
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    os.kill(process.pid, signal.SIGCONT)
    seen = gateway.call(lambda it: len(it.transcript))
    wait_for(lambda: gateway.call(lambda it: len(it.transcript)) > seen + 4)
    os.write(keyboard, b"\x03")
    assert process.wait(timeout=PATIENCE_S) == 130


@pytest.mark.parametrize("redirected", [">&-", ">/dev/full", "2>&-", "2>/dev/full", "| true"])
def test_the_motor_is_off_where_nothing_can_be_written(gateway: ThreadedGateway, redirected: str) -> None:
    command = f'"{sys.executable}" -m ipcom.cli cover close "living left" --seconds 0.5 {redirected}'
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ended = subprocess.run(
        ["/bin/sh", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    assert "please report" not in ended.stderr
    assert ended.returncode == (1 if redirected == ">/dev/full" else 0)
    assert value(gateway, "5/1") == 0


def test_a_full_disk_keeps_no_shutter_from_moving_and_is_told(gateway: ThreadedGateway, home: Path) -> None:
    (home / "no folder").write_text("")
    ended = run_process(*CLOSE, "--seconds", "0.5", XDG_STATE_HOME=str(home / "no folder"))
    assert ended.code == 0
    assert "cannot be noted on disk" in ended.err
    assert value(gateway, "5/1") == 0


def test_a_run_is_on_the_disk_before_its_first_frame(gateway: ThreadedGateway, home: Path) -> None:
    with start_process(*CLOSE) as process:
        wait_for(lambda: gateway.call(lambda it: len(it.transcript.writes)) > 0)
        (note,) = home.rglob("*.run")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)
    assert not note.exists()


def test_a_run_of_a_command_that_still_runs_is_left_alone(gateway: ThreadedGateway) -> None:
    with start_process(*CLOSE) as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        assert run_process("status").err == ""
        assert value(gateway, "5/1") > 0
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)


def test_a_link_that_is_lost_while_it_moves_is_told_at_once_by_name(gateway: ThreadedGateway) -> None:
    with start_process(*CLOSE) as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        gateway.call(lambda it: it.drop_connections())
        assert process.stderr is not None
        said = ""
        while "link to the gateway is lost" not in said:
            said = process.stderr.readline()
            assert said, "the command ended without a word about the link"
        assert said.startswith("Living left: ")
        assert "at the wall" in said
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)
