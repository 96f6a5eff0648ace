"""Plays one seed again, tells its story, and makes a failure small: `python -m tests.library.proof.replay SEED`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.library.proof.draw import draw_plan
from tests.library.proof.plan import Plan
from tests.library.proof.referee import RuleBrokenError
from tests.library.proof.rules import Rule
from tests.library.proof.shrink import shrink
from tests.library.proof.stage import Stage


def play(plan: Plan, met: Counter[str] | None = None) -> RuleBrokenError | None:
    """Play a plan; returns what was broken."""
    try:
        Stage(plan, met).play()
    except RuleBrokenError as broken:
        return broken
    return None


def breaks(plan: Plan, rule: Rule) -> bool:
    """Whether this plan breaks this rule."""
    broken = play(plan)
    return broken is not None and broken.rule is rule


def made_small(plan: Plan, broken: RuleBrokenError) -> str:
    """The smallest plan that was found to break the same rule, and its story."""
    plan = shrink(plan, lambda smaller: breaks(smaller, broken.rule))
    return f"{plan}\n\n{play(plan) or broken}"


def main() -> int:
    """Play it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--as-it-is", action="store_true", help="do not make a failure small")
    options = parser.parse_args()
    plan = draw_plan(options.seed)
    began = time.perf_counter()
    broken = play(plan)
    if broken is None:
        sys.stdout.write(
            f"{plan}\nseed {options.seed}: no rule was broken, {time.perf_counter() - began:.2f} s\n"
        )
        return 0
    text = f"{plan}\n\n{broken}" if options.as_it_is else made_small(plan, broken)
    sys.stdout.write(f"{text}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
