"""translations/*.json: English has the right shape; every language says what English says, with its placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding, leaves, read_json
from .texts import placeholders, text
from .translations_shape import TRANSLATIONS

_BREAKABLE = re.compile(r" [:;!?»]|« ")


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with any language."""
    if (folder / "strings.json").exists():
        yield Finding(
            "strings.json", "is for integrations in Home Assistant itself: use translations/en.json"
        )
    english = read_json(folder / "translations/en.json")
    if not english:
        yield Finding("translations/en.json", "is missing")
        return
    for message in TRANSLATIONS(english, ""):
        yield Finding("translations/en.json", message)
    wanted = dict(leaves(english))
    for path in sorted((folder / "translations").glob("*.json")):
        if path.name != "en.json":
            texts = dict(leaves(read_json(path)))
            for message in (*_compare(wanted, texts), *_form(texts), *_spaces(path.stem, texts)):
                yield Finding(f"translations/{path.name}", message)


def _compare(wanted: dict[str, str], texts: dict[str, str]) -> Iterator[str]:
    for key in sorted(set(wanted) - set(texts)):
        yield f"{key} is missing"
    for key in sorted(set(texts) - set(wanted)):
        yield f"{key} is not in en.json"
    for key in sorted(set(wanted) & set(texts)):
        if (ours := placeholders(texts[key])) != (theirs := placeholders(wanted[key])):
            yield f"{key} has the placeholders {sorted(ours)} instead of {sorted(theirs)}"


def _spaces(language: str, texts: dict[str, str]) -> Iterator[str]:
    """French, as in Home Assistant itself: no line may begin with a sign that stands after a space."""
    for key, value in texts.items():
        if language == "fr" and _BREAKABLE.search(value):
            yield f"{key} has a plain space beside a sign: make it a no-break space"


def _form(texts: dict[str, str]) -> Iterator[str]:
    for key, value in texts.items():
        yield from text(value, key)
