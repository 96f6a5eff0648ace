"""quality_scale.yaml: every rule of the integration quality scale is answered, and an exemption says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .findings import Finding, read_yaml

_FILE = "quality_scale.yaml"
_STATES = ("done", "exempt", "todo")

BRONZE = """action-setup appropriate-polling brands common-modules config-flow config-flow-test-coverage
    dependency-transparency docs-actions docs-conditions docs-high-level-description
    docs-installation-instructions docs-removal-instructions docs-triggers entity-event-setup entity-unique-id
    has-entity-name runtime-data test-before-configure test-before-setup unique-config-entry"""
SILVER = """action-exceptions config-entry-unloading docs-configuration-parameters docs-installation-parameters
    entity-unavailable integration-owner log-when-unavailable parallel-updates reauthentication-flow
    test-coverage"""
GOLD = """devices diagnostics discovery discovery-update-info docs-data-update docs-examples
    docs-known-limitations docs-supported-devices docs-supported-functions docs-troubleshooting docs-use-cases
    dynamic-devices entity-category entity-device-class entity-disabled-by-default entity-translations
    exception-translations icon-translations reconfiguration-flow repair-issues stale-devices"""
PLATINUM = "async-dependency inject-websession strict-typing"
RULES = frozenset(f"{BRONZE} {SILVER} {GOLD} {PLATINUM}".split())


def check(folder: Path) -> Iterator[Finding]:
    """Return rules without an answer, answers without a rule, and exemptions without a reason."""
    answers = read_yaml(folder / _FILE).get("rules") or {}
    for rule in sorted(RULES - set(answers)):
        yield Finding(_FILE, f"{rule} is missing")
    for rule in sorted(set(answers) - RULES):
        yield Finding(_FILE, f"{rule} is no rule")
    for rule, answer in answers.items():
        yield from _answer(rule, answer)


def _answer(rule: str, answer: object) -> Iterator[Finding]:
    status = answer.get("status") if isinstance(answer, Mapping) else answer
    comment = answer.get("comment") if isinstance(answer, Mapping) else None
    if status not in _STATES:
        yield Finding(_FILE, f"{rule} must be one of {', '.join(_STATES)}")
    if status == "exempt" and not comment:
        yield Finding(_FILE, f"{rule} is exempt without a comment that says why")
