"""Text as the man macros of troff understand it."""

from __future__ import annotations

_ESCAPED = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"})


def escaped(text: str) -> str:
    """Return `text` as it stands: no sign of it means anything to troff, and all can be copied from the page."""
    plain = text.translate(_ESCAPED)
    return f"\\&{plain}" if plain.startswith(".") else plain


def bold(text: str) -> str:
    """Return `text` in bold."""
    return f"\\fB{escaped(text)}\\fR"


def italic(text: str) -> str:
    """Return `text` in italics, for what stands for something else."""
    return f"\\fI{escaped(text)}\\fR"


def section(title: str) -> str:
    """Return the heading of a section."""
    return f".SH {title}"


def item(head: str, text: str) -> str:
    """Return an item of a list; `head` is roff already."""
    return f".TP\n{head}\n{escaped(text)}"


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f".PP\n{escaped(text)}"


def literal(lines: str) -> str:
    """Return lines that are neither filled nor broken."""
    return "\n".join([".PP", ".nf", *map(escaped, lines.splitlines()), ".fi"])
