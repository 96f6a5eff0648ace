"""What a mission takes for its own plan, and what for somebody else's."""

import pytest

from ipcom.client.actions import Motion
from ipcom.shutter.mission import Mission
from ipcom.shutter.place import Height


@pytest.mark.parametrize("own", [True, False])
async def test_a_stop_that_is_to_go_on_must_be_our_own(own: bool) -> None:
    mission = Mission(Height(40.0), expected=Motion.OFF, asking=True, goes_on=True)
    assert mission.foresees(Motion.OFF, own=own) is own


async def test_the_last_stop_may_be_anybodys() -> None:
    mission = Mission(Height(40.0), expected=Motion.OFF, asking=True)
    assert mission.foresees(Motion.OFF, own=False)
