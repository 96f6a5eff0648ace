"""What the names of shutter relays say: which shutter, and which way; pure."""

from __future__ import annotations

import re

from ..model.devices import RelayRole

_UP = {"up", "op", "omhoog", "haut", "monter", "montee", "montée", "ouvrir", "open", "auf", "m", "u", "h"}
_DOWN = {
    *(
        "down",
        "neer",
        "omlaag",
        "bas",
        "descendre",
        "descente",
        "fermer",
        "close",
        "dicht",
        "toe",
        "ab",
        "zu",
    ),
    *("d", "b"),
}
"""The words for the two directions in the languages of the country, as owners end or begin a name with them."""
_WORD = re.compile(r"[^\W_]+")


def split_direction(name: str) -> tuple[str, RelayRole | None]:
    """Return a name without the word for its direction, and the direction; the name and None without such a word.

    Only the last word and the first are looked at: "Salon M" is up, "Monter salon" too.
    """
    words = list(_WORD.finditer(name))
    if len(words) < 2:
        return name, None
    for word in (words[-1], words[0]):
        spelled = word.group().casefold()
        role = RelayRole.UP if spelled in _UP else RelayRole.DOWN if spelled in _DOWN else None
        if role is not None:
            rest = name[: word.start()] if word is words[-1] else name[word.end() :]
            return rest.strip(" -_.:/()[]"), role
    return name, None
