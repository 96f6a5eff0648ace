"""The demo, and a second gateway to set up by hand, as programs of their own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import PictureError

PROJECT = Path(__file__).resolve().parents[2]
DEVICES = PROJECT / ".demo" / "devices.yaml"
STOP_S = 30.0


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where a simulated gateway listens, and the file that describes its house."""

    port: int
    devices: Path


@contextmanager
def demo() -> Iterator[str]:
    """Run a demo in which nobody lives; gives the address of its Home Assistant."""
    command = ["script/demo", "--quiet", "--fresh", "--folder", "pictures"]
    with _running(command, r"Open +(http://[\d.]+:\d+)/") as found:
        yield found[1]


@contextmanager
def second_gateway() -> Iterator[Gateway]:
    """Run another house, which Home Assistant does not know yet."""
    DEVICES.parent.mkdir(exist_ok=True)
    DEVICES.unlink(missing_ok=True)
    command = [
        ".venv/bin/python",
        "-m",
        "ipcom.cli",
        "--port",
        "0",
        "simulate",
        "--write-devices",
        str(DEVICES),
    ]
    with _running(command, r"127\.0\.0\.1\D+(\d+)") as found:
        yield Gateway(int(found[1]), DEVICES)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], ready: str) -> Iterator[re.Match[str]]:
    """Run a command until the end of the context, which begins when `ready` matches what it prints."""
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield _await(process, ready)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=STOP_S)


def _await(process: subprocess.Popen[str], ready: str) -> re.Match[str]:
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(ready, line):
            return found
    raise PictureError(f"{process.args!r} ended by itself:\n{''.join(said)}")
