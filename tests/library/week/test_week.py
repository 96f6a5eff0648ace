"""A lived-in house for a day, or for as many as IPCOM_WEEK_DAYS says, in virtual time.

    IPCOM_WEEK_DAYS=7 IPCOM_WEEK_SEED=1 script/test -rP tests/library/week

One seed decides all: what people do, what goes wrong and when. Every command must end, with a claim that is
true of the house or an error whose reason was; no press may be undone, no motor left on.
"""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from ipcom.simulator import run_virtual
from tests.library.week.week_life import Life
from tests.library.week.week_program import own_tasks
from tests.library.week.week_table import table

DAYS = int(os.environ.get("IPCOM_WEEK_DAYS", "1"))
SEED = int(os.environ.get("IPCOM_WEEK_SEED", "1"))
DAY_TIMEOUT_S = 240
"""Of real time; a day takes less than 20 s on an idle machine."""
TOLD = 40
"""Faults that are printed at most."""


async def live(seed: int, days: int) -> Life:
    asyncio.get_running_loop().set_task_factory(own_tasks)
    life = Life(seed, days)
    await life.run()
    return life


@pytest.mark.timeout(DAY_TIMEOUT_S * DAYS)
def test_every_command_of_a_lived_in_house_is_accounted_for() -> None:
    life = run_virtual(live(SEED, DAYS))
    sys.stdout.write(table(life.figures) + "\n")
    replay = f"IPCOM_WEEK_SEED={SEED} IPCOM_WEEK_DAYS={DAYS} script/test -rP tests/library/week"
    assert not life.faults, "\n".join([*life.faults[:TOLD], f"replay: {replay}"])
    assert len(life.figures) == DAYS
