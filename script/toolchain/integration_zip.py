"""dist/ipcom.zip: the integration with the library's core inside it, the same bytes from the same sources."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .project import ROOT, ToolError

INTEGRATION = ROOT / "custom_components/ipcom"
LIBRARY = ROOT / "src/ipcom"
DOOR = "library.py"
VENDOR = "_vendor"
CORE = {"client", "learning", "model", "portal", "presses", "protocol", "shutter", "web"}
NOT_CORE = {"bridge", "cli", "simulator"}
"""The library's packages: those that the integration needs, and those that it is released without."""

_LONG_AGO = (2020, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_IMPORT = re.compile(r"^from ipcom((?:\.\w+)*) import", re.MULTILINE)
_LEFT_BEHIND = re.compile(r"^\s*(?:from|import) ipcom\b", re.MULTILINE)
_DEVELOPMENT_ONLY = {"ruff.toml"}


def write(target: Path, integration: Path = INTEGRATION, library: Path = LIBRARY) -> int:
    """Write the zip and return how many files it holds."""
    contents = dict(collect(integration, library))
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.external_attr = _READABLE_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, contents[name])
    return len(contents)


def collect(integration: Path, library: Path) -> Iterator[tuple[str, bytes]]:
    """Return every file of the zip with its name there."""
    for path in _files(integration):
        name = path.relative_to(integration).as_posix()
        content = path.read_bytes()
        if name == DOOR:
            content = rewrite_door(content.decode()).encode()
        elif path.suffix == ".py" and _LEFT_BEHIND.search(content.decode()):
            raise ToolError(f"{name} imports the library: only {DOOR} may")
        yield name, content
    check_packages(library)
    for path in _files(library):
        relative = path.relative_to(library)
        if relative.parts[0] not in NOT_CORE:
            yield f"{VENDOR}/{relative.as_posix()}", path.read_bytes()


def check_packages(library: Path) -> None:
    """Refuse a library whose packages are not the ones that are named here."""
    found = {path.parent.name for path in library.glob("*/__init__.py")}
    if unknown := sorted(found - CORE - NOT_CORE):
        raise ToolError(
            f"is {unknown[0]} part of the core? Name it in CORE or NOT_CORE of {Path(__file__).name}"
        )
    if gone := sorted((CORE | NOT_CORE) - found):
        raise ToolError(f"the library has no package {gone[0]}, which {Path(__file__).name} names")


def rewrite_door(source: str) -> str:
    """Make library.py import the copy that lies beside it."""
    rewritten = _IMPORT.sub(rf"from .{VENDOR}\1 import", source)
    if rewritten == source or _LEFT_BEHIND.search(rewritten):
        raise ToolError(f"{DOOR} must import the library with `from ipcom import ...` only")
    return rewritten


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in relative.parts)
        if path.is_file() and not hidden and path.name not in _DEVELOPMENT_ONLY:
            yield path
