"""The flow of the command line: whole processes, in real time."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from ipcom.simulator import House, SimulatedGateway

from .hops_counter import Crossed, smallest

RUNS = 3
"""On a busy machine one may need a read more: the smallest counts."""


def command_flows() -> dict[str, Crossed]:
    """`ipcom on NAME`; nothing where the command line cannot run."""
    if find_spec("click") is None or find_spec("rich") is None:
        return {}
    return {"`ipcom on NAME`, all of it": asyncio.run(_smallest())}


async def _smallest() -> Crossed:
    house = House.demo()
    with tempfile.TemporaryDirectory() as folder:
        devices = Path(folder) / "devices.yaml"
        devices.write_text(house.devices_yaml(), encoding="utf-8")
        async with SimulatedGateway(house) as gateway:
            access = {
                "IPCOM_HOST": gateway.host,
                "IPCOM_PORT": str(gateway.port),
                "IPCOM_USERNAME": gateway.username,
                "IPCOM_PASSWORD": gateway.password,
                "IPCOM_DEVICES": str(devices),
                "XDG_STATE_HOME": folder,
            }
            name = house.devices.lights[0].key
            runs = [await _run(str(gateway.port), name, access) for _ in range(RUNS)]
    return smallest(runs)


async def _run(port: str, name: str, access: dict[str, str]) -> Crossed:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.hops_process", port, "on", name,
        env={**os.environ, **access}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await process.communicate()
    found = json.loads(said)
    return Crossed(**{**found, "files": tuple(found["files"])})
