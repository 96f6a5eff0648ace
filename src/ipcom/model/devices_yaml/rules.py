"""What the devices of a file must keep to among each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..devices import Category, DeviceType
from .pairs import check_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .drafts import Draft
    from .findings import Findings


def check_rules(drafts: list[Draft], findings: Findings) -> None:
    """Note every key and output that is used twice, every empty key and every pair that is none."""
    _check_keys(drafts, findings)
    _check_outputs(drafts, findings)
    shutters = [draft for draft in drafts if draft.category is Category.SHUTTERS]
    _check_types(shutters, findings)
    check_pairs(shutters, drafts, findings)


def _check_keys(drafts: Iterable[Draft], findings: Findings) -> None:
    first: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.key.strip():
            findings.add(draft.line, "a device has an empty key", "give it a name, for example kitchen:")
            continue
        other = first.setdefault(draft.key.casefold(), draft)
        if other is not draft:
            findings.add(
                draft.line,
                f'key "{draft.key}" is already used in {other.category} on line {other.line}',
                "rename one, keys are the names on the command line",
            )


def _check_outputs(drafts: Iterable[Draft], findings: Findings) -> None:
    first: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        if draft.module is None or draft.output is None:
            continue
        other = first.setdefault((draft.module, draft.output), draft)
        if other is not draft:
            _used_twice(draft, other, findings)


def _used_twice(draft: Draft, other: Draft, findings: Findings) -> None:
    where = f"module {draft.module} output {draft.output}"
    if draft.paired_device == other.key or other.paired_device == draft.key:
        message = f"both relays of the shutter {other.key}/{draft.key} are on {where}"
        fix = "give each direction its own output"
    else:
        message = f"{where} is already used by {other.key} on line {other.line}"
        fix = "correct the module or output of one of them"
    findings.add(draft.line_for("output"), message, fix)


def _check_types(shutters: Iterable[Draft], findings: Findings) -> None:
    for draft in shutters:
        if draft.type not in _RELAYS:
            findings.add(
                draft.line_for("type"),
                f"shutter relay {draft.key} is of type {draft.type}",
                "write type: switch",
            )


_RELAYS = (DeviceType.SWITCH, DeviceType.LIGHT, None)
"""What a shutter's relay may be; None has a finding already."""
