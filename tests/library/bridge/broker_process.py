"""A Mosquitto of a test's own, on this machine alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from toolchain.mosquitto import Mosquitto, find_mosquitto

from tests.free_port import free_port

STARTS_WITHIN_S = 10.0
CONFIGURATION = """\
listener {port} 127.0.0.1
allow_anonymous true
max_queued_messages 10000
log_dest stderr
"""


class BrokerProcess:
    """A broker that can be ended and begun again on the same port."""

    def __init__(self, folder: Path, configuration: str = CONFIGURATION) -> None:
        self.port = free_port()
        self._folder = folder
        self._file = folder / "mosquitto.conf"
        as_root = (
            "user root\n" if os.geteuid() == 0 else ""
        )  # else it gives up its rights, and reads nothing here
        self._file.write_text(
            as_root + configuration.replace("{port}", str(self.port)).replace("{folder}", str(folder))
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        found = programs()
        with (self._folder / "mosquitto.log").open("ab") as log:
            self._process = subprocess.Popen(
                [found.broker, "-c", self._file], env=found.full_environment, stderr=log
            )
        until = time.monotonic() + STARTS_WITHIN_S
        while not _answers(self.port):
            assert time.monotonic() < until, (self._folder / "mosquitto.log").read_text()
            time.sleep(0.02)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; after one that ends it the broker can be started again."""
        assert self._process is not None
        self._process.send_signal(number)
        if number is signal.SIGKILL:
            self._process.wait(timeout=10)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None


@contextmanager
def running(folder: Path, configuration: str = CONFIGURATION) -> Iterator[BrokerProcess]:
    broker = BrokerProcess(folder, configuration)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


def write_passwords(file: Path, users: Mapping[str, str]) -> None:
    """Write a password file as a broker's owner does."""
    file.touch(mode=0o600)
    for user, password in users.items():
        subprocess.run(
            [programs().passwords, "-b", file, user, password],
            env=programs().full_environment,
            check=True,
            capture_output=True,
        )


def programs() -> Mosquitto:
    """The broker and its helpers; a machine without them is told what to install."""
    return find_mosquitto()


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(1.0)
        return tried.connect_ex(("127.0.0.1", port)) == 0
