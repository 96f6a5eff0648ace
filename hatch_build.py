"""Make the man pages while the wheel is built, and put them where man(1) finds them: share/man/man1."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MANUAL = "share/man/man1"


class ManPages(BuildHookInterface[Any]):
    """Adds the pages to a wheel; an editable installation has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages into a folder of their own, and name them in `build_data`."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()  # it goes with the hook, once the wheel is written
        for name, text in _pages(Path(self.root), self.metadata.version).items():
            path = Path(self._folder.name, name)
            path.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(path)] = f"{MANUAL}/{name}"


def _pages(root: Path, version: str) -> dict[str, str]:
    """Ask the command line of this source tree, and of no other."""
    sys.path.insert(0, str(root / "src"))
    try:
        from ipcom.cli.app import root_context
        from ipcom.cli.manual.man_pages import all_pages

        return all_pages(root_context(), version)
    finally:
        sys.path.pop(0)
