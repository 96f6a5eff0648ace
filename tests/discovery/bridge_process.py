"""`ipcom bridge` as a program of its own: Home Assistant pins another version of the library for MQTT."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from toolchain.environments import LIBRARY
from toolchain.project import ROOT

from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House

FILE = """\
[bridge]
broker = "mqtt://127.0.0.1:{broker}"
discovery = true
houses = ["home"]
{more}

[gateways.home]
host = "127.0.0.1"
port = {gateway}
username = "demo"
password = "demo"
devices = "home.yaml"
"""
ENDS_WITHIN_S = 20.0


class BridgeProgram:
    """A folder with a configuration file, and the program that is run in it."""

    def __init__(self, folder: Path, broker: int, gateway: SimulatedGateway) -> None:
        self._folder = folder
        self._broker = broker
        self._gateway = gateway
        self.write(gateway.house)

    def write(self, house: House, more: str = "") -> None:
        """Describe a house, with further lines of `[bridge]`."""
        (self._folder / "home.yaml").write_text(house.devices_yaml(), "utf-8")
        file = self._folder / "config.toml"
        file.write_text(FILE.format(broker=self._broker, gateway=self._gateway.port, more=more), "utf-8")
        file.chmod(0o600)

    async def calibrate(self, shutter: str, up: float, down: float) -> None:
        """Tell the travel times of a shutter, by the command that owners use."""
        process = await self._start(
            "--gateway", "home", "cover", "calibrate", shutter, "--up", f"{up}", "--down", f"{down}", "--yes"
        )
        out, _ = await process.communicate()
        assert process.returncode == 0, out.decode()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the bridge until the end of the block."""
        process = await self._start("bridge")
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await asyncio.wait_for(process.communicate(), ENDS_WITHIN_S)

    async def _start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            LIBRARY.python, "-m", "ipcom.cli", "--config", str(self._folder / "config.toml"), *arguments,
            cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("IPCOM_")},
                "PYTHONPATH": str(ROOT / "src"),
                "XDG_STATE_HOME": str(self._folder / "state"),
                "XDG_CONFIG_HOME": str(self._folder),
            },
        )  # fmt: skip
