"""Faults as people write them."""

from __future__ import annotations

import pytest

from ipcom.errors import ConfigurationError
from ipcom.protocol.gateway_session import RefusalStyle
from ipcom.simulator import Faults, WriteReply, describe_faults, parse_faults
from ipcom.simulator.fault_text import KNOBS


def test_names_alone_take_their_usual_value() -> None:
    assert parse_faults(["split", "reset"]) == Faults(split=1, reset_after=10)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("split=7", Faults(split=7)),
        (" jitter = 80ms ", Faults(jitter_s=0.08)),
        ("jitter=80", Faults(jitter_s=0.08)),
        ("linger=1.5 s", Faults(linger_s=1.5)),
        ("Ignore-Writes=20%", Faults(ignore_writes_percent=20.0)),
        ("garbage=0.5", Faults(garbage_percent=0.5)),
        ("refuse_second", Faults(refuse_second=True)),
        ("refuse_login=no", Faults()),
        ("write_reply=outputs", Faults(write_reply=WriteReply.OUTPUTS)),
        ("refusal=disconnect", Faults(refusal=RefusalStyle.DISCONNECT)),
        ("seed=42", Faults(seed=42)),
    ],
)
def test_values_are_read_in_their_unit(text: str, faults: Faults) -> None:
    assert parse_faults([text]) == faults


def test_faults_add_to_those_that_are_there() -> None:
    assert parse_faults(["split"], Faults(seed=3)) == Faults(split=1, seed=3)


def test_a_mapping_is_read_like_a_list() -> None:
    written = {"split": True, "ignore_writes": 20, "jitter": "80ms", "refuse_second": False}
    assert parse_faults(written) == Faults(split=1, ignore_writes_percent=20.0, jitter_s=0.08)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("splitt", 'no fault "splitt".*did you mean split.*there are: split, join'),
        ("xyz", 'no fault "xyz".*there are: split'),
        ("split=-1", 'split: "-1" is not a whole number.*split=1'),
        ("split=x", '"x" is not a whole number'),
        ("garbage=101", '"101" is not a percentage'),
        ("garbage=-1", '"-1" is not a percentage'),
        ("delay=80m", '"80m" is not a time such as 80ms or 2s'),
        ("refuse_login=maybe", '"maybe" is not yes or no'),
        ("write_reply=loud", '"loud" is not frame, bus_frame, outputs or none'),
        ("refusal=loud", "disconnect, status or close"),
    ],
)
def test_mistakes_say_what_to_write(text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        parse_faults([text])


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse_faults(["splitt", "delay=soon", "split"])
    assert len(raised.value.problems) == 2


def test_every_fault_has_a_knob_that_is_described() -> None:
    assert {knob.field for knob in KNOBS} == set(Faults.__slots__)
    lines = describe_faults().splitlines()
    assert len(lines) == len(KNOBS)
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_every_usual_value_can_be_read(knob: object) -> None:
    parse_faults([knob.name])  # type: ignore[attr-defined]
