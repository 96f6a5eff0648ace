"""Words as a shell wants them."""

from __future__ import annotations

import shlex


def quoted(word: str) -> str:
    """`word` so that it can be pasted into a shell."""
    return shlex.quote(word)
