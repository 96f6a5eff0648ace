"""Shows that the proof bites: every mutant, which rule of the referee catches it, and after how many runs.

python -m tests.library.proof.mutants [--only NAME] [--runs N] [--jobs N]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.library.proof.mutants.every import MUTANTS
from tests.library.proof.mutants.mutant import Mutant
from tests.library.proof.mutants.trial import Verdict, try_mutant
from tests.library.proof.rules import Rule

USUAL_RUNS = 300


def main() -> int:
    """Try them, and print the table."""
    options = _options()
    chosen = [mutant for mutant in MUTANTS if options.only.lower() in mutant.name.lower()]
    for mutant in chosen:
        mutant.check()
    tell("mutant | rule that it breaks | caught by | runs")
    tell("--- | --- | --- | ---")
    survivors = []
    for verdict in _verdicts(chosen, options.runs, options.first, options.jobs):
        tell(row(verdict))
        if options.verbose:
            tell(f"    seed {verdict.seed}: {verdict.what}")
        if not verdict.caught:
            survivors.append(verdict.mutant.name)
    tell(f"\n{len(chosen)} mutants, {len(chosen) - len(survivors)} caught")
    for name in survivors:
        tell(f"survived: {name}")
    return 1 if survivors else 0


def tell(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def row(verdict: Verdict) -> str:
    """One row of the table."""
    mutant = verdict.mutant
    rule = Rule[verdict.rule].value if verdict.caught else f"nothing {verdict.what}".strip()
    raised = f" ({verdict.raised} ended by an exception)" if verdict.raised else ""
    return f"{mutant.name} | {mutant.sentence} | {rule} | {verdict.runs}{raised}"


def _verdicts(mutants: list[Mutant], runs: int, first: int, jobs: int) -> Iterator[Verdict]:
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda mutant: try_mutant(mutant, runs, first), mutants)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="mutants whose name contains this")
    parser.add_argument("--runs", type=int, default=USUAL_RUNS, help="seeds played against each")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what was seen, and the seed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
