"""Which requests come from the simulated house's own page, and which from another page in the same browser; pure.

Every program on this machine may drive the house: it can log in to the gateway as well. A web page of somebody else
may not, although the browser that shows it reaches loopback too. A browser names the page that opens a websocket in
`Origin`, and the address that it asked in `Host`. A foreign name that resolves to loopback stands in both.
"""

from __future__ import annotations

import re

_THIS_MACHINE = re.compile(r"(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?", re.IGNORECASE)
"""The names of this machine that no other machine can have. Any port: a tunnel ends at one of its own."""


def is_this_machine(host: str | None) -> bool:
    """Return whether a `Host` header names this machine."""
    return host is not None and _THIS_MACHINE.fullmatch(host) is not None


def is_own_page(origin: str | None, host: str | None) -> bool:
    """Return whether a websocket is opened by a page that came from the same address, and that address is loopback."""
    return is_this_machine(host) and origin == f"http://{host}"
