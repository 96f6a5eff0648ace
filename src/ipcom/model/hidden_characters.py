"""Characters that a terminal obeys instead of showing them, and those that turn the writing round; pure."""

from __future__ import annotations

import unicodedata

_BLANKS = "\n\t"
_CATEGORIES = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
IN_PLACE = "\ufffd"
"""What is shown instead of one."""


def is_hidden(character: str) -> bool:
    """Return whether a character is one of them; a line's end and a tab are not."""
    hidden = character in _TURNING or unicodedata.category(character) in _CATEGORIES
    return hidden and character not in _BLANKS


def without_hidden(text: str) -> str:
    """Return a text that is safe to show: a sign stands for each of them, and a blank for a line's end."""
    if text.isprintable():
        return text
    return "".join(" " if each in _BLANKS else IN_PLACE if is_hidden(each) else each for each in text)
