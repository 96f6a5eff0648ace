"""Measure `ipcom bridge` with many houses on a real Mosquitto: latency, messages, CPU and memory, and a broker's restart.

python -m benchmarks.fleet                        # 1, 100, 500 and 1,000 houses; ten minutes on an idle machine
python -m benchmarks.fleet --houses 20 --seconds 10
python -m benchmarks.fleet --markdown             # the table of docs/bridge-fleet.md
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from .fleet_late import notes
from .fleet_run import Effort, Found, run
from .fleet_table import markdown, rows
from .open_files import allow_many_open_files

COUNTS = (1, 100, 500, 1000)


async def _measure(counts: Sequence[int], effort: Effort) -> tuple[list[Found], list[str]]:
    found = []
    for count in counts:
        began = time.monotonic()
        print(f"measuring: {count} houses", end="", file=sys.stderr, flush=True)
        found.append(await run(count, effort))
        print(f", {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found, [*await notes()]


def _machine(load: float) -> str:
    return (
        f"Measured by `python -m benchmarks.fleet --markdown` in {datetime.now(UTC):%B %Y} on a machine with"
        f" {os.cpu_count()} cores (Python {platform.python_version()}, loopback). When it began, {load:.1f} other"
        " programs wanted a core.\n\n"
    )


def _as_json(found: Sequence[Found], said: Sequence[str]) -> str:
    return json.dumps({"fleets": [dataclasses.asdict(each) for each in found], "notes": said}, indent=1)


def _print_plainly(found: Sequence[Found], said: Sequence[str]) -> None:
    for each in found:
        print(f"\n{each.houses} houses")
        for row in rows():
            print(f"  {row.figure}: {row.cell(each)}" + (f"  (target: {row.target})" if row.target else ""))
    print("", *said, sep="\n")


@click.command(help=__doc__)
@click.option("--houses", multiple=True, type=click.IntRange(1), help="How many; may be repeated.")
@click.option("--seconds", default=60.0, show_default=True, help="How long each fleet is busy.")
@click.option(
    "--idle", default=15.0, show_default=True, help="How long each fleet is idle before, in seconds."
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the table of docs/bridge-fleet.md.")
@click.option("--json", "as_json", is_flag=True, help="Print all that was measured, each single time.")
def main(houses: tuple[int, ...], seconds: float, idle: float, as_markdown: bool, as_json: bool) -> None:
    allow_many_open_files()
    load, *_ = os.getloadavg()
    found, said = asyncio.run(_measure(houses or COUNTS, Effort(idle, seconds)))
    if as_json:
        print(_as_json(found, said))
    elif as_markdown:
        print(_machine(load) + markdown(found, said), end="")
    else:
        _print_plainly(found, said)


if __name__ == "__main__":
    main()
