"""The names of things in topics. They come from the keys of devices.yaml, so that they survive a new display name. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGEST = 4
"""How many characters tell two keys apart that look alike in a topic."""
_OTHERS = re.compile(r"[^a-z0-9]+")


def thing_ids(keys: Iterable[str]) -> dict[str, str]:
    """Return the name in topics of each key: small letters, digits and hyphens, no two alike.

    A name depends on nothing but its own key, and on whether another key looks the same: the order does not matter.
    """
    plain = {key: topic_name(key) for key in keys}
    count = Counter(plain.values())
    return {
        key: name if count[name] == 1 or key == name else _told_apart(key, name)
        for key, name in plain.items()
    }


def topic_name(text: str) -> str:
    """Return the text in small letters, digits and hyphens; a digest of it if nothing of it is left."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    name = _OTHERS.sub("-", folded.encode("ascii", "ignore").decode()).strip("-")
    return name or _told_apart(text, "thing")


def _told_apart(key: str, name: str) -> str:
    return f"{name}-{sha256(key.encode()).hexdigest()[:DIGEST]}"
