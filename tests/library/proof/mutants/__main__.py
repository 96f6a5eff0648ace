"""Plays the proof against each mutant until a rule of the referee catches it, and prints a table.

    python -m tests.library.proof.mutants [--runs 500] [NAME ...]

Exceptions, and errors in the log, do not count as caught: an invariant must see what goes wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.library.proof.mutants.mutant import SOURCE, Mutant
from tests.library.proof.mutants.of_frames import OF_FRAMES
from tests.library.proof.mutants.of_shutters import OF_SHUTTERS

MUTANTS = (*OF_FRAMES, *OF_SHUTTERS)
USUAL_RUNS = 500
ROOT = SOURCE.parent


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: caught by a rule at a seed, or by none."""

    mutant: Mutant
    rule: str
    seed: int
    runs: int

    def __str__(self) -> str:
        after = f"after {self.runs} runs, seed {self.seed}" if self.rule else f"survives {self.runs} runs"
        return f"| {self.mutant.name} | {self.mutant.sentence} | {self.rule or '-'} | {after} |"


def judge(mutant: Mutant, first: int, runs: int) -> Verdict:
    """Play until it is caught."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
        mutant.apply(source)
        path = os.pathsep.join([str(source), str(ROOT)])
        told = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.library.proof.worker",
                str(first),
                "1",
                str(runs),
                "--until-caught",
            ],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": path},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        ).stdout
    caught = json.loads(told.splitlines()[-1])
    return Verdict(mutant, caught["rule"], caught["seed"], caught["runs"])


def main() -> int:
    """Judge those that are named, or all; print the table as it grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--runs", type=int, default=USUAL_RUNS)
    parser.add_argument("--first", type=int, default=1)
    options = parser.parse_args()
    chosen = [mutant for mutant in MUTANTS if not options.names or mutant.name in options.names]
    problems = [problem for mutant in chosen if (problem := mutant.problem())]
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    sys.stdout.write("| mutant | the sentence that it breaks | caught by | when |\n|---|---|---|---|\n")
    survivors = 0
    for mutant in chosen:
        if mutant.problem():
            continue
        verdict = judge(mutant, options.first, options.runs)
        survivors += not verdict.rule
        sys.stdout.write(f"{verdict}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - len(problems)} mutants, {survivors} survive\n")
    return 1 if survivors or problems else 0


if __name__ == "__main__":
    sys.exit(main())
