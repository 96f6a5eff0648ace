"""Comparing what a page shows with what is shown."""

from __future__ import annotations

import json
import re
from typing import Any

ANY = "..."
_VARIES = re.compile(
    r"\.\.\."
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"
    r"|\b\d\d:\d\d(?::\d\d(?:\.\d+)?)?\b"
    r"|\b\d+(?:\.\d+)? ms\b"
)
"""What a page may show in other words than are shown: `...`, a date with its time, a time of day, milliseconds."""


def is_as_shown(page: list[str], shown: str, *, as_json: bool) -> bool:
    """Return whether `shown` is what the page shows."""
    if as_json and page and page[0].lstrip().startswith("{"):
        return _json_is_as_shown("\n".join(page), shown)
    return text_matches("\n".join(page), _trimmed(shown))


def text_matches(page: str, shown: str) -> bool:
    """Return whether `shown` is what the text of the page means."""
    pattern = "".join(_line_pattern(line.rstrip()) for line in page.split("\n"))
    return re.fullmatch(pattern, f"{shown}\n") is not None


def _line_pattern(line: str) -> str:
    if line.strip() == ANY:
        return r"(?:[^\n]*\n)*?"
    parts, end = [], 0
    for found in _VARIES.finditer(line):
        parts.append(re.escape(line[end : found.start()]) + _varying(found[0]))
        end = found.end()
    return "".join(parts) + re.escape(line[end:]) + "\n"


def _varying(text: str) -> str:
    return r"[^\n]*?" if text == ANY else re.sub(r"\\?\d+(?:\\?\.\d+)?", r"[\\d.]+", re.escape(text))


def _trimmed(shown: str) -> str:
    return "\n".join(line.rstrip() for line in shown.split("\n")).strip("\n")


def _json_is_as_shown(page: str, shown: str) -> bool:
    try:
        found = objects(shown)
    except ValueError:
        return False
    return _matches(objects(_with_strings(page)), found)


def objects(text: str) -> list[Any]:
    """Return the JSON values that stand in `text`, one after the other. Raises `ValueError`."""
    decoder, found, at = json.JSONDecoder(), [], 0
    text = text.strip()
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


def _with_strings(page: str) -> str:
    """Make JSON of a page's JSON, in which a bare `...` stands for more members, items or lines."""
    page = re.sub(r"(?<=,)(\s*)\.\.\.(?=\s*})", r'\1"...": "..."', page)
    return re.sub(r'(?<!")\.\.\.(?!")', '"..."', page)


def _matches(page: Any, found: Any) -> bool:
    if page == ANY:
        return True
    if isinstance(page, dict) and isinstance(found, dict):
        return _members_match(page, found)
    if isinstance(page, list) and isinstance(found, list):
        more = page[-1:] == [ANY]
        wanted = page[:-1] if more else page
        enough = len(found) >= len(wanted) if more else len(found) == len(wanted)
        return enough and all(map(_matches, wanted, found))
    return type(page) is type(found) and (
        page == found or (isinstance(page, str) and text_matches(page, found))
    )


def _members_match(page: dict[str, Any], found: dict[str, Any]) -> bool:
    wanted = {key: value for key, value in page.items() if key != ANY}
    enough = wanted.keys() <= found.keys() if ANY in page else wanted.keys() == found.keys()
    return enough and all(_matches(value, found[key]) for key, value in wanted.items())
