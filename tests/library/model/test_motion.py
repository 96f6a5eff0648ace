"""The motions of a shutter."""

from __future__ import annotations

import pytest

from ipcom.model.motion import Motion


@pytest.mark.parametrize(
    ("motion", "reverse"), [(Motion.UP, Motion.DOWN), (Motion.DOWN, Motion.UP), (Motion.OFF, Motion.OFF)]
)
def test_every_motion_has_its_reverse(motion: Motion, reverse: Motion) -> None:
    assert motion.reverse is reverse
