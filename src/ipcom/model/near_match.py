"""The words that a mistyped one most likely stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..sentence import InWords

if TYPE_CHECKING:
    from collections.abc import Iterable

SUGGESTIONS = 3
"""More than three are no help."""
SIMILARITY = 0.6
"""How alike two words must be, 0 to 1; below this the suggestions are noise."""


def near_matches(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of `known` that look like `word`, the likeliest first; upper and lower case are the same."""
    from difflib import get_close_matches  # takes a millisecond to import, and is seldom needed

    spelled = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), spelled, n=SUGGESTIONS, cutoff=SIMILARITY)
    return tuple(spelled[name] for name in close)


def suggested(near: tuple[str, ...]) -> InWords:
    """The near matches as a value of a message, which English asks for."""
    return InWords(near, alternatives(f'"{name}"' for name in near))


def listed(words: Iterable[str]) -> InWords:
    """All of the words as a value of a message."""
    known = tuple(str(word) for word in words)
    return InWords(known, ", ".join(known))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question naming the near matches, or "" where there are none."""
    return alternatives(f'"{name}"' for name in near_matches(word, known))


def alternatives(names: Iterable[str]) -> str:
    """`Did you mean "a" or "b"?` for what is given; "" for nothing."""
    found = list(names)
    return f"Did you mean {' or '.join(found)}?" if found else ""
