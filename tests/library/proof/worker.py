"""One process of the proof: `python -m tests.library.proof.worker MACHINE STEPS SEED`."""

from __future__ import annotations

import os
import sys
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.library.proof.machine import ShutterProof
from tests.library.proof.two_clients import TwoClientsProof

MACHINES = {machine.__name__: machine for machine in (ShutterProof, TwoClientsProof)}
STEPS_OF_A_RUN = 100
RUNS = 50
"""How many runs share a seed; then comes the next."""

SETTINGS = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS_OF_A_RUN,
    deadline=None,
    database=None,
    derandomize=False,
    report_multiple_bugs=False,
    print_blob=False,
    phases=(Phase.generate, Phase.shrink) if "IPCOM_PROOF_SHRINK" in os.environ else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def tell(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def prove(machine: type[ShutterProof], steps: int, first_seed: int) -> int:
    """Take so many steps at least; returns how many. Raises when a rule was broken."""
    number = first_seed
    while machine.total < steps:
        tell(f"seed {number}")
        run_state_machine_as_test(seed(number)(machine), settings=SETTINGS)
        number += 1
    return machine.total


def main() -> None:
    """Run, and print figures."""
    name, steps, first_seed = sys.argv[1:]
    began = time.perf_counter()
    taken = prove(MACHINES[name], int(steps), int(first_seed))
    seconds = time.perf_counter() - began
    tell(f"{name}: {taken} steps in {seconds:.1f} s, {taken / seconds:.0f} a second")


if __name__ == "__main__":
    main()
