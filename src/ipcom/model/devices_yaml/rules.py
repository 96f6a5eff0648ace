"""What the devices of a file must keep to among each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..devices import Category, DeviceType
from .file_mistake import FileMistake
from .pairs import check_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .drafts import Draft
    from .findings import Findings

Place = tuple[Category, str]


def check_rules(drafts: list[Draft], findings: Findings) -> list[Draft]:
    """Note every output that is used twice, every empty key and every pair that is none; return what is sound."""
    shutters = [draft for draft in drafts if draft.category is Category.SHUTTERS]
    wrong = {draft.place for draft in drafts if not draft.sound}
    wrong |= _check_keys(drafts, findings)
    wrong |= _check_types(shutters, findings)
    wrong |= check_pairs(shutters, drafts, findings)
    wrong |= _check_outputs(drafts, wrong, findings)
    sound = {draft.place for draft in drafts} - wrong
    return [draft for draft in drafts if draft.place in sound and _has_its_partner(draft, sound)]


def _has_its_partner(draft: Draft, sound: set[Place]) -> bool:
    """Tell whether the other relay of a shutter is sound too."""
    return draft.category is not Category.SHUTTERS or (Category.SHUTTERS, draft.paired_device) in sound


def _check_keys(drafts: Iterable[Draft], findings: Findings) -> set[Place]:
    wrong: set[Place] = set()
    first: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.key.strip():
            findings.add(draft.line, FileMistake.KEY_EMPTY())
            wrong.add(draft.place)
            continue
        other = first.setdefault(draft.key.casefold(), draft)
        if other is not draft:
            findings.warn(
                draft.line,
                FileMistake.KEY_USED(key=draft.key, category=other.category, line=other.line),
            )
    return wrong


def _check_outputs(drafts: Iterable[Draft], wrong: set[Place], findings: Findings) -> set[Place]:
    """Return what is on an output of another device: shutters keep theirs, and the first of two others."""

    def rank(draft: Draft) -> int:
        return 0 if draft.category is Category.SHUTTERS else 2 if draft.place in wrong else 1

    doubles: set[Place] = set()
    first: dict[tuple[int, int], Draft] = {}
    for draft in sorted(drafts, key=rank):
        if draft.module is None or draft.output is None:
            continue
        other = first.setdefault((draft.module, draft.output), draft)
        if other is not draft:
            _note_double(draft, other, findings)
            doubles.add(draft.place)
    return doubles


def _note_double(draft: Draft, other: Draft, findings: Findings) -> None:
    if draft.paired_device == other.key or other.paired_device == draft.key:
        message = FileMistake.BOTH_RELAYS_ON_ONE_OUTPUT(
            key=other.key, other=draft.key, module=draft.module, output=draft.output
        )
    else:
        message = FileMistake.OUTPUT_USED(
            module=draft.module, output=draft.output, other=other.key, line=other.line
        )
    findings.add(draft.line_for("output"), message)


def _check_types(shutters: Iterable[Draft], findings: Findings) -> set[Place]:
    others = [draft for draft in shutters if draft.type not in _RELAYS]
    for draft in others:
        findings.add(draft.line_for("type"), FileMistake.RELAY_OF_OTHER_TYPE(key=draft.key, type=draft.type))
    return {draft.place for draft in others}


_RELAYS = (DeviceType.SWITCH, DeviceType.LIGHT)
"""What a shutter's relay may be."""
