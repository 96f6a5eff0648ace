"""The page's files are served from where they lie, and nothing else is."""

from __future__ import annotations

import re

import pytest

from ipcom.simulator.page.page_files import INDEX, TYPES, page_files

FILES = page_files()
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
"""Types are named in comments: a browser does not ask for them."""
IMPORT = re.compile(r"""(?:from|import)\s*\(?["']([^"']+)["']""")


def test_the_page_is_at_the_root() -> None:
    assert FILES["/"] == INDEX
    assert "/simulator/page/files/page.js" in FILES
    assert "/web/lit-html.js" in FILES


def test_only_what_a_browser_needs_is_served() -> None:
    assert {path.suffix for path in FILES.values()} <= TYPES.keys()
    assert not [address for address in FILES if address.endswith((".py", ".d.ts", "LICENSE"))]


@pytest.mark.parametrize("address", sorted(address for address in FILES if address.endswith(".js")))
def test_a_script_finds_the_others_by_where_they_lie(address: str) -> None:
    text = FILES[address].read_text(encoding="utf-8")
    for named in IMPORT.findall(COMMENT.sub("", text)):
        if named.startswith("."):
            assert (FILES[address].parent / named).resolve() in FILES.values(), named


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for path in FILES.values():
        if path.parent == INDEX.parent:
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"https?://", text), path
