"""Logging a word of a stored position that this release does not know, once each."""

from __future__ import annotations

import logging
from functools import lru_cache

_LOGGER = logging.getLogger("ipcom.shutter")

MAX_WORD = 40
"""Characters of an unknown word that are logged: a store may hold anything."""

WORDS_REMEMBERED = 64
"""So many unknown words are logged once only; a store of ours holds fewer."""


@lru_cache(WORDS_REMEMBERED)
def tell_once(key: str, word: str, otherwise: str) -> None:
    """Warn that the stored word for `key` is unknown and counts as `otherwise`."""
    _LOGGER.warning(
        "A stored shutter position has %s for %s. This release does not know the word and takes it for %r; perhaps"
        " another release stored it.",
        repr(word)[:MAX_WORD],
        key,
        str(otherwise),
    )
