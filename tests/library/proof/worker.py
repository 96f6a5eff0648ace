"""One process of the proof: `python -m tests.library.proof.worker FIRST STEP RUNS` plays every STEP-th seed."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections import Counter

from tests.library.proof.draw import draw_plan
from tests.library.proof.replay import play

AGAIN = f"{os.path.relpath(sys.executable)} -m tests.library.proof.replay"
"""Plays one seed again."""


def main() -> int:
    """Play, and print figures; the last line is what was met, as JSON."""
    first, step, runs = map(int, sys.argv[1:4])
    goes_on = "--go-on" in sys.argv
    met: Counter[str] = Counter()
    failures = 0
    began = time.process_time()
    gc.freeze()
    for seed in range(first, first + step * runs, step):
        broken = play(draw_plan(seed), met)
        if broken is not None:
            failures += 1
            last = str(broken).splitlines()[-1]
            sys.stdout.write(f"seed {seed}: {broken.rule.name}: {last}\n  {AGAIN} {seed}\n")
            sys.stdout.flush()
            if not goes_on:
                break
    seconds = time.process_time() - began
    sys.stdout.write(f"{runs} runs, {failures} failed, {seconds / runs:.3f} s of CPU each\n")
    sys.stdout.write(json.dumps(met) + "\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
