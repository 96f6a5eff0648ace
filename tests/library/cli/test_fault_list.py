"""What can go wrong, listed for people and for programs."""

from __future__ import annotations

from ipcom.simulator.fault_text import KNOBS
from tests.library.cli.cli_rig import Ipcom


def test_all_faults_are_listed(ipcom: Ipcom) -> None:
    lines = ipcom("simulate", "--faults").out.splitlines()
    assert "  ignore_writes=20" in lines


def test_every_fault_is_listed_with_its_unit_and_default_in_few_columns(ipcom: Ipcom) -> None:
    text = ipcom("simulate", "--faults").out
    assert (
        "  delay=80ms\n    every reply is late by this: a time such as 80ms or 2s;\n    0ms if not given\n"
        in text
    )
    assert "\nLost links\n  drop=10\n" in text
    assert max(map(len, text.splitlines())) <= 60


def test_every_fault_is_listed_in_json(ipcom: Ipcom) -> None:
    faults = ipcom("simulate", "--faults", "--json").json["faults"]
    assert len(faults) == len(KNOBS)
    assert next(each for each in faults if each["name"] == "write_reply") == {
        "name": "write_reply",
        "theme": "Writes",
        "what": "what a write is answered by",
        "unit": "write_reply",
        "takes": "frame, bus_frame, outputs or none",
        "choices": ["frame", "bus_frame", "outputs", "none"],
        "default": "frame",
        "usual": "none",
    }
