"""A line that is being typed in bash: its words, and what replaces the end of the last one; pure.

Bash replaces only what follows the last of `COMP_WORDBREAKS` in the last word, and what it replaces is taken as it
stands: so a name with a blank, a colon or a quote must come back as the person would have to type it from there on.
"""

from __future__ import annotations

from dataclasses import dataclass

BLANKS = " \t\n"
BREAKS = "\"'><=;|&(:"
"""What ends a word for bash's completion, as bash sets it at first, but for `@`: no name of a host follows here."""
_SPECIAL = frozenset(" \t\n\"'\\$`!*?[](){}<>|&;~#=:")
_SPECIAL_IN_DOUBLE = frozenset('"\\$`')


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line up to the cursor: the words before the last one, and the last one, which may be empty."""

    before: tuple[str, ...]
    last: str
    """The last word without quotes and backslashes."""
    quote: str
    """The quote that is open at the cursor, or an empty text."""
    replaced_from: int
    """How much of `last` stays: bash replaces what follows."""

    def replacement(self, word: str) -> str:
        """Return what bash must be given so that the last word becomes `word`, which begins as it does."""
        rest = word[self.replaced_from :]
        if self.quote == "'":
            return rest.replace("'", "'\\''")
        if self.quote == '"':
            return "".join(f"\\{each}" if each in _SPECIAL_IN_DOUBLE else each for each in rest)
        return "".join(f"\\{each}" if each in _SPECIAL else each for each in rest)


def read_line(line: str) -> TypedLine:
    """Split a line as bash does; it may end inside quotes or after a backslash."""
    words: list[str] = []
    word, quote, begun, kept = "", "", False, 0
    escaped = False
    for each in line:
        if escaped:
            word += each if quote != '"' or each in _SPECIAL_IN_DOUBLE else f"\\{each}"
            escaped = False
        elif each == "\\" and quote != "'":
            escaped = begun = True
        elif quote:
            if each == quote:
                quote, kept = "", len(word)
            else:
                word += each
        elif each in BLANKS:
            if begun:
                words.append(word)
            word, begun, kept = "", False, 0
        elif each in "\"'":
            quote, begun, kept = each, True, len(word)
        else:
            word, begun = word + each, True
            if each in BREAKS:
                kept = len(word)
    return TypedLine(tuple(words), word, quote, kept)
