"""The real command in a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, press, run_process, start_process, value, wait_for


def test_switching_on(gateway: ThreadedGateway) -> None:
    ended = run_process("on", "kitchen")
    assert (ended.code, ended.out, ended.err) == (0, "Kitchen: on\n", "")


def test_a_wrong_password(gateway: ThreadedGateway) -> None:
    ended = run_process("status", IPCOM_PASSWORD="wrong")
    assert ended.code == 4
    assert "check the user name" in ended.err


def test_a_closed_port(gateway: ThreadedGateway) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    ended = run_process("status", "--port", str(port))
    assert ended.code == 3
    assert "check that" in ended.err


def test_a_silent_port(gateway: ThreadedGateway) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = run_process("--json", "status", "--port", str(server.getsockname()[1]), "--timeout", "0.3")
    assert ended.code == 5
    assert ended.error["exit_code"] == 5
    assert ended.out == ""


def test_a_port_that_is_no_gateway(gateway: ThreadedGateway) -> None:
    with another_service() as port:
        ended = run_process("status", "--port", str(port))
    assert ended.code == 6
    assert "gateway" in ended.err


def test_an_unknown_name(gateway: ThreadedGateway) -> None:
    ended = run_process("on", "kitchn")
    assert ended.code == 2
    assert "Did you mean" in ended.err


def test_a_broken_devices_file(gateway: ThreadedGateway, home: Path) -> None:
    (home / "broken.yaml").write_text("lights:\n  a: {module: 99}\n")
    ended = run_process("on", "kitchen", "--devices", "broken.yaml")
    assert ended.code == 2
    assert "broken.yaml:2: module 99" in ended.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_shutter_stops_when_the_command_is_interrupted(
    gateway: ThreadedGateway, number: signal.Signals, code: int
) -> None:
    with start_process("cover", "close", "living left") as process:
        wait_for(lambda: value(gateway, "5/1") > 0)
        process.send_signal(number)
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode == code
    assert value(gateway, "5/1") == 0


def test_a_watcher_tells_changes_until_it_is_interrupted(gateway: ThreadedGateway) -> None:
    with start_process("watch", "--json") as process:
        wait_for(lambda: gateway.call(lambda it: len(it.transcript)) > 6)
        press(gateway, "3/4")
        assert process.stdout is not None
        state, line = process.stdout.readline(), process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert '"connection": "online"' in state
    assert '"device_key": "kitchen"' in line
    assert (process.returncode, out, err.strip()) == (130, "", "")


def test_a_reader_that_leaves_ends_the_command_in_peace(gateway: ThreadedGateway) -> None:
    with start_process("status", "--json") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_a_simulated_house_can_be_used_by_pasting_what_it_prints(home: Path) -> None:
    with start_process("simulate", "--port", "0", "--write-devices", "demo.yaml") as simulator:
        assert simulator.stdout is not None
        assert simulator.stderr is not None
        lines = [simulator.stdout.readline() for _ in range(5)]
        assert all(lines), simulator.stderr.read()
        variables = dict(line.removeprefix("export ").strip().split("=", 1) for line in lines)
        assert run_process("on", "kitchen", **variables).out == "Kitchen: on\n"
        simulator.send_signal(signal.SIGINT)
        simulator.communicate(timeout=PATIENCE_S)
    assert simulator.returncode == 130
    assert set(variables) == {f"IPCOM_{name}" for name in ("HOST", "PORT", "USERNAME", "PASSWORD", "DEVICES")}


@contextmanager
def another_service() -> Iterator[int]:
    """A service that greets, as an SSH server does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_process_ends_without_taking_apart_what_it_imported() -> None:
    ends = "import atexit\nfrom ipcom.cli import process\natexit.register(print, 'written out')\n"
    script = f"{ends}class Kept:\n    def __del__(self): print('taken apart')\nkept = Kept()\nprocess()\n"
    ended = run_script(script, "--help")
    assert ended.returncode == 0
    assert "Usage: ipcom" in ended.stdout
    assert ended.stdout.endswith("written out\n")


def test_a_process_waits_for_a_thread_that_has_work_left() -> None:
    script = (
        "import threading\nfrom ipcom.cli import process\n"
        "threading.Thread(target=lambda: (threading.main_thread().join(), print('done'))).start()\nprocess()\n"
    )
    assert run_script(script, "--help").stdout.endswith("done\n")


def test_a_process_says_what_of_its_output_is_lost() -> None:
    script = "import sys\nfrom ipcom.cli import process\nsys.stdout = open('/dev/full', 'w')\nprocess()\n"
    ended = run_script(script, "--version")
    assert ended.returncode != 0
    assert "No space left" in ended.stderr


def run_script(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], check=False, capture_output=True, text=True
    )
