"""The entries of a file as written, before they are checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from ..address import MODULES, OUTPUTS_PER_MODULE
from ..devices import MOST_WATTS, Category, DeviceType, RelayRole
from ..near_match import did_you_mean
from ..output_kind import LONGEST_PULSE_S, SHORTEST_PULSE_S
from .document import line_of
from .findings import Findings
from .mappings import Entry, MappingReader, warn_of_doubles
from .values import (
    NULL,
    describe,
    is_text,
    read_choice,
    read_flag,
    read_fraction,
    read_number,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_REQUIRED = ("module", "output", "type")
_TEXTS = ("display_name", "description", "graphic_type", "device_class", "icon", "room", "paired_device")
_NUMBERS = {"pulse": (SHORTEST_PULSE_S, LONGEST_PULSE_S), "watts": (0.0, MOST_WATTS)}
_SHUTTER_ONLY = ("relay_role", "paired_device")
_WHERE = {"module", "output"}
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
    sound: bool = True
    """Whether it is a device by itself; what it shares with others is judged later."""

    @property
    def place(self) -> tuple[Category, str]:
        """Its section and key: no two drafts of a file have the same."""
        return (self.category, self.key)

    @property
    def paired_device(self) -> str:
        """The key of the other relay."""
        return self.texts.get("paired_device", "")

    def line_for(self, name: str) -> int:
        """The line of a property, or of the device where it is missing."""
        return self.written[name].line if name in self.written else self.line


def read_drafts(root: yaml.MappingNode, findings: Findings) -> list[Draft]:
    """Return all devices of all sections."""
    reader = MappingReader()
    entries: dict[Category, dict[str, list[Entry]]] = {}
    unknown: list[Entry] = []
    for same in reader.read_all(root, "section", findings).values():
        _warn_of_parts(same, findings)
        for section in same:
            category = _category(section)
            if category is None:
                unknown.append(section)
                continue
            for key, devices in _devices_of(section, category, reader, findings).items():
                entries.setdefault(category, {}).setdefault(key, []).extend(devices)
            entries.setdefault(category, {})
    for section in unknown:
        _note_unknown_section(section, bool(entries), findings)
    return [
        _read_one(same, category, reader, findings)
        for category, keys in entries.items()
        for same in keys.values()
    ]


def _warn_of_parts(same: list[Entry], findings: Findings) -> None:
    first, *others = same
    for section in others:
        findings.warn(
            section.line,
            f'section "{section.key}" is there twice, first on line {first.line}; both count',
            "rename or delete one",
        )


def _category(section: Entry) -> Category | None:
    name = section.key.strip().casefold()
    return Category(name) if name in set(Category) else None


def _note_unknown_section(section: Entry, others_are_known: bool, findings: Findings) -> None:
    """Note a section that is none: a mistake if it seems to hold devices, or if there is no other section."""
    pairs = section.node.value if isinstance(section.node, yaml.MappingNode) else []
    holds_devices = any(
        isinstance(device, yaml.MappingNode)
        and {key.value for key, _ in device.value if is_text(key)} & _WHERE
        for _, device in pairs
    )
    lost = holds_devices or not others_are_known
    note = findings.add if lost else findings.warn
    note(section.line, *_unknown("section", section.key, tuple(Category)))


def _devices_of(
    section: Entry, category: Category, reader: MappingReader, findings: Findings
) -> dict[str, list[Entry]]:
    """Return the devices of a section by key, with all that have the same key."""
    if section.key != category:
        findings.warn(section.line, *_unknown("section", section.key, tuple(Category)))
    if section.node.tag == NULL:
        return {}
    if not isinstance(section.node, yaml.MappingNode):
        findings.add(
            line_of(section.node),
            f"{section.key} is {describe(section.node)}, not devices",
            "write each device as key: and its properties below, without dashes",
        )
        return {}
    return reader.read_all(section.node, "key", findings)


def _read_one(same: list[Entry], category: Category, reader: MappingReader, findings: Findings) -> Draft:
    """Return the device of a key; of a key that is there twice the last one that can be read."""
    drafts: list[tuple[Entry, Draft, Findings]] = []
    for entry in same:
        own = Findings(findings.file)
        drafts.append((entry, _read_draft(entry, category, reader, own), own))
    entry, draft, own = next((each for each in reversed(drafts) if each[1].sound), drafts[-1])
    warn_of_doubles(same, "key", entry, findings)
    findings.take(own)
    return draft


def _read_draft(entry: Entry, category: Category, reader: MappingReader, findings: Findings) -> Draft:
    written: dict[str, Entry] = {}
    if isinstance(entry.node, yaml.MappingNode):
        written = reader.read(entry.node, "property", findings)
        _check_names(entry, written, category, findings)
    else:
        findings.add(
            entry.line,
            f"{entry.key} is {describe(entry.node)}, not a device",
            f"write module:, output: and type: below {entry.key}:",
        )
    return _draft(entry, category, written, findings)


def _draft(entry: Entry, category: Category, written: dict[str, Entry], findings: Findings) -> Draft:
    shutter = category is Category.SHUTTERS
    nodes = {
        name: field.node
        for name, field in written.items()
        if field.node.tag != NULL and (shutter or name not in _SHUTTER_ONLY)
    }
    read = Draft(
        key=entry.key,
        category=category,
        line=entry.line,
        written=written,
        module=_number(nodes, "module", MODULES, findings),
        output=_number(nodes, "output", OUTPUTS_PER_MODULE, findings),
        type=_type(nodes, shutter, findings),
        relay_role=read_choice(nodes["relay_role"], "relay_role", RelayRole, findings)
        if "relay_role" in nodes
        else None,
        texts=_read_texts(nodes, findings),
        numbers=_read_numbers(nodes, findings),
        energy="energy" in nodes and read_flag(nodes["energy"], "energy", findings),
    )
    return replace(read, sound=not findings.problems)


def _number(nodes: dict[str, yaml.Node], name: str, highest: int, findings: Findings) -> int | None:
    return read_number(nodes[name], name, highest, findings) if name in nodes else None


def _type(nodes: dict[str, yaml.Node], shutter: bool, findings: Findings) -> DeviceType | None:
    """Return the type; a device without one is a switch, and so is a relay of a shutter, whatever it is called."""
    if "type" not in nodes:
        return DeviceType.SWITCH
    if not shutter:
        return read_choice(nodes["type"], "type", DeviceType, findings)
    own = Findings(findings.file)
    found = read_choice(nodes["type"], "type", DeviceType, own)
    findings.warnings += own.warnings + own.problems
    return found or DeviceType.SWITCH


def _read_texts(nodes: dict[str, yaml.Node], findings: Findings) -> dict[str, str]:
    read = {name: read_text(nodes[name], name, findings) for name in _TEXTS if name in nodes}
    for name, text in read.items():
        if text is None:
            note = findings.add if name == "paired_device" else findings.warn
            note(line_of(nodes[name]), f"{name} is {describe(nodes[name])}, not text", f'write {name}: "..."')
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
            findings.warn(field.line, *_unknown("property", name, _KNOWN))
        elif name in _SHUTTER_ONLY and category is not Category.SHUTTERS:
            findings.warn(field.line, f"{name} belongs to shutters only", "move the device to shutters:")
    for name in _REQUIRED:
        if name not in written or written[name].node.tag == NULL:
            note = findings.warn if name == "type" else findings.add
            note(entry.line, f"{entry.key} has no {name}", _example(name))


def _example(name: str) -> str:
    return {
        "module": f"add module: 1 to {MODULES}",
        "output": f"add output: 1 to {OUTPUTS_PER_MODULE}",
        "type": "add type: switch, light or dimmer",
    }[name]


def _unknown(what: str, name: str, known: tuple[str, ...]) -> tuple[str, str]:
    """Return message and fix for a name that is none of the known ones."""
    hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
    return f'unknown {what} "{name}"', hint
