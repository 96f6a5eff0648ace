"""The limit of open files, which a thousand connections exceed."""

from __future__ import annotations

import resource


def allow_many_open_files() -> None:
    """Raise the limit of this process as far as the system lets it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
