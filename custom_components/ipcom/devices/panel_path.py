"""The address of the panel in Home Assistant, for links to it."""

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry

PANEL = DOMAIN
"""The panel's path in Home Assistant."""


def panel_path(entry: IPComConfigEntry, page: str = "house") -> str:
    """Return the path that opens a page of the panel, by default the house, of an entry."""
    return f"/{PANEL}/{page}?entry={entry.entry_id}"
