"""From a path to text, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .findings import Findings

MAX_BYTES = 256 * 1024
"""A full bus of 128 outputs with every key and comments takes some 60 kB."""
BOM = "\ufeff"
"""What some editors put before the first line."""


def read_source(path: Path, findings: Findings) -> bytes:
    """The bytes of the file, never many more than are allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        findings.give_up("there is no such file", "check the path, or create the file")
    except IsADirectoryError:
        findings.give_up("this is a directory", "name the file inside it, for example devices.yaml")
    except PermissionError:
        findings.give_up("no permission to read it", f"try: chmod u+r {path}")
    except (OSError, ValueError) as error:
        findings.give_up(f"it cannot be read: {error}", "check the path and the disk")


def decode(data: bytes | str, findings: Findings) -> str:
    """The text of a file; a byte order mark is dropped."""
    if len(data) > MAX_BYTES:
        findings.give_up(
            f"it is larger than {MAX_BYTES // 1024} kB",
            "a devices.yaml has 128 outputs at most; check that this is the right file",
        )
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return _decode(raw, findings).removeprefix(BOM)


def _decode(data: bytes, findings: Findings) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.give_up(
            f"it is not UTF-8 text (byte 0x{data[error.start]:02x})",
            "save it as UTF-8 in the editor",
            line=data.count(b"\n", 0, error.start) + 1,
        )
