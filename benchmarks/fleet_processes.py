"""The processes of a fleet, and what each of them uses."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.model.devices_yaml import dump_devices
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.demo_house import demo_devices, demo_motors

from .farm import HOST

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/mosquitto/fleet.conf"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CONNECTED = re.compile(rb"New client connected from \S+ as (\S+) \(")
STARTS_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far."""

    cpu_s: float
    resident: int

    @classmethod
    def of(cls, pid: int) -> Usage:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return cls((int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE)


class Meter:
    """The use of named processes over a while; several of one name are added up."""

    def __init__(self, pids: Mapping[str, list[int]]) -> None:
        self._pids = pids
        self._began = time.monotonic()
        self._before = {name: self._cpu(name) for name in pids}

    def _cpu(self, name: str) -> float:
        return sum(Usage.of(pid).cpu_s for pid in self._pids[name])

    def cpu(self) -> dict[str, float]:
        """Cores used since the beginning."""
        took = time.monotonic() - self._began
        return {name: (self._cpu(name) - self._before[name]) / took for name in self._pids}

    def resident(self) -> dict[str, int]:
        return {name: sum(Usage.of(pid).resident for pid in pids) for name, pids in self._pids.items()}


class Broker:
    """A Mosquitto with the example's configuration, and when each client connected."""

    def __init__(self, folder: Path, *, queued: int | None = None) -> None:
        """`queued`: its limit of waiting messages in place of the example's."""
        self.port = free_port()
        self.connected: dict[str, float] = {}
        self.said: deque[str] = deque(maxlen=20)
        self._file = folder / "mosquitto.conf"
        self._file.write_text(configuration(self.port, queued))
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        sys.path[:0] = [str(ROOT / "script")]
        from toolchain.mosquitto import find_mosquitto

        found = find_mosquitto()
        self.connected = {}
        self._process = await asyncio.create_subprocess_exec(
            found.broker, "-c", self._file, env=found.full_environment, stderr=asyncio.subprocess.PIPE
        )
        self._reading = asyncio.create_task(self._read())
        until = time.monotonic() + STARTS_WITHIN_S
        while not _answers(self.port):
            assert time.monotonic() < until, "the broker does not start"
            await asyncio.sleep(0.01)

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.said.append(line.decode())
            if found := CONNECTED.search(line):
                self.connected.setdefault(found[1].decode(), time.monotonic())

    async def stop(self) -> None:
        assert self._process is not None
        assert self._process.returncode is None, f"the broker has ended: {''.join(self.said)}"
        self._process.terminate()
        await self._process.wait()


def configuration(port: int, queued: int | None = None) -> str:
    """The example's configuration on another port, with the log that tells who connects."""
    text = EXAMPLE.read_text().replace("listener 1883 ", f"listener {port} ")
    if queued is not None:
        text = re.sub(r"(?m)^max_queued_messages .*", f"max_queued_messages {queued}", text)
    as_root = "user root\n" if os.geteuid() == 0 else ""
    return f"{as_root}{text}\nlog_dest stderr\nconnection_messages true\n"


class Bridge:
    """`ipcom bridge` with a configuration file of many houses."""

    def __init__(self, folder: Path, broker: int, gateways: Mapping[str, int]) -> None:
        self._folder = folder
        self._environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
        (folder / "devices.yaml").write_text(dump_devices(demo_devices()))
        self._file = folder / "config.toml"
        self._file.write_text(_profiles(broker, gateways))
        self._file.chmod(0o600)
        _write_travel_times(folder / "state/ipcom", gateways.values())
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def trouble(self) -> str:
        """What it said on its error stream."""
        return (self._folder / "bridge.log").read_text()

    async def start(self, *before: str) -> None:
        """Start it; `before` is a program that starts it, as a profiler does."""
        with (self._folder / "bridge.log").open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *before, sys.executable, "-m", "ipcom.cli", "--config", self._file, "bridge",
                env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip

    async def stop(self) -> float:
        """End it in order; the seconds that it takes."""
        assert self._process is not None
        began = time.monotonic()
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await self._process.wait()
        return time.monotonic() - began


def _profiles(broker: int, gateways: Mapping[str, int]) -> str:
    houses = ", ".join(f'"{name}"' for name in gateways)
    text = f'[bridge]\nbroker = "mqtt://{HOST}:{broker}"\nhouses = [{houses}]\n'
    for name, port in gateways.items():
        text += f'[gateways.{name}]\nhost = "{HOST}"\nport = {port}\nusername = "demo"\npassword = "demo"\n'
        text += 'devices = "devices.yaml"\n'
    return text


def _write_travel_times(folder: Path, ports: object) -> None:
    """Keep travel times and positions of the shutters for each gateway, as a calibration would."""
    import json

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    open_now = StoredPosition(position=100.0, confidence=Confidence.KNOWN, at=time.time())
    records = {
        f"{pair.up}-{pair.down}": StoredCover(
            Times(TravelTimes(up=motor.up_s, down=motor.down_s)), open_now
        ).to_dict()
        for pair, motor in demo_motors().items()
    }
    for port in ports:  # type: ignore[attr-defined]
        (folder / f"covers-{HOST}-{port}-bus1.json").write_text(json.dumps(records))


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex((HOST, port)) == 0
