"""One process of the proof: `python -m tests.library.proof.worker FIRST STEP RUNS` plays every STEP-th seed."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections import Counter

from tests.library.proof.draw import draw_plan
from tests.library.proof.replay import made_small, play

AGAIN = f"{os.path.relpath(sys.executable)} -m tests.library.proof.replay"
"""Plays one seed again."""


def tell(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def prove(seeds: range, *, goes_on: bool) -> int:
    """Play all, or until one fails; the last line is what was met, as JSON."""
    met: Counter[str] = Counter()
    failures = runs = 0
    began = time.process_time()
    for seed in seeds:
        broken = play(draw_plan(seed), met)
        runs += 1
        if broken is not None:
            failures += 1
            tell(f"seed {seed}: {broken.rule.name}: {str(broken).splitlines()[-1]}\n  {AGAIN} {seed}")
            if not goes_on:
                tell(made_small(draw_plan(seed), broken))
                break
    seconds = time.process_time() - began
    tell(f"{runs} runs, {failures} failed, {seconds / runs:.3f} s of CPU each")
    tell(json.dumps(met))
    return 1 if failures else 0


def main() -> int:
    """Play, and print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("step", type=int)
    parser.add_argument("runs", type=int)
    parser.add_argument("--go-on", action="store_true", help="play all seeds, whatever fails")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.step * options.runs, options.step)
    gc.freeze()
    return prove(seeds, goes_on=options.go_on)


if __name__ == "__main__":
    sys.exit(main())
