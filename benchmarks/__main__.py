"""Measure everything in one run and print it beside the targets.

python -m benchmarks                 # twenty minutes, on an otherwise idle machine
python -m benchmarks --quick         # three minutes, to see that it works
python -m benchmarks --only race     # one part; may be repeated
python -m benchmarks --markdown      # the page docs/figures.md; with --home-assistant FILE for its second part
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from pathlib import Path

import click

from .effort import FULL, QUICK, Effort
from .farm import farm
from .figures import Row
from .markdown import page
from .parts import PARTS
from .table import show


async def _measure(names: tuple[str, ...], effort: Effort, rng: random.Random) -> list[Row]:
    rows = []
    for name in names:
        print(f"measuring: {name}", end="", file=sys.stderr, flush=True)
        began = time.monotonic()
        try:
            async with farm() as there:
                rows += await PARTS[name](there, effort, rng)
        except Exception as error:  # noqa: BLE001 - the other figures are worth having
            rows.append(Row(f"{name}: not measured", f"{type(error).__name__}: {error}", met=False))
        print(f", {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Less of everything.")
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="Only this part.")
@click.option("--seed", default=1, show_default=True, help="For everything random.")
@click.option("--markdown", is_flag=True, help="Print the page docs/figures.md.")
@click.option(
    "--home-assistant",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What script/demo --check printed, for the page.",
)
def main(quick: bool, only: tuple[str, ...], seed: int, markdown: bool, home_assistant: Path | None) -> None:
    load, *_ = os.getloadavg()
    rows = asyncio.run(_measure(only or tuple(PARTS), QUICK if quick else FULL, random.Random(seed)))
    if markdown:
        print(page(rows, load, home_assistant.read_text(encoding="utf-8") if home_assistant else ""), end="")
    else:
        show(rows)


if __name__ == "__main__":
    main()
