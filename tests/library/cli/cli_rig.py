"""What the tests of the command line share."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipcom.model.address import OutputAddress
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.threaded import ThreadedGateway

SOURCE = Path(__file__).parents[3] / "src"
PATIENCE_S = 40.0
"""How long a process may take for what it does at once, on a machine that is busy with other things."""


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


Ipcom = Callable[..., Ended]

BRIEFLY = ("simulate", "--port", "0", "--seconds", "0.1")
"""A simulated house that ends by itself."""


def value(gateway: ThreadedGateway, address: str) -> int:
    """What an output of the house really is."""
    return gateway.call(lambda it: it.house.world.value(OutputAddress.parse(address)))


def written(gateway: ThreadedGateway, address: str) -> list[int]:
    """What an output of the house has been, one after the other."""
    history = gateway.call(lambda it: list(it.house.world.history))
    return [event.value for event in history if event.address == OutputAddress.parse(address)]


def press(gateway: ThreadedGateway, address: str) -> None:
    """Press a switch at the wall."""
    gateway.call(lambda it: it.press(OutputAddress.parse(address)))


@contextmanager
def start_process(*arguments: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Start the real command; it does not outlive the test."""
    with subprocess.Popen(
        [sys.executable, "-m", "ipcom.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def run_process(*arguments: str, **variables: str) -> Ended:
    """Run the real command to its end; it has no terminal to ask anything."""
    with start_process(*arguments, **variables) as process:
        out, err = process.communicate(timeout=PATIENCE_S)
    return Ended(process.returncode, out, err)


def run_in_shell(redirection: str, *arguments: str, **variables: str) -> Ended:
    """Run the real command from a shell, with a redirection such as `<&-`."""
    line = f'exec "$0" "$@" {redirection}'
    ended = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, "-m", "ipcom.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **variables},
        capture_output=True,
        timeout=PATIENCE_S,
        text=True,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until the real command has got so far."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


TIMES = TravelTimes(up=21.0, down=19.5)
"""The demo's first shutter needs so long."""


async def rests(motor: Motor) -> bool:
    """Whether it is off once its contacts have followed the relays."""
    await asyncio.sleep(0.2)
    return motor.running is None


def frames(gateway: ThreadedGateway) -> list[tuple[int, list[int]]]:
    """The frames that the house was sent: a module and its eight values."""
    writes = gateway.call(lambda it: list(it.transcript.writes))
    return [(seen.module, list(seen.values)) for seen in writes]
