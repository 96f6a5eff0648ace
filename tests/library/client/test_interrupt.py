"""Ctrl-C in the middle of a movement: the motor stops, and nothing is said about tasks."""

import signal
import subprocess
import sys
from typing import Any

import pytest

from ipcom.model.address import OutputAddress
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway

UP = OutputAddress(5, 2)
PATIENCE_S = 40.0
"""How long a process may take for what it does at once, on a machine that is busy with other things."""

ASYNC = """
import asyncio, sys
from ipcom import IPComClient, Motion, OutputAddress, ShutterPair

async def main():
    pair = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1))
    options = dict(username="demo", password="demo", shutters=[pair])
    async with IPComClient("127.0.0.1", int(sys.argv[1]), **options) as client:
        await client.drive(pair, Motion.UP)
        print("moving", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""

BLOCKING = """
import sys, time
from ipcom import Motion, OutputAddress, ShutterPair
from ipcom.blocking import IPComClient

pair = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1))
with IPComClient(
    "127.0.0.1", int(sys.argv[1]), username="demo", password="demo", shutters=[pair]
) as client:
    client.drive(pair, Motion.UP)
    print("moving", flush=True)
    while True:
        time.sleep(0.01)  # not longer: Python misses an interrupt just before it sleeps
"""

BLOCKING_NEVER_CLOSED = (
    BLOCKING.replace("with ", "client = ")
    .replace(") as client:", ")")
    .replace("    client.drive", "client.start()\nif True:\n    client.drive")
)

WAITING = BLOCKING.replace("time.sleep(0.01)", "next(client.changes())")


@pytest.mark.parametrize("program", [ASYNC, BLOCKING, BLOCKING_NEVER_CLOSED, WAITING])
def test_an_interrupted_program_leaves_no_shutter_running(program: Any) -> None:
    with ThreadedGateway(SimulatedGateway()) as gateway:
        with subprocess.Popen(
            [sys.executable, "-X", "dev", "-c", program, str(gateway.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as run:
            try:
                assert run.stdout is not None
                assert run.stdout.readline() == "moving\n"
                assert gateway.call(lambda it: it.house.world.is_on(UP))
                run.send_signal(signal.SIGINT)
                _, errors = run.communicate(timeout=PATIENCE_S)
            finally:
                run.kill()
        assert not gateway.call(lambda it: it.house.world.is_on(UP))
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert "never" not in errors
    assert "destroyed" not in errors
    assert "Warning" not in errors
