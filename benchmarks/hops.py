"""Count what four flows cross of the project's own code: files, functions, calls, and the deepest stack.

python -m benchmarks.hops              # with Home Assistant where `script/setup home-assistant` has made it
python -m benchmarks.hops --files      # also which files
python -m benchmarks.hops --markdown   # the page docs/hops.md
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .hops_command import command_flows
from .hops_counter import Crossed
from .hops_library import library_flows

ROOT = Path(__file__).parents[1]
HOME_ASSISTANT = ROOT / ".venv-ha" / "bin" / "python"
HEADINGS = ("flow", "files", "functions", "calls", "deepest stack")

INTRODUCTION = """\
# Hops

Printed by `python -m benchmarks.hops --markdown`: how much of the project's own code a flow crosses. Fewer is better as long as files
and functions stay short.
"""

NOTES = """\
## What is counted

- Functions in `src/ipcom` and `custom_components/ipcom`: neither Python's own nor Home Assistant's, nor what the simulated gateway does.
- *Files* and *functions* are different ones; a function that is called twice is two *calls*. Properties and lambdas are calls;
  comprehensions, the bodies of modules and classes, and what dataclasses make by themselves are not. A coroutine counts once in each
  row, however often it is resumed.
- *Deepest stack*: how many functions of ours at most waited for each other within one turn of the event loop.
- Everything of ours that runs between the two moments is counted, whichever task it runs in: the read that a frame rests on, its answer,
  and the change that is published to every subscriber. An earlier count (37 files and 155 calls for a lamp's frame, 50 and 204 for a
  shutter's) was made in another way and by another tool: these figures compare with each other only.
- The library's flows run in virtual time and are the same each time. Those of Home Assistant (with the whole demo house) and of the
  command line run in real time; the smallest of several runs is printed. The byte's ends with the turn of the event loop in which the
  state is written: all entities of the house have looked then.
"""


def home_assistant_flows() -> dict[str, Crossed]:
    """Those of Home Assistant, measured by the Python that has it; nothing where none has."""
    python = sys.executable if find_spec("homeassistant") else HOME_ASSISTANT
    if not Path(python).exists():
        return {}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path}
    command = [python, "-m", "benchmarks.hops_home_assistant"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"the flows of Home Assistant failed:\n{run.stderr}")
    return {
        name: Crossed(**{**it, "files": tuple(it["files"])}) for name, it in json.loads(run.stdout).items()
    }


def rows(flows: dict[str, Crossed]) -> Iterator[tuple[str, ...]]:
    for name, it in flows.items():
        yield name, str(len(it.files)), str(it.functions), str(it.calls), str(it.deepest)


def page(flows: dict[str, Crossed], left_out: list[str]) -> str:
    """The page docs/hops.md."""
    table = [HEADINGS, ("---", *("---:" for _ in HEADINGS[1:])), *rows(flows)]
    lines = "".join(f"| {' | '.join(row)} |\n" for row in table)
    said = "".join(f"\nLeft out: {what}.\n" for what in left_out)
    return f"{INTRODUCTION}\n{lines}{said}\n{NOTES}"


def show(flows: dict[str, Crossed], left_out: list[str], *, files: bool) -> None:
    table = [HEADINGS, *rows(flows)]
    width = max(len(row[0]) for row in table)
    for name, *figures in table:
        print(name.ljust(width), *(figure.rjust(14) for figure in figures))
        if files and name in flows:
            print(*(f"    {file}" for file in flows[name].files), sep="\n")
    for what in left_out:
        print(f"left out: {what}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--markdown", action="store_true", help="print the page docs/hops.md")
    parser.add_argument("--files", action="store_true", help="name the files")
    options = parser.parse_args()
    parts = {
        "Home Assistant is not installed (script/setup home-assistant)": home_assistant_flows(),
        "the command line needs click and rich": command_flows(),
    }
    flows = library_flows()
    for part in parts.values():
        flows |= part
    left_out = [why for why, part in parts.items() if not part]
    if options.markdown:
        print(page(flows, left_out), end="")
    else:
        show(flows, left_out, files=options.files)


if __name__ == "__main__":
    main()
