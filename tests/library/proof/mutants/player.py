"""Plays seeds in a process of its own, against the `ipcom` that PYTHONPATH names, until a rule is broken.

`python -m tests.library.proof.mutants.player FIRST RUNS [THEME...]` prints what was broken as JSON. Only rules of the referee
count: what a mutant raises, logs or breaks by a wrong type is passed over.
"""

from __future__ import annotations

import gc
import json
import logging
import sys
from collections.abc import Sequence
from itertools import chain, count, islice

from tests.library.proof.draw import draw_plan
from tests.library.proof.referee import Referee, RuleBrokenError
from tests.library.proof.replay import play
from tests.library.proof.rules import Rule
from tests.library.proof.themes.every import is_mixed, seeds_about

WRONG_ERROR = "ended with"
"""So begins what is told of a command that ended by an exception of no kind of ours."""


def counts(broken: RuleBrokenError) -> bool:
    """Whether a rule was broken, and not Python's."""
    last = str(broken).splitlines()[-1]
    return not (broken.rule is Rule.ENDS and WRONG_ERROR in last)


def until_caught(seeds: Sequence[int]) -> dict[str, object]:
    """Play until a rule is broken; tells which, in which run, and how many runs ended by an exception."""
    raised = 0
    for runs, seed in enumerate(seeds, 1):
        try:
            broken = play(draw_plan(seed))
        except Exception:  # noqa: BLE001 - an exception is no rule
            raised += 1
            continue
        if broken is not None and counts(broken):
            what = str(broken).splitlines()[-1]
            return {"rule": broken.rule.name, "runs": runs, "seed": seed, "what": what, "raised": raised}
    return {"rule": "", "runs": len(seeds), "seed": 0, "what": "", "raised": raised}


def seeds_of(themes: Sequence[int], first: int, runs: int) -> list[int]:
    """So many seeds: those that mix everything from `first` on take turns with those of each theme."""
    sources = [filter(is_mixed, count(first)), *(seeds_about(theme, first) for theme in themes)]
    return list(islice(chain.from_iterable(zip(*sources, strict=False)), runs))


def pass_errors_over() -> None:
    """Neither count nor print what is logged."""
    blame = Referee.blame

    def blame_others(self: Referee, rule: Rule, what: str) -> None:
        if rule is not Rule.NO_ERRORS:
            blame(self, rule, what)

    Referee.blame = blame_others  # type: ignore[method-assign]
    logging.lastResort = None


def main() -> None:
    """Play, and print what came of it."""
    first, runs, *themes = map(int, sys.argv[1:])
    pass_errors_over()
    gc.freeze()
    sys.stdout.write(json.dumps(until_caught(seeds_of(themes, first, runs))) + "\n")


if __name__ == "__main__":
    main()
