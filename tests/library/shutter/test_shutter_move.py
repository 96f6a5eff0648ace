"""What a move takes for its own plan, and what for the doing of others."""

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.height_and_tilt import Height
from ipcom.shutter.shutter_move import ShutterMove

UP, DOWN, OFF = Motion.UP, Motion.DOWN, Motion.OFF


@pytest.mark.parametrize(
    ("phase", "motion", "own", "foreseen"),
    [
        ({"expected": UP, "stopping": True}, OFF, True, True),
        ({"expected": UP, "stopping": True}, OFF, False, False),
        ({"expected": UP, "stopping": True}, DOWN, False, False),
        ({"expected": UP}, OFF, False, False),
        ({"expected": UP, "asking": True}, DOWN, True, True),
        ({"expected": UP, "asking": True}, UP, False, True),
        ({"expected": UP, "asking": True, "between_runs": True}, UP, False, False),
        ({"expected": UP, "asking": True, "between_runs": True}, UP, True, True),
        ({"expected": UP, "between_runs": True}, DOWN, False, False),
        ({"expected": OFF, "asking": True}, OFF, False, True),
        ({"expected": OFF, "asking": True}, UP, False, True),
    ],
)
async def test_a_move_foresees_its_own_changes_of_the_relays(
    phase: dict[str, object], motion: Motion, own: bool, foreseen: bool
) -> None:
    move = ShutterMove(None, Height(40.0), **phase)  # type: ignore[arg-type]
    assert move.foresees(motion, own=own) is foreseen
