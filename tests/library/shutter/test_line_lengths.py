"""Own moves on lines of every length, with and without acknowledgements: they learn, and end where they should."""

import random
from statistics import median

import pytest

from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter import Shutter
from ipcom.simulator.faults import Faults, WriteReply
from tests.library.shutter.shutter_rig import Rig, later

pytestmark = pytest.mark.virtual_time

LINES_S = [0.05, 0.1, 0.3, 0.6, 1.0]
ACKNOWLEDGED, SILENT = WriteReply.FRAME, WriteReply.NONE
MOVES = 24
LEARNED_AFTER = 4
"""Moves until a line's stops are known."""
LONG_S = 3.6
"""Round trips that a run takes at least: shorter ones are not made, or end later than they should."""


async def targets_missed(rig: Rig, shutter: Shutter, rng: random.Random, shortest: float) -> list[float]:
    """By how many points each move ended elsewhere than it should."""
    missed = []
    for _ in range(MOVES):
        target = rng.uniform(1.0, 99.0)
        while abs(target - (shutter.position or 0.0)) < shortest:
            target = rng.uniform(1.0, 99.0)
        await shutter.set_position(target)
        await shutter.wait_settled()
        missed.append(abs(rig.motor.position - target))
        assert rig.motor.position == pytest.approx(shutter.position, abs=0.5)
        if shutter.confidence is Confidence.UNKNOWN:
            pytest.fail("an own move must not lose the position")
        await later(rng.uniform(0.5, 3.0))
    return missed


@pytest.mark.parametrize("reply", [ACKNOWLEDGED, SILENT])
@pytest.mark.parametrize("round_trip", LINES_S)
async def test_own_moves_end_where_they_should(rig: Rig, round_trip: float, reply: WriteReply) -> None:
    rig.gateway.faults = Faults(write_reply=reply).over_line(round_trip)
    async with rig.known() as shutter:
        await later(20.0)
        longest_round_trip = max(round_trip, 0.5 if reply is SILENT else 0.0)
        shortest = 100.0 / 19.0 * LONG_S * longest_round_trip
        missed = (await targets_missed(rig, shutter, random.Random(7), shortest))[LEARNED_AFTER:]
        assert median(missed) <= 1.0
        assert sorted(missed)[int(0.95 * (len(missed) - 1))] <= 3.5


@pytest.mark.parametrize("round_trip", [0.6, 1.0])
async def test_a_stop_that_is_late_already_leaves_with_the_read_that_showed_the_start(
    rig: Rig, round_trip: float
) -> None:
    rig.gateway.faults = Faults().over_line(round_trip)
    async with rig.known() as shutter:
        await later(20.0)
        await shutter.set_position(100.0 / 20.0 * 1.9 * round_trip)
        await shutter.wait_settled()
        went_on, went_off = (event.at for event in rig.world.history)
        assert went_off - went_on == pytest.approx(2.0 * round_trip, abs=0.05)
