"""The fenced blocks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^(```+)(.*)$")
_INDENTED = re.compile(r"^(?: {4}|\t)\S")
_LIST = re.compile(r"^\s*(?:[-*+]|\d+\.)\s")


class PageMistake(Exception):
    """Something of the page cannot be walked, or is not as the page says."""


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, its lines, and the line of the page on which the first one stands."""

    language: str
    lines: tuple[str, ...]
    line: int


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a page. Raises `PageMistake` for a block that has no fence, or no end."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence is None:
            _refuse_indented(lines, number)
            number += 1
            continue
        end = _end_of(lines, number, fence[1])
        yield Block(fence[2].strip(), tuple(lines[number + 1 : end]), number + 2)
        number = end + 1


def _end_of(lines: list[str], begin: int, fence: str) -> int:
    for number in range(begin + 1, len(lines)):
        if lines[number].rstrip() == fence:
            return number
    raise PageMistake(f"line {begin + 1}: this fence has no end")


def _refuse_indented(lines: list[str], number: int) -> None:
    """A block by four spaces begins after an empty line; below an item of a list, it is text of that item."""
    if not _INDENTED.match(lines[number]) or (number and lines[number - 1].strip()):
        return
    before = next(
        (line for line in reversed(lines[:number]) if line.strip() and not line.startswith(" ")), ""
    )
    if not _LIST.match(before):
        raise PageMistake(f"line {number + 1}: a block without a fence is not run; use ```console")
