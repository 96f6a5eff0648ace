"""Shutter relays come in pairs: each names the other, and one is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..near_match import did_you_mean

if TYPE_CHECKING:
    from ..devices import Category
    from .drafts import Draft
    from .findings import Findings


def check_pairs(
    shutters: list[Draft], everything: list[Draft], findings: Findings
) -> set[tuple[Category, str]]:
    """Note every shutter relay without a partner that names it back and drives the other way; return them."""
    relays = {draft.key: draft for draft in shutters}
    others = {draft.key: draft for draft in everything}
    wrong: set[tuple[Category, str]] = set()
    for draft in shutters:
        before = len(findings.problems)
        if draft.relay_role is None and "relay_role" not in draft.written:
            findings.add(draft.line, f"{draft.key} has no relay_role", "add relay_role: up or down")
        if not draft.paired_device:
            _no_partner(draft, findings)
        elif draft.paired_device not in relays:
            _unknown_partner(draft, relays, others, findings)
        else:
            _check_partner(draft, relays[draft.paired_device], findings)
        if draft.relay_role is None or not draft.paired_device or len(findings.problems) > before:
            wrong.add(draft.place)
    return wrong


def _no_partner(draft: Draft, findings: Findings) -> None:
    if "paired_device" not in draft.written or not draft.texts.get("paired_device", "?"):
        findings.add(
            draft.line_for("paired_device"),
            f"{draft.key} has no paired_device",
            "add paired_device: and the key of the shutter's other relay",
        )


def _unknown_partner(
    draft: Draft, relays: dict[str, Draft], others: dict[str, Draft], findings: Findings
) -> None:
    name = draft.paired_device
    line = draft.line_for("paired_device")
    if name in others:
        category = others[name].category
        findings.add(line, f'paired_device "{name}" is under {category}', "move it to shutters:")
        return
    candidates = [key for key in relays if key != draft.key]
    fix = did_you_mean(name, candidates) or "write the key of the shutter's other relay"
    findings.add(line, f'paired_device "{name}" does not exist', fix)


def _check_partner(draft: Draft, partner: Draft, findings: Findings) -> None:
    line = draft.line_for("paired_device")
    if partner is draft:
        findings.add(line, f"{draft.key} is paired with itself", "write the key of the other relay")
    elif partner.paired_device != draft.key:
        findings.add(
            line,
            f"{draft.key} names {partner.key} as its pair, but {partner.key} names"
            f" {partner.paired_device or 'nobody'}",
            f"write paired_device: {draft.key} under {partner.key} (line {partner.line})",
        )
    elif (
        draft.relay_role is not None and draft.relay_role is partner.relay_role and draft.line > partner.line
    ):
        findings.add(
            draft.line_for("relay_role"),
            f"both relays of the shutter {partner.key}/{draft.key} are {draft.relay_role}",
            "one is up, the other down",
        )
