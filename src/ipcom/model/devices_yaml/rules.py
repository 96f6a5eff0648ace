"""What the devices of a file must keep to among each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...sentence import Message
from ..devices import Category
from .file_mistake import FileMistake
from .pairs import check_pairs
from .properties import RELAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .drafts import Draft
    from .findings import Findings


_OUTPUT = re.compile("[0-9]{1,2}/[0-9]")
"""How an output is written on the command line."""


def check_rules(drafts: list[Draft], findings: Findings) -> list[Draft]:
    """Note every output that is used twice, every empty key and every pair that is none; return what is sound."""
    shutters = [draft for draft in drafts if draft.category is Category.SHUTTERS]
    wrong = {draft for draft in drafts if not draft.sound}
    wrong |= _check_keys(drafts, findings)
    wrong |= _check_types(shutters, findings)
    wrong |= check_pairs(shutters, drafts, findings)
    wrong |= _check_outputs(drafts, wrong, findings)
    relays = {draft.key for draft in shutters if draft not in wrong}
    alone = {draft for draft in shutters if draft.paired_device not in relays}
    return [draft for draft in drafts if draft not in wrong and draft not in alone]


def _check_keys(drafts: Iterable[Draft], findings: Findings) -> set[Draft]:
    wrong: set[Draft] = set()
    first: dict[str, Draft] = {}
    for draft in drafts:
        mistake = _key_mistake(draft)
        if mistake is not None:
            findings.add(draft.line, mistake)
            wrong.add(draft)
        other = first.setdefault(draft.key.casefold(), draft)
        if other is not draft and draft.key.strip():
            findings.warn(draft.line, _key_used(other, draft.key))
    return wrong


def _key_used(other: Draft, key: str) -> Message:
    return FileMistake.KEY_USED(key=key, category=other.category, line=other.line)


def _key_mistake(draft: Draft) -> Message | None:
    key = draft.key.strip()
    if not key:
        return FileMistake.KEY_EMPTY()
    if draft.module is None or draft.output is None or not _OUTPUT.fullmatch(key):
        return None
    module, _, output = key.partition("/")
    if (int(module), int(output)) == (draft.module, draft.output):
        return None
    return FileMistake.KEY_OF_ANOTHER_OUTPUT(key=key, module=draft.module, output=draft.output)


def _check_outputs(drafts: Iterable[Draft], wrong: set[Draft], findings: Findings) -> set[Draft]:
    """Return what is on an output of another device: shutters keep theirs, and the first of two others."""
    shutters = [draft for draft in drafts if draft.category is Category.SHUTTERS]
    right = [draft for draft in drafts if draft.category is not Category.SHUTTERS and draft not in wrong]
    last = [draft for draft in drafts if draft.category is not Category.SHUTTERS and draft in wrong]
    doubles: set[Draft] = set()
    first: dict[tuple[int, int], Draft] = {}
    for draft in (*shutters, *right, *last):
        if draft.module is None or draft.output is None:
            continue
        other = first.setdefault((draft.module, draft.output), draft)
        if other is not draft:
            _note_double(draft, other, findings)
            doubles.add(draft)
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


def _check_types(shutters: Iterable[Draft], findings: Findings) -> set[Draft]:
    others = [draft for draft in shutters if draft.type not in RELAYS]
    for draft in others:
        findings.add(draft.line_for("type"), FileMistake.RELAY_OF_OTHER_TYPE(key=draft.key, type=draft.type))
    return set(others)
