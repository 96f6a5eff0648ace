"""The files of the page and of what it shares with the panel, by the address that a browser asks for.

The addresses are the places of the files below `src/ipcom`, so that one script finds another by the same relative path
in the sources, in a wheel and in a browser.
"""

from __future__ import annotations

from pathlib import Path

from ...web import WEB_FOLDER

OWN_FOLDER = Path(__file__).parent / "files"
LIBRARY_FOLDER = Path(__file__).parents[2]
INDEX = OWN_FOLDER / "index.html"

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
"""What is served, by the end of its name. Everything else, such as a licence or a declaration of types, is not."""


def page_files() -> dict[str, Path]:
    """Return the files by their addresses: "/" is the page."""
    found = {
        f"/{path.relative_to(LIBRARY_FOLDER).as_posix()}": path
        for folder in (OWN_FOLDER, WEB_FOLDER)
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.is_file()
    }
    return {"/": INDEX, **found}
