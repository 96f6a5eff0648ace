"""Each example of `--help` and of the man pages is typed as it stands, in a house of its own."""

import os
import shlex
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from ipcom.cli.app import root_context
from ipcom.cli.manual.examples import EXAMPLES
from ipcom.cli.manual.tree import contexts
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.free_port import free_port
from tests.library.bridge.broker_process import running
from tests.library.cli.cli_rig import SOURCE, press
from tests.library.python_pages import CONVERSATION

LINES = [(path, example.line) for path, examples in EXAMPLES.items() for example in examples]
BROKER = "mqtt://192.168.1.30"
UNTIL_INTERRUPTED = {
    f"ipcom bridge --broker {BROKER}",
    f"ipcom bridge --broker {BROKER} --house villa",
    f"ipcom bridge --broker {BROKER} --metrics 9464",
    "ipcom demo",
    "ipcom record conversation.jsonl",
    "ipcom simulate --fault split --fault ignore_writes=20",
    "ipcom simulate --life",
    "ipcom simulate --port 0 --page 0",
    "ipcom simulate --replay conversation.jsonl",
    "ipcom watch",
}
SOME_TIME_S = 3.0
"""A command that goes on for longer is well, and is interrupted."""
PATIENCE_S = 60.0
SHUTTER_TIMES = ("--up", "1", "--down", "1", "--yes")
PROFILE = '[gateways.holiday-home]\nhost = "127.0.0.1"\nport = {port}\nusername = "demo"\npassword = "demo"\n'
PASSWORD_ASKED = "Which password has"
ACCOUNT_ASKED = "Which account?"


@dataclass(frozen=True)
class Tried:
    line: str
    code: int
    said: str
    interrupted: bool

    @property
    def well(self) -> bool:
        """Whether it did what it says; where a terminal or the portal would be needed, whether it got so far."""
        if PASSWORD_ASKED in self.said or ACCOUNT_ASKED in self.said or "press Enter" in self.said:
            return self.code == 2
        return self.code in ({0, 130} if self.interrupted else {0}) and "Error" not in self.said


def test_each_command_has_examples() -> None:
    assert list(EXAMPLES.keys() ^ {context.command_path for context in contexts(root_context())}) == []


@pytest.mark.parametrize(("path", "line"), LINES)
def test_an_example_is_of_its_command(path: str, line: str) -> None:
    words = shlex.split(line)
    assert path.split() == words[: len(path.split())] or path in line or path == "ipcom"


@pytest.mark.timeout(240)
def test_each_example_does_what_it_says(tmp_path: Path) -> None:
    lines = dict.fromkeys(line for _, line in LINES)
    with ThreadPoolExecutor(8) as pool:
        tried = list(pool.map(_try, lines, (tmp_path / str(number) for number in range(len(lines)))))
    assert [each for each in tried if not each.well] == []
    assert {each.line for each in tried if each.interrupted} <= UNTIL_INTERRUPTED


def _try(line: str, folder: Path) -> Tried:
    """Type one example where a reader of the documentation stands: in a folder with a devices.yaml."""
    folder.mkdir()
    for name in ("devices.yaml", "house.yaml"):
        (folder / name).write_text(House.demo().devices_yaml(), encoding="utf-8")
    (folder / "evening.yaml").write_text("kitchen: on\nliving: 40\n", encoding="utf-8")
    if "--replay" in line:
        (folder / "conversation.jsonl").write_text(CONVERSATION, encoding="utf-8")
    with ThreadedGateway(SimulatedGateway(speed=20)) as gateway:
        variables = _variables(folder, gateway)
        _write_profile(folder, gateway)
        if "cover" in line:
            for name in ("living_left_u", "living_right_u", "bedroom_window_u"):
                _type(["ipcom", "cover", "calibrate", name, *SHUTTER_TIMES], folder, variables)
        if BROKER not in line:
            return _followed(line, line, folder, variables, gateway)
        with running(folder) as broker:
            typed = line.replace(BROKER, f"mqtt://127.0.0.1:{broker.port}")
            return _followed(line, typed, folder, variables, gateway)


def _write_profile(folder: Path, gateway: ThreadedGateway) -> None:
    path = folder / ".config/ipcom/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(PROFILE.format(port=gateway.port), encoding="utf-8")


def _followed(
    line: str, typed: str, folder: Path, variables: dict[str, str], gateway: ThreadedGateway
) -> Tried:
    typed = _with_what_a_test_has(typed, gateway)
    with _start(["bash", "-c", typed], folder, variables) as process:
        try:
            said, _ = process.communicate(timeout=SOME_TIME_S)
            return Tried(line, process.returncode, said, interrupted=False)
        except subprocess.TimeoutExpired:
            interrupted = line in UNTIL_INTERRUPTED
            if interrupted:
                os.killpg(process.pid, signal.SIGINT)
            else:
                press(gateway, "1/1")  # watch --count waits for it
            return Tried(line, *_end_of(process), interrupted)


def _with_what_a_test_has(line: str, gateway: ThreadedGateway) -> str:
    """Return the line with this house's address and a free port, a short time, and a stand-in for a function of zsh."""
    typed = line.replace("--seconds 30", "--seconds 1").replace("192.168.1.20", gateway.host)
    typed = typed.replace("--metrics 9464", f"--metrics {free_port()}")
    if typed.startswith("ipcom simulate") and "--port" not in typed and "--faults" not in typed:
        typed += " --port 0"
    return f"compdef() {{ :; }}; {typed}" if "zsh" in typed else typed


def _end_of(process: subprocess.Popen[str]) -> tuple[int, str]:
    try:
        said, _ = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return -1, "it never ended"
    return process.returncode, said


def _type(words: list[str], folder: Path, variables: dict[str, str]) -> None:
    with _start(words, folder, variables) as process:
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, said


def _start(command: list[str], folder: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _variables(folder: Path, gateway: ThreadedGateway) -> dict[str, str]:
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    program = bin_folder / "ipcom"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ipcom.cli "$@"\n')
    program.chmod(0o755)
    return {
        "PATH": f"{bin_folder}:/usr/bin:/bin",
        "PYTHONPATH": str(SOURCE),
        "HOME": str(folder),
        "IPCOM_HOST": gateway.host,
        "IPCOM_PORT": str(gateway.port),
        "IPCOM_USERNAME": "demo",
        "IPCOM_PASSWORD": "demo",
    }
