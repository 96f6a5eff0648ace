"""Loading devices.yaml: the devices, or every mistake at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ..address import OutputAddress
from ..arguments import check_text, check_type
from ..devices import Devices, OutputDevice
from ..named_pipe import waits_for_a_writer
from .document import compose_document
from .drafts import read_drafts
from .file_mistake import FileMistake
from .findings import Findings
from .reading import DevicesReading
from .rules import check_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from .drafts import Draft

MAX_BYTES = 256 * 1024
"""A full bus of 128 outputs with every key and comments takes some 60 kB."""
BOM = "\ufeff"
"""What some editors put before the first line."""


def load_devices(path: str | Path) -> Devices:
    """Return the devices of the file at `path`, which is only read.

    Raises `ConfigurationError` whose `problems` list every mistake with file, line and fix. What costs no device,
    such as an unknown property, is no mistake: `read_devices` tells it.
    """
    return _strict(read_devices_file(path))


def parse_devices(data: bytes | str, source: str = "devices.yaml") -> Devices:
    """Return the devices of a file's content; `source` names it in errors. Raises as `load_devices` does."""
    return _strict(read_devices(data, source))


def read_devices(data: bytes | str, source: str = "devices.yaml") -> DevicesReading:
    """Return the sound devices of a file's content, with everything that was found beside them.

    Raises `ConfigurationError` only for an argument of another type.
    """
    check_type("the content", data, (bytes, str), "give the text of a devices.yaml")
    return _read_all(lambda _: data, Findings(check_text("the source", source)))


def read_devices_file(path: str | Path) -> DevicesReading:
    """Return the same for the file at `path`, which is only read."""
    check_type("the path", path, (str, Path), 'write it in quotes, like "devices.yaml"')
    return _read_all(lambda findings: _read(Path(path), findings), Findings(str(path)))


def _strict(reading: DevicesReading) -> Devices:
    if reading.errors:
        raise ConfigurationError(*reading.errors)
    return reading.devices


def _read_all(content: Callable[[Findings], bytes | str], findings: Findings) -> DevicesReading:
    try:
        sound = _sound(content(findings), findings)
    except ConfigurationError as error:
        return DevicesReading(errors=error.problems)
    return DevicesReading(_build_all(sound), tuple(findings.warnings_in_order()), tuple(findings.in_order()))


def _sound(data: bytes | str, findings: Findings) -> list[Draft]:
    root = compose_document(_text_of(data, findings), findings)
    return check_rules(read_drafts(root, findings), findings)


def _read(path: Path, findings: Findings) -> bytes:
    """Return the bytes of the file, never many more than are allowed."""
    if waits_for_a_writer(path):
        findings.give_up(FileMistake.FILE_IS_PIPE())
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        findings.give_up(FileMistake.FILE_MISSING())
    except IsADirectoryError:
        findings.give_up(FileMistake.FILE_IS_DIRECTORY())
    except PermissionError:
        findings.give_up(FileMistake.FILE_FORBIDDEN(path=path))
    except (OSError, ValueError) as error:
        findings.give_up(FileMistake.FILE_UNREADABLE(_error=error))


def _text_of(data: bytes | str, findings: Findings) -> str:
    """Return the text of a file; a byte order mark is dropped."""
    if len(data) > MAX_BYTES:
        findings.give_up(FileMistake.FILE_TOO_LARGE(kilobytes=MAX_BYTES // 1024))
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return _decode(raw, findings).removeprefix(BOM)


def _decode(data: bytes, findings: Findings) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.give_up(
            FileMistake.FILE_NOT_UTF8(byte=f"{data[error.start]:02x}"),
            line=data.count(b"\n", 0, error.start) + 1,
        )


def _build_all(drafts: list[Draft]) -> Devices:
    """Return the devices of drafts in which nothing was found wrong."""
    return Devices(tuple(_build(draft) for draft in drafts))


def _build(draft: Draft) -> OutputDevice:
    assert draft.module, "a draft without a module has a finding"
    assert draft.output, "a draft without an output has a finding"
    assert draft.type, "a draft without a type has a finding"
    texts = draft.texts
    return OutputDevice(
        key=draft.key,
        display_name=texts.get("display_name") or _title(draft.key),
        category=draft.category,
        type=draft.type,
        address=OutputAddress(draft.module, draft.output),
        description=texts.get("description", ""),
        graphic_type=texts.get("graphic_type", ""),
        device_class=texts.get("device_class", ""),
        icon=texts.get("icon", ""),
        relay_role=draft.relay_role,
        paired_device=texts.get("paired_device"),
        pulse=draft.numbers.get("pulse"),
        watts=draft.numbers.get("watts"),
        energy=draft.energy,
        room=texts.get("room", ""),
        line=draft.line,
    )


def _title(key: str) -> str:
    """Return a readable name for a device that has none: living_left is "Living left"."""
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
