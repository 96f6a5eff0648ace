"""Which tests run one after the other: those that share a Home Assistant, whose start takes longer than they do.

xdist has groups for this, but they come to nothing with pytest 9.2. So its plan by files is told here which files
belong together. A file that is not named here goes to the process that is free first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER: Mapping[str, tuple[str, ...]] = {
    "a furnished house, by its panel": (
        "test_panel.py",
        "test_leases.py",
        "test_without_help.py",
        "test_begun_fields.py",
    ),
    "a furnished house, by its forms": (
        "test_forms.py",
        "test_dashboard.py",
        "test_kept_text.py",
        "test_kinds.py",
        "test_configure.py",
        "test_other_times.py",
    ),
    "a furnished house, by what happens in it": (
        "test_rooms.py",
        "test_wall_presses.py",
        "test_other_times.py",
        "test_activity.py",
        "test_slats.py",
    ),
    "houses that come and go": (
        "test_shutters.py",
        "test_favourites.py",
        "test_newcomer.py",
        "test_setting_up.py",
        "test_import.py",
    ),
}
"""Files whose tests use the same house, in parts that take about as long as each other."""


def part_of(file: str) -> str:
    """Return the part that a file belongs to, or the file itself."""
    return next((title for title, files in TOGETHER.items() if file in files), file)


def in_parts(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Sort tests: what takes long comes first, and each part as a whole."""
    for files in TOGETHER.values():
        for file in files:
            yield from (item for item in items if item.path.name == file)
    yield from (item for item in items if part_of(item.path.name) == item.path.name)


class Sharing(LoadFileScheduling):  # type: ignore[misc] # xdist has no types
    """Gives each process whole parts."""

    def _split_scope(self, nodeid: str) -> str:
        return part_of(PurePosixPath(nodeid.partition("::")[0]).name)
