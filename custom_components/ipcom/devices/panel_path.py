"""The address of the panel in Home Assistant, for links to it."""

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry

PANEL = DOMAIN
"""The panel's path in Home Assistant."""


def panel_path(entry: IPComConfigEntry) -> str:
    """Return the path that opens the panel with the house of an entry."""
    return f"/{PANEL}/house?entry={entry.entry_id}"
