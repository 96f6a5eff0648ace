"""Walk through a page: `.venv/bin/python -m tests.script.page_walk [PAGE]`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs/command-line.md"
sys.path.insert(0, str(ROOT / "script"))

from tests.script.page_walk.fittings import fit_out  # noqa: E402
from tests.script.page_walk.page_blocks import PageMistake  # noqa: E402
from tests.script.page_walk.terminal import Terminal  # noqa: E402
from tests.script.page_walk.walker import Walker  # noqa: E402
from tests.script.page_walk.world import Person, gateway_at, own_network, place_gateway, portal  # noqa: E402


def prepare_and_walk(page: Path) -> int:
    """Make the reader's environment, and walk the page there, in a network of its own where that is possible."""
    with tempfile.TemporaryDirectory(prefix="ipcom-page-") as folder:
        variables = fit_out(Path(folder))
        network = own_network()
        told = json.dumps({"page": str(page), "variables": variables, "alone": bool(network)})
        command = [*network, sys.executable, "-m", "tests.script.page_walk", "--inside"]
        return subprocess.run(command, input=told, text=True, check=False, cwd=ROOT).returncode


def walk_inside(page: str, variables: dict[str, str], *, alone: bool) -> None:
    """Walk the page; what differs is told, and ends it."""
    home = Path(variables["HOME"])
    host = place_gateway(alone=alone)
    with ExitStack() as world:
        gateway = world.enter_context(gateway_at(host))
        variables["IPCOM_PORTAL_URL"] = world.enter_context(portal())
        terminal = world.enter_context(Terminal(home, variables))
        walker = Walker(terminal, home, Person(gateway), host)
        try:
            blocks = walker.walk(Path(page).read_text(encoding="utf-8"))
        except PageMistake as mistake:
            sys.exit(f"{os.path.relpath(page)}, {mistake}")
    where = "in a network of its own" if alone else f"with {host} for the gateway's address"
    sys.stdout.write(f"{os.path.relpath(page)}: {blocks} blocks walked, {where}.\n")


if sys.argv[1:] == ["--inside"]:
    told = json.loads(sys.stdin.read())
    walk_inside(told["page"], told["variables"], alone=told["alone"])
else:
    sys.exit(prepare_and_walk(Path(*sys.argv[1:]) if sys.argv[1:] else PAGE))
