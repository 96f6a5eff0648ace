"""One value that a command wants."""

from __future__ import annotations

import pytest

from ipcom.client.planning.desired_state import DesiredState
from ipcom.client.planning.life import Life
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind


@pytest.mark.parametrize(
    ("kind", "declared", "twice"),
    [
        (OutputKind.RELAY, True, True),
        (OutputKind.DIMMER, True, True),
        (OutputKind.RELAY, False, False),
        (OutputKind.MOMENTARY, True, False),
        (OutputKind.TIMED, True, False),
    ],
)
def test_only_a_second_frame_that_is_harmless_may_leave(
    kind: OutputKind, declared: bool, twice: bool
) -> None:
    desired = DesiredState(OutputAddress(1, 1), kind, 255, Life(0.0, 1.0, []), declared)
    assert desired.writes_twice is twice
