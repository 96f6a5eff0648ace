"""The unpacked integration of one Home Assistant, altered for a test: what nobody can set has no setting."""

from __future__ import annotations

import re
from pathlib import Path

from demo_house.starting import Alter

_PORTAL = re.compile(r'^PORTAL_URL = "[^"]+"$', re.MULTILINE)


def with_portal_at(url: str) -> Alter:
    """Let the integration speak to this portal in the place of the vendor's."""

    def alter(integration: Path) -> None:
        (module,) = (path for path in integration.rglob("portal.py") if _PORTAL.search(path.read_text()))
        module.write_text(_PORTAL.sub(f'PORTAL_URL = "{url}"', module.read_text()))

    return alter
