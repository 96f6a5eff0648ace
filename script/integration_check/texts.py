"""What a translated text may hold."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

_HTML = re.compile(r"</?[a-zA-Z][^>]*>")
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.]*://|www\.)", re.IGNORECASE)


def text(value: object, path: str) -> Iterator[str]:
    """A text with or without placeholders."""
    if not isinstance(value, str) or not value:
        yield f"{path} must be a text"
        return
    if value != value.strip():
        yield f"{path} begins or ends with a space"
    if "[%key:" in value:
        yield f"{path} refers to another key, which only Home Assistant's own integrations can"
    if _ADDRESS.search(value):
        yield f"{path} holds an address: make it a placeholder"
    if _HTML.search(value):
        yield f"{path} holds HTML: write Markdown"
    if "'{" in value:
        yield f"{path} has a single quote before a placeholder, which keeps it from being filled"
    yield from (f"{path} {fault}" for fault in _placeholder_faults(value))


def plain_text(value: object, path: str) -> Iterator[str]:
    """A text in which Home Assistant fills no placeholders: a state, a unit."""
    yield from text(value, path)
    if isinstance(value, str) and placeholders(value):
        yield f"{path} has a placeholder, which nothing fills"


def placeholders(value: str) -> set[str]:
    """Return the names between braces; where braces do not pair there are none."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
    except ValueError:
        return set()


def _placeholder_faults(value: str) -> Iterator[str]:
    try:
        list(string.Formatter().parse(value))
    except ValueError:
        yield "has braces that do not pair, or a pair in another: plurals are not filled"
    for name in sorted(placeholders(value)):
        if not name.isidentifier():
            yield f"has the placeholder {{{name}}}, which is no name: plurals and formats are not filled"
