"""Try the mutations on copies of the integration; run as a program, this prints what is caught, in a table.

PYTHONPATH=script .venv-ha/bin/python -m tests.script.integration_check.trial
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from integration_check import check

from tests.script.integration_check.mutation import Mutation
from tests.script.integration_check.mutations import MUTATIONS

INTEGRATION = Path(__file__).parents[3] / "custom_components/ipcom"


def try_out(mutation: Mutation, place: Path) -> str:
    """Return what the checks say of a copy of the integration with one fault."""
    folder = place / INTEGRATION.name
    shutil.copytree(INTEGRATION, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    mutation.edit(folder)
    return "\n".join(map(str, check(folder)))


def table() -> str:
    """Return a line for each mutation: whether it is caught, and by which words."""
    lines, caught = [], 0
    for mutation in MUTATIONS:
        with tempfile.TemporaryDirectory() as place:
            said = [line for line in try_out(mutation, Path(place)).splitlines() if mutation.found in line]
        caught += bool(said)
        lines.append(f"| {mutation.kind} | {mutation.what} | {said[0] if said else '**not caught**'} |")
    head = ["| kind | fault | what is said |", "|---|---|---|"]
    return "\n".join([*head, *lines, "", f"{caught} of {len(MUTATIONS)} caught"])


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
