"""Only the page itself drives the house; a page of somebody else in the same browser does not."""

from __future__ import annotations

import pytest

from ipcom.simulator.page.origin_guard import is_own_page, is_this_machine


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765", "127.0.0.1", "[::1]"]
)
def test_this_machine_has_these_names(host: str) -> None:
    assert is_this_machine(host)
    assert is_own_page(f"http://{host}", host)


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        ":8765",
        "evil.example:8765",
        "127.0.0.1.evil.example:8765",
        "localhost.evil.example",
        "evil.example#127.0.0.1",
        "127.0.0.2:8765",
        "127.0.0.1:",
        "127.0.0.1:8765\n",
        "127.0.0.1:port",
        "user@127.0.0.1:8765",
        "::1",
    ],
)
def test_a_foreign_name_that_leads_here_is_refused(host: str | None) -> None:
    """A name server may answer 127.0.0.1 for any name: then the browser takes foreign pages for ours."""
    assert not is_this_machine(host)
    assert not is_own_page(f"http://{host}", host)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://evil.example",
        "https://127.0.0.1:8765",
        "http://127.0.0.1:3000",
        "http://localhost:8765",
        "http://127.0.0.1:8765.evil.example",
        "http://127.0.0.1:8765/",
    ],
)
def test_a_foreign_page_is_refused(origin: str | None) -> None:
    """Also one of another server on this machine, one in a sandbox ("null"), and a program that names none."""
    assert not is_own_page(origin, "127.0.0.1:8765")
