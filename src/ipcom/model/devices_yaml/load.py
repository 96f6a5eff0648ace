"""From a file to devices: every mistake at once, or the devices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ..arguments import check_text, check_type
from .build import build_devices
from .document import compose_document
from .drafts import read_drafts
from .findings import Findings
from .rules import check_rules
from .source import decode, read_source

if TYPE_CHECKING:
    from ..devices import Devices


def load_devices(path: str | Path) -> Devices:
    """The devices of the file at `path`, which is only read.

    Raises `ConfigurationError` whose `problems` list every mistake with file, line and fix.
    """
    check_type("the path", path, (str, Path), 'write it in quotes, like "devices.yaml"')
    findings = Findings(str(path))
    data = read_source(Path(path), findings)
    return _parse(data, findings)


def parse_devices(data: bytes | str, source: str = "devices.yaml") -> Devices:
    """The devices of a file's content; `source` names it in errors. Raises as `load_devices` does."""
    check_type("the content", data, (bytes, str), "give the text of a devices.yaml")
    findings = Findings(check_text("the source", source))
    return _parse(data, findings)


def _parse(data: bytes | str, findings: Findings) -> Devices:
    root = compose_document(decode(data, findings), findings)
    drafts = read_drafts(root, findings)
    check_rules(drafts, findings)
    if findings.problems:
        raise ConfigurationError(*findings.in_order())
    return build_devices(drafts)
