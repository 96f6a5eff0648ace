"""The folders of a user, which a service, a container or a stranger's uid may not have."""

from __future__ import annotations

import os
from pathlib import Path


def configuration_folder() -> Path | None:
    """Return where the user's configuration lies; None for a user without a home."""
    return _folder("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path | None:
    """Return where programs keep what they know between two runs; None for a user without a home."""
    return _folder("XDG_STATE_HOME", ".local", "state")


def _folder(variable: str, *below_home: str) -> Path | None:
    """Return the folder that the variable names. A relative one is ignored, as the XDG specification wants it."""
    given = Path(os.environ.get(variable, ""))
    if given.is_absolute():
        return given
    home = _home()
    return home.joinpath(*below_home) if home is not None else None


def _home() -> Path | None:
    if os.environ.get("HOME") == "":
        return None
    try:
        home = Path.home()
    except RuntimeError:  # neither a HOME nor an entry for this uid
        return None
    return home if home.is_absolute() else None
