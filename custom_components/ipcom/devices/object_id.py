"""The object ID of a thing whose name has no letter that an entity ID may have."""

from homeassistant.util import slugify

_NOTHING_LEFT = "unknown"
"""What Home Assistant makes of a name in which nothing can be spelled in Latin letters."""


def object_id_of(name: str, key: str) -> str:
    """Return the object ID that the name gives, as in the earlier integration; else the one of the key, or ""."""
    return _slug(name) or _slug(key)


def spare_object_id(name: str, local_id: str) -> str:
    """Return an object ID for a name that gives none: where the thing is wired; empty if the name will do."""
    return "" if _slug(name) else f"output_{local_id}"


def _slug(text: str) -> str:
    slug = slugify(text)
    return "" if slug == _NOTHING_LEFT and text.strip().casefold() != _NOTHING_LEFT else slug
