"""Faults as records, with their units, defaults and present values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipcom.errors import ConfigurationError
from ipcom.simulator import Faults, parse_faults
from ipcom.simulator.fault_text import KNOBS, Knob
from ipcom.simulator.fault_values import THEMES, FaultRecord, fault_records, reset_fault, value_text

EVERYTHING = parse_faults([knob.name for knob in KNOBS])


def record(name: str, faults: Faults | None = None) -> FaultRecord:
    return next(each for each in fault_records(faults or Faults()) if each["name"] == name)


@pytest.mark.parametrize(
    ("name", "default", "value"),
    [
        ("split", "0", "1"),
        ("delay", "0ms", "80ms"),
        ("late_by", "3s", "3s"),
        ("swing_period", "60s", "60s"),
        ("drop", "never", "10"),
        ("garbage", "0", "5"),
        ("refuse_login", "no", "yes"),
        ("write_reply", "frame", "none"),
        ("refusal", "status", "close"),
    ],
)
def test_a_record_has_the_default_and_the_present_value(name: str, default: str, value: str) -> None:
    found = record(name, EVERYTHING)
    assert (found["default"], found["value"]) == (default, value)


def test_a_record_says_what_may_be_written() -> None:
    assert record("delay")["takes"] == "a time such as 80ms or 2s"
    assert record("refusal")["choices"] == ["disconnect", "status", "close"]
    assert record("split")["choices"] == []


@pytest.mark.parametrize("faults", [Faults(), EVERYTHING], ids=["none", "all"])
@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_every_value_is_written_as_it_is_read(knob: Knob, faults: Faults) -> None:
    """Of a gateway with other faults, so that the value does not come from there."""
    other = EVERYTHING if faults == Faults() else Faults()
    read = parse_faults([f"{knob.name}={value_text(knob, faults)}"], other)
    assert getattr(read, knob.field) == getattr(faults, knob.field)


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_every_fault_is_set_back_alone(knob: Knob) -> None:
    reset = reset_fault(EVERYTHING, knob.name)
    assert reset == replace(EVERYTHING, **{knob.field: getattr(Faults(), knob.field)})


def test_an_unknown_fault_is_not_set_back() -> None:
    with pytest.raises(ConfigurationError, match='no fault "splitt"'):
        reset_fault(Faults(), "splitt")


def test_every_fault_has_a_theme_and_themes_stay_together() -> None:
    assert sorted(name for names in THEMES.values() for name in names.split()) == sorted(
        knob.name for knob in KNOBS
    )
    themes = [each["theme"] for each in fault_records()]
    assert themes == sorted(themes, key=list(THEMES).index)
