"""No order of commands, presses and accidents makes us hurt a motor, undo a person or forget a command.

The whole stack in virtual time: shutters on the real client, in memory on the simulated gateway.
100,000 steps, spread over two processes, always the same; `IPCOM_PROOF_STEPS` takes others and
`IPCOM_PROOF_SEED` others still. What broke a rule is told with its story; `IPCOM_PROOF_SHRINK=1`
looks for a shorter one, for up to five minutes:

    IPCOM_PROOF_STEPS=2000000 IPCOM_PROOF_SEED=7 script/test tests/library/proof -s
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
USUAL_STEPS = 100_000
STEPS = int(os.environ.get("IPCOM_PROOF_STEPS", USUAL_STEPS))
SEED = int(os.environ.get("IPCOM_PROOF_SEED", "1"))
SEEDS_APART = 1_000_000
NEIGHBOURS_SHARE = 10
"""One step in so many is taken with a second client."""
NO_COVERAGE = ("COVERAGE_", "COV_CORE")
TIMEOUT_S = 300 + STEPS / 100


def start(machine: str, steps: int, seed: int) -> subprocess.Popen[str]:
    """A process of its own: two go at once, and none is slowed by measuring coverage."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(NO_COVERAGE)}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.library.proof.worker", machine, str(steps), str(seed)],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.timeout(TIMEOUT_S)
def test_whatever_happens_no_motor_is_hurt_and_nobody_undone() -> None:
    with_neighbour = STEPS // NEIGHBOURS_SHARE
    half = STEPS // 2
    workers = [
        start("ShutterProof", half, SEED),
        start("ShutterProof", STEPS - half - with_neighbour, SEED + SEEDS_APART),
        start("TwoClientsProof", with_neighbour, SEED),
    ]
    told = [worker.communicate()[0] for worker in workers]
    sys.stdout.writelines(f"{text.splitlines()[-1]}\n" for text in told if text)
    broken = [text for worker, text in zip(workers, told, strict=True) if worker.returncode]
    assert not broken, "\n".join(broken)
