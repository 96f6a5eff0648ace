"""A Python that Home Assistant runs on: one that is there, uv's, or Debian's unpacked into the cache."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import debian, debian_python
from .project import CACHE, ToolError, output, say

MINIMUM = (3, 14, 2)
"""What Home Assistant 2026.10 asks for."""

_WANTED = ">=3.14.2,<3.15"
_REMEMBERED = CACHE / "python314.path"
_VERSION = "import sys; print(*sys.version_info[:3])"
_QUICK_AND_APART = {
    "UV_HTTP_CONNECT_TIMEOUT": "5",
    "UV_HTTP_RETRIES": "1",
    "UV_HTTP_TIMEOUT": "10",
    "UV_PYTHON_INSTALL_BIN": "0",  # nothing new on the person's PATH
}


def find_python314(uv: Path) -> Path:
    """Return a Python 3.14.2 or newer; the first call may fetch one, later ones only look."""
    found = _remembered() or _present(uv) or _from_uv(uv) or _from_debian(uv)
    if found is None:
        raise ToolError("no Python 3.14.2 or newer: install one (uv python install 3.14), then try again")
    _REMEMBERED.parent.mkdir(exist_ok=True)
    _REMEMBERED.write_text(f"{found}\n")
    return found


def is_good(python: Path) -> bool:
    """Tell whether `python` runs, is new enough, and is the 3.14 that the locks are for."""
    version = output(python, "-c", _VERSION)
    numbers = tuple(int(number) for number in version.split()) if version else ()
    return MINIMUM <= numbers < (3, 15)


def _remembered() -> Path | None:
    if not _REMEMBERED.exists():
        return None
    python = Path(_REMEMBERED.read_text().strip())
    return python if is_good(python) else None


def _present(uv: Path) -> Path | None:
    found = output(uv, "python", "find", "--no-python-downloads", "--no-project", "--system", _WANTED)
    candidates = [found, shutil.which("python3.14"), str(debian_python.EXECUTABLE)]
    return next((Path(path) for path in candidates if path and is_good(Path(path))), None)


def _from_uv(uv: Path) -> Path | None:
    say("Python 3.14 is not here: asking uv for it")
    if output(uv, "python", "install", "3.14", **_QUICK_AND_APART) is None:
        return None
    return _present(uv)


def _from_debian(uv: Path) -> Path | None:
    if not (debian.is_debian() and debian_python.is_supported()):
        return None
    say("uv cannot fetch it here: unpacking Debian's own into .cache/python314")
    debian_python.build(uv)
    return debian_python.EXECUTABLE if is_good(debian_python.EXECUTABLE) else None
