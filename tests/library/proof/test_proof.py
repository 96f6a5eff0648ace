"""No order of commands, presses and faults makes us hurt a motor, undo a person or forget a command.

The whole stack in virtual time: shutters on the real client, on an event loop of its own, and gateway, house and
people on another, which go on while ours stands still. One seed decides a run of a minute. 1,000 of them,
spread over two processes; `IPCOM_PROOF_RUNS` takes more and `IPCOM_PROOF_SEED` others:

    IPCOM_PROOF_RUNS=100000 script/test tests/library/proof

A failure prints the command that plays it again and makes it small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.library.proof.tally import never_met, table

ROOT = Path(__file__).parents[3]
USUAL_RUNS = 1000
RUNS = int(os.environ.get("IPCOM_PROOF_RUNS", USUAL_RUNS))
SEED = int(os.environ.get("IPCOM_PROOF_SEED", "1"))
PROCESSES = 2
NO_COVERAGE = ("COVERAGE_", "COV_CORE")
TIMEOUT_S = 300 + RUNS


def start(first: int, runs: int) -> subprocess.Popen[str]:
    """A process of its own: two go at once, and none is slowed by measuring coverage."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(NO_COVERAGE)}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.library.proof.worker", str(first), str(PROCESSES), str(runs)],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.timeout(TIMEOUT_S)
def test_no_order_of_commands_presses_and_faults_breaks_a_rule() -> None:
    workers = [start(SEED + n, RUNS // PROCESSES) for n in range(PROCESSES)]
    told = [worker.communicate()[0] for worker in workers]
    broken = [text for worker, text in zip(workers, told, strict=True) if worker.returncode]
    assert not broken, "\n".join(broken)
    met: Counter[str] = Counter()
    for text in told:
        *_, figures, counts = text.splitlines()
        sys.stdout.write(f"{figures}\n")
        met.update(json.loads(counts))
    sys.stdout.write(table(met))
    assert not never_met(met)
