"""translations/*.json: every language says everything that English says, with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding, Json, leaves, read_json

_SECTIONS = {
    "common",
    "config",
    "config_subentries",
    "device",
    "device_automation",
    "entity",
    "exceptions",
    "issues",
    "options",
    "selector",
    "services",
    "system_health",
    "title",
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_HTML = re.compile(r"</?[a-zA-Z][^>]*>")


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with any language."""
    english = read_json(folder / "translations/en.json")
    if not english:
        yield Finding("translations/en.json", "is missing")
    wanted = dict(leaves(english))
    for message in (*_flows(english), *_issues(english.get("issues", {}))):
        yield Finding("translations/en.json", message)
    for path in sorted((folder / "translations").glob("*.json")):
        tree = read_json(path)
        texts = dict(leaves(tree))
        for message in (*_sections(set(tree)), *_compare(wanted, texts), *_form(texts)):
            yield Finding(f"translations/{path.name}", message)


def _sections(found: set[str]) -> Iterator[str]:
    for name in sorted(found - _SECTIONS):
        yield f"{name} is no section of translations"


def _flows(english: Json) -> Iterator[str]:
    flows = {name: english[name] for name in ("config", "options") if name in english}
    flows |= {
        f"config_subentries.{name}": flow for name, flow in english.get("config_subentries", {}).items()
    }
    flows |= {
        f"issues.{name}.fix_flow": issue["fix_flow"]
        for name, issue in english.get("issues", {}).items()
        if "fix_flow" in issue
    }
    for name, flow in flows.items():
        if "step" not in flow:
            yield f"{name}.step is missing, be it empty"
        for step, texts in flow.get("step", {}).items():
            for field in set(texts.get("data_description", {})) - set(texts.get("data", {})):
                yield f"{name}.step.{step} describes {field}, which it does not name"


def _issues(issues: Json) -> Iterator[str]:
    for name, texts in issues.items():
        if ("description" in texts) == ("fix_flow" in texts):
            yield f"issues.{name} needs a description or a fix_flow, and not both"


def _compare(wanted: dict[str, str], texts: dict[str, str]) -> Iterator[str]:
    for key in sorted(set(wanted) - set(texts)):
        yield f"{key} is missing"
    for key in sorted(set(texts) - set(wanted)):
        yield f"{key} is not in en.json"
    for key in sorted(set(wanted) & set(texts)):
        if (ours := placeholders(texts[key])) != (theirs := placeholders(wanted[key])):
            yield f"{key} has the placeholders {sorted(ours)} instead of {sorted(theirs)}"


def _form(texts: dict[str, str]) -> Iterator[str]:
    for key, text in texts.items():
        if not text or text != text.strip():
            yield f"{key} is empty, or begins or ends with a space"
        if text.startswith("[%key:"):
            yield f"{key} refers to another key, which only Home Assistant's own integrations can"
        if "://" in text:
            yield f"{key} holds an address: make it a placeholder"
        if _HTML.search(text):
            yield f"{key} holds HTML: write Markdown"
        if re.search(r"'\{\w+\}'", text):
            yield f"{key} puts a placeholder between single quotes, which keeps it from being filled"


def placeholders(text: str) -> set[str]:
    """Return the names between braces."""
    return set(_PLACEHOLDER.findall(text))
