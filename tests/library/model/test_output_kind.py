"""The kinds of outputs."""

from __future__ import annotations

from ipcom.model.output_kind import DEFAULT_PULSE_S, LONGEST_PULSE_S, SHORTEST_PULSE_S, OutputKind


def test_an_output_is_a_relay_a_dimmer_or_goes_off_by_itself() -> None:
    assert set(OutputKind) == {"relay", "dimmer", "momentary", "timed"}


def test_the_usual_pulse_lies_between_the_shortest_and_the_longest() -> None:
    assert SHORTEST_PULSE_S < DEFAULT_PULSE_S < LONGEST_PULSE_S
