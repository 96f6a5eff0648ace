"""How entities and devices are told apart: by entry, module and output, never by a name or an address."""

from .mapping import Mapped


def unique_id(entry_id: str, thing: Mapped) -> str:
    """The unique ID of a thing's entity, and the identifier of its device."""
    return f"{entry_id}_{thing.local_id}"
