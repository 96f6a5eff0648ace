"""The entries of a file as written, before they are checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from ..address import MODULES, OUTPUTS_PER_MODULE
from ..devices import MOST_WATTS, Category, DeviceType, RelayRole
from ..near_match import did_you_mean
from ..output_kind import LONGEST_PULSE_S, SHORTEST_PULSE_S
from .document import line_of
from .mappings import Entry, MappingReader
from .values import NULL, describe, read_choice, read_flag, read_fraction, read_number, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .findings import Findings

_REQUIRED = ("module", "output", "type")
_TEXTS = ("display_name", "description", "graphic_type", "device_class", "icon", "room", "paired_device")
_NUMBERS = {"pulse": (SHORTEST_PULSE_S, LONGEST_PULSE_S), "watts": (0.0, MOST_WATTS)}
_SHUTTER_ONLY = ("relay_role", "paired_device")
_KNOWN = (*_REQUIRED, *_TEXTS, *_NUMBERS, "energy", "relay_role")


@dataclass(frozen=True, slots=True)
class Draft:
    """One device as written; None or "" where nothing usable is written."""

    key: str
    category: Category
    line: int
    written: Mapping[str, Entry]
    """The properties that stand there, also those with nothing after the colon."""
    module: int | None
    output: int | None
    type: DeviceType | None
    relay_role: RelayRole | None
    texts: Mapping[str, str]
    numbers: Mapping[str, float]
    energy: bool

    @property
    def paired_device(self) -> str:
        """The key of the other relay."""
        return self.texts.get("paired_device", "")

    def line_for(self, name: str) -> int:
        """The line of a property, or of the device where it is missing."""
        return self.written[name].line if name in self.written else self.line


def read_drafts(root: yaml.MappingNode, findings: Findings) -> list[Draft]:
    """Return all devices of all sections."""
    reader = MappingReader(findings)
    drafts: list[Draft] = []
    for section in reader.read(root, "section").values():
        if section.key in set(Category):
            drafts += _read_section(section, reader, findings)
        else:
            _unknown("section", section.key, section.line, tuple(Category), findings)
    return drafts


def _read_section(section: Entry, reader: MappingReader, findings: Findings) -> list[Draft]:
    if section.node.tag == NULL:
        return []
    if not isinstance(section.node, yaml.MappingNode):
        findings.add(
            line_of(section.node),
            f"{section.key} is {describe(section.node)}, not devices",
            "write each device as key: and its properties below, without dashes",
        )
        return []
    category = Category(section.key)
    entries = reader.read(section.node, "key").values()
    return [_read_draft(entry, category, reader, findings) for entry in entries]


def _read_draft(entry: Entry, category: Category, reader: MappingReader, findings: Findings) -> Draft:
    written: dict[str, Entry] = {}
    if isinstance(entry.node, yaml.MappingNode):
        written = reader.read(entry.node, "property")
        _check_names(entry, written, category, findings)
    else:
        findings.add(
            entry.line,
            f"{entry.key} is {describe(entry.node)}, not a device",
            f"write module:, output: and type: below {entry.key}:",
        )
    return _draft(entry, category, written, findings)


def _draft(entry: Entry, category: Category, written: dict[str, Entry], findings: Findings) -> Draft:
    nodes = {name: field.node for name, field in written.items() if field.node.tag != NULL}
    return Draft(
        key=entry.key,
        category=category,
        line=entry.line,
        written=written,
        module=_number(nodes, "module", MODULES, findings),
        output=_number(nodes, "output", OUTPUTS_PER_MODULE, findings),
        type=read_choice(nodes["type"], "type", DeviceType, findings) if "type" in nodes else None,
        relay_role=read_choice(nodes["relay_role"], "relay_role", RelayRole, findings)
        if "relay_role" in nodes
        else None,
        texts=_read_texts(nodes, findings),
        numbers=_read_numbers(nodes, findings),
        energy="energy" in nodes and read_flag(nodes["energy"], "energy", findings),
    )


def _number(nodes: dict[str, yaml.Node], name: str, highest: int, findings: Findings) -> int | None:
    return read_number(nodes[name], name, highest, findings) if name in nodes else None


def _read_texts(nodes: dict[str, yaml.Node], findings: Findings) -> dict[str, str]:
    read = {name: read_text(nodes[name], name, findings) for name in _TEXTS if name in nodes}
    return {name: text for name, text in read.items() if text is not None}


def _read_numbers(nodes: dict[str, yaml.Node], findings: Findings) -> dict[str, float]:
    read = {
        name: read_fraction(nodes[name], name, bounds, findings)
        for name, bounds in _NUMBERS.items()
        if name in nodes
    }
    return {name: number for name, number in read.items() if number is not None}


def _check_names(entry: Entry, written: dict[str, Entry], category: Category, findings: Findings) -> None:
    for name, field in written.items():
        if name not in _KNOWN:
            _unknown("property", name, field.line, _KNOWN, findings)
        elif name in _SHUTTER_ONLY and category is not Category.SHUTTERS:
            findings.add(field.line, f"{name} belongs to shutters only", "move the device to shutters:")
    for name in _REQUIRED:
        if name not in written or written[name].node.tag == NULL:
            findings.add(entry.line, f"{entry.key} has no {name}", _example(name))


def _example(name: str) -> str:
    return {
        "module": f"add module: 1 to {MODULES}",
        "output": f"add output: 1 to {OUTPUTS_PER_MODULE}",
        "type": "add type: switch, light or dimmer",
    }[name]


def _unknown(what: str, name: str, line: int, known: tuple[str, ...], findings: Findings) -> None:
    hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
    findings.add(line, f'unknown {what} "{name}"', hint)
