"""The command line as somebody's script calls it: a whole process each time."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from ipcom.simulator.house.house import House

from .farm import HOST, Farm
from .figures import MS, Row


async def processes(farm: Farm, count: int) -> list[Row]:
    """`ipcom on NAME`, and `ipcom off NAME`, in turn."""
    (site,) = await farm.open(demo=True)
    house = House.demo()
    name = house.devices.lights[0].key
    with tempfile.TemporaryDirectory() as folder:
        devices = Path(folder) / "devices.yaml"
        devices.write_text(house.devices_yaml(), encoding="utf-8")
        environment = _compiled_once(folder) | {
            "IPCOM_HOST": HOST,
            "IPCOM_PORT": str(site.port),
            "IPCOM_USERNAME": "demo",
            "IPCOM_PASSWORD": "demo",
            "IPCOM_DEVICES": str(devices),
        }
        pairs = [
            await _one_of_each("on" if n % 2 == 0 else "off", name, environment) for n in range(count + 1)
        ][1:]
    taken, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return [
        Row(
            "`ipcom on NAME`, the whole process",
            f"median {median(taken) * MS:.0f} ms, worst {max(taken) * MS:.0f} ms (of {count})",
            "100 ms",
            median(taken) <= 0.1,
            "332 ms",
        ),
        Row(
            "Python with asyncio and click alone, in turn with these",
            f"median {median(bare) * MS:.0f} ms, worst {max(bare) * MS:.0f} ms (of {count})",
        ),
    ]


async def _one_of_each(command: str, name: str, environment: dict[str, str]) -> tuple[float, float]:
    """How long a command takes, and how long the same Python takes to begin with what cannot be left out."""
    taken = await _run(["-m", "ipcom.cli", command, name], environment)
    return taken, await _run(["-c", "import asyncio, click"], environment)


def _compiled_once(folder: str) -> dict[str, str]:
    """Let Python keep what it compiled, as it does for everybody; the first run, not counted, compiles."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}


async def _run(arguments: list[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments,
        env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, errors = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed: {errors.decode()}")
    return time.monotonic() - began
