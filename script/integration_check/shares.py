"""How much of a language still is English: the share of its words that stand in the English text too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from .findings import leaves, read_json

_NO_WORDS = re.compile(r"`[^`]*`|\{\w+\}")
"""What is the same in every language: code and placeholders."""
_WORD = re.compile(r"[^\W\d_]+")


def shares(folder: Path) -> dict[str, float]:
    """Return the share for each language but English, from 0 to 1."""
    english = dict(leaves(read_json(folder / "translations/en.json")))
    return {
        path.stem: share(english, dict(leaves(read_json(path))))
        for path in sorted((folder / "translations").glob("*.json"))
        if path.stem != "en"
    }


def share(english: Mapping[str, str], texts: Mapping[str, str]) -> float:
    """Return which part of the words of `texts` stands in the English text of the same key."""
    pairs = [(_words(texts[key]), _words(english[key])) for key in texts.keys() & english.keys()]
    total = sum(theirs.total() for theirs, _ in pairs)
    return sum((theirs & ours).total() for theirs, ours in pairs) / total if total else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(_NO_WORDS.sub(" ", text)))
