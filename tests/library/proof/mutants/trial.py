"""Tries one mutant: a copy of the source with its rule broken, played by the proof."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.library.proof.mutants.every import themes_of
from tests.library.proof.mutants.mutant import SOURCE, Mutant

ROOT = SOURCE.parent
RUN_AT_MOST_S = 5.0
"""A run takes a fraction of this; a mutant that never ends is caught by no rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a mutant; `rule` is empty for one that survived `runs` runs."""

    mutant: Mutant
    rule: str
    runs: int
    seed: int = 0
    what: str = ""
    raised: int = 0
    """How many of the runs ended by an exception."""

    @property
    def caught(self) -> bool:
        """Whether the referee saw it."""
        return bool(self.rule)


def try_mutant(mutant: Mutant, runs: int, first: int = 1) -> Verdict:
    """Play seeds against this mutant until a rule is broken, `runs` at most.

    Seeds of the themes that try its rule take turns with seeds that mix everything, those from `first` on.
    """
    with tempfile.TemporaryDirectory(prefix="ipcom-mutant-") as folder:
        source = Path(folder) / "src"
        shutil.copytree(SOURCE / "ipcom", source / "ipcom", ignore=shutil.ignore_patterns("__pycache__"))
        mutant.apply(source)
        return _played(mutant, source, runs, first)


def _played(mutant: Mutant, source: Path, runs: int, first: int) -> Verdict:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(source), str(ROOT)])}
    themes = map(str, themes_of(mutant))
    command = [sys.executable, "-m", "tests.library.proof.mutants.player", str(first), str(runs), *themes]
    try:
        played = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60.0 + runs * RUN_AT_MOST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict(mutant, "", runs, what="it does not end")
    if played.returncode:
        return Verdict(mutant, "", 0, what=played.stderr.strip().splitlines()[-1])
    return Verdict(mutant, **json.loads(played.stdout.splitlines()[-1]))
