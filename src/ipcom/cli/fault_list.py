"""The list of `ipcom simulate --faults`: what can go wrong, in which unit, and what happens without it."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from textwrap import wrap
from typing import TYPE_CHECKING

from ..simulator.fault_values import fault_records
from .console.output import write_json, write_line

if TYPE_CHECKING:
    from ..simulator.fault_values import FaultRecord

INDENT = "    "
WIDTH = 60
"""The list fits narrow terminals."""


def list_all_faults(*, as_json: bool) -> None:
    """Write the list, by theme, or as one object of JSON."""
    records = fault_records()
    if as_json:
        write_json({"faults": [_without_value(record) for record in records]})
        return
    for theme, faults in groupby(records, itemgetter("theme")):
        write_line(f"\n{theme}")
        for fault in faults:
            write_line(_described(fault))


def _described(fault: FaultRecord) -> str:
    text = f"{fault['what']}: {fault['takes']}; {fault['default']} if not given"
    lines = wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    return "\n".join([f"  {fault['name']}={fault['usual']}", *lines])


def _without_value(fault: FaultRecord) -> dict[str, object]:
    return {name: value for name, value in fault.items() if name != "value"}
