"""The frames that a dry run tells are those that the command sends."""

from __future__ import annotations

from ipcom.cli.planned_frames import CommandStep, planned_frames
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.snapshot import StateSnapshot

LAMP, OTHER, DIMMER = OutputAddress(1, 1), OutputAddress(1, 8), OutputAddress(6, 1)
DARK = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)
KINDS = {DIMMER: OutputKind.DIMMER}


def test_a_frame_for_each_module_that_changes() -> None:
    first, second = planned_frames(DARK, [CommandStep({DIMMER: 40, OTHER: 255, LAMP: 255})], KINDS)
    assert (first.module, list(first.after)) == (1, [255, 0, 0, 0, 0, 0, 0, 255])
    assert first.changes == [(LAMP, 0, 255), (OTHER, 0, 255)]
    assert (second.module, second.changes) == (6, [(DIMMER, 0, 40)])


def test_what_is_there_already_needs_none() -> None:
    lit = DARK.replace_values({LAMP: 1, DIMMER: 255})
    assert planned_frames(lit, [CommandStep({LAMP: 255, OTHER: 0, DIMMER: 100})], KINDS) == []


def test_a_later_step_goes_on_from_the_earlier_ones() -> None:
    steps = [
        CommandStep({LAMP: 255}),
        CommandStep({OTHER: 255}, 1.0),
        CommandStep({LAMP: 0}, 0.5, at_the_latest=True),
    ]
    frames = planned_frames(DARK, steps, {})
    assert [(list(frame.after)[::7], frame.after_s, frame.at_the_latest) for frame in frames] == [
        ([255, 0], 0.0, False),
        ([255, 255], 1.0, False),
        ([0, 255], 0.5, True),
    ]
