"""Shutter relays come in pairs: each names the other, and one is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...sentence import Message
from ..near_match import near_matches, suggested
from .file_mistake import FileMistake

if TYPE_CHECKING:
    from .drafts import Draft
    from .findings import Findings


def check_pairs(shutters: list[Draft], everything: list[Draft], findings: Findings) -> set[Draft]:
    """Note every shutter relay without a partner that names it back and drives the other way; return them."""
    relays = {draft.key: draft for draft in shutters}
    others = {draft.key: draft for draft in everything}
    return {draft for draft in shutters if not _is_paired(draft, relays, others, findings)}


def _is_paired(draft: Draft, relays: dict[str, Draft], others: dict[str, Draft], findings: Findings) -> bool:
    """Note what is wrong with one relay, and return whether nothing is."""
    before = len(findings.problems)
    if draft.relay_role is None and not draft.says("relay_role"):
        findings.add(draft.line, FileMistake.ROLE_MISSING(key=draft.key))
    partner = draft.paired_device
    if not partner:
        _no_partner(draft, findings)
    elif partner not in relays:
        _unknown_partner(draft, relays, others, findings)
    else:
        _check_partner(draft, relays[partner], relays, findings)
    return draft.relay_role is not None and bool(partner) and len(findings.problems) == before


def _no_partner(draft: Draft, findings: Findings) -> None:
    if not draft.says("paired_device") or not draft.texts.get("paired_device", "?"):
        findings.add(
            draft.line_for("paired_device"),
            FileMistake.PARTNER_MISSING(key=draft.key),
        )


def _unknown_partner(
    draft: Draft, relays: dict[str, Draft], others: dict[str, Draft], findings: Findings
) -> None:
    name = draft.paired_device
    line = draft.line_for("paired_device")
    if name in others:
        category = others[name].category
        findings.add(line, FileMistake.PARTNER_ELSEWHERE(other=name, category=category))
        return
    candidates = [key for key in relays if key != draft.key]
    near = near_matches(name, candidates)
    if near:
        findings.add(line, FileMistake.PARTNER_UNKNOWN_BUT(other=name, near=suggested(near)))
    else:
        findings.add(line, FileMistake.PARTNER_UNKNOWN(other=name))


def _check_partner(draft: Draft, partner: Draft, relays: dict[str, Draft], findings: Findings) -> None:
    if partner is draft:
        findings.add(draft.line_for("paired_device"), FileMistake.PAIRED_WITH_ITSELF(key=draft.key))
    elif partner.paired_device != draft.key:
        findings.add(draft.line_for("paired_device"), _names_another(draft, partner, relays))
    elif (
        draft.relay_role is not None and draft.relay_role is partner.relay_role and draft.line > partner.line
    ):
        findings.add(
            draft.line_for("relay_role"),
            FileMistake.SAME_ROLE_TWICE(key=partner.key, other=draft.key, role=draft.relay_role),
        )


def _names_another(draft: Draft, partner: Draft, relays: dict[str, Draft]) -> Message:
    key, other, line, third = draft.key, partner.key, partner.line, partner.paired_device
    if third in relays and relays[third].paired_device == other:
        return FileMistake.PARTNER_HAS_PAIR(key=key, other=other, third=third)
    if third:
        return FileMistake.PARTNER_NAMES_ANOTHER(key=key, other=other, third=third, line=line)
    return FileMistake.PARTNER_NAMES_NONE(key=key, other=other, line=line)
