"""Writing devices.yaml, so that it loads again and a person likes to edit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..arguments import check_items, check_mapping, check_text, check_type
from ..devices import Category, Devices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..devices import OutputDevice

_OPTIONAL = ("description", "graphic_type", "device_class", "icon", "room")


def dump_devices(
    devices: Devices, *, heading: Iterable[str] = (), notes: Mapping[str, str] | None = None
) -> str:
    """The text of a devices.yaml that loads as `devices`.

    `heading` are comments at the top, and `notes` comments above devices, by key. Each becomes one line, whatever it
    holds.
    """
    check_type("devices to write", devices, Devices, "give what `load_devices` returned")
    comments = [check_text("a line of the heading", line) for line in _heading(heading)]
    return "\n".join((*map(_comment, comments), *_lines(devices, _notes(notes)))) + "\n"


def _heading(heading: object) -> tuple[object, ...]:
    return check_items("a heading", heading, "give its lines in a list")


def _notes(notes: object) -> dict[str, str]:
    if notes is None:
        return {}
    given = check_mapping("notes", notes, "give a dictionary from keys to comments")
    return {check_text("a note's key", key): check_text("a note", note) for key, note in given.items()}


def _lines(devices: Devices, notes: Mapping[str, str]) -> Iterator[str]:
    for category in Category:
        yield f"{category}:"
        for device in devices.outputs:
            if device.category is category:
                if device.key in notes:
                    yield f"  {_comment(notes[device.key])}"
                yield from _device(device)


def _comment(text: str) -> str:
    return f"# {''.join(map(_printable, text))}".rstrip()


def _device(device: OutputDevice) -> Iterator[str]:
    yield f"  {_text(device.key)}:"
    yield f"    module: {device.address.module}"
    yield f"    output: {device.address.output}"
    yield f"    type: {device.type}"
    yield f"    display_name: {_quoted(device.display_name)}"
    for name in _OPTIONAL:
        if text := getattr(device, name):
            yield f"    {name}: {_quoted(text)}"
    for name in ("pulse", "watts"):
        if (number := getattr(device, name)) is not None:
            yield f"    {name}: {_number(number)}"
    if device.energy:
        yield "    energy: true"
    if device.relay_role is not None:
        yield f"    relay_role: {device.relay_role}"
    if device.paired_device is not None:
        yield f"    paired_device: {_text(device.paired_device)}"


def _number(number: float) -> str:
    """A number as YAML reads it: repr may write 1e-05, which is text there."""
    exact = repr(float(number))
    return (f"{number:.25f}".rstrip("0") if "e" in exact else exact).removesuffix(".0").rstrip(".")


def _text(word: str) -> str:
    """Bare where that cannot be misread, as people write keys."""
    plain = word.isascii() and word.replace("_", "").isalpha() and word.casefold() not in _RESERVED
    return word if plain else _quoted(word)


_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Words that YAML reads as something other than text."""


def _quoted(text: str) -> str:
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return _printable(character)


def _printable(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"
