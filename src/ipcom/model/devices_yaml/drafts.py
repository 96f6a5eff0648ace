"""The entries of a file as written, before they are checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from ...sentence import Message
from ..address import MODULES, OUTPUTS_PER_MODULE
from ..devices import Category, DeviceType, RelayRole
from ..near_match import listed, near_matches, suggested
from .document import line_of
from .file_mistake import FileMistake
from .findings import Findings
from .mappings import KEY, Entry, MappingReader, warn_of_doubles
from .properties import KNOWN, NUMBERS, REQUIRED, SHUTTER_ONLY, TEXTS
from .values import (
    NULL,
    found,
    is_own_tag,
    is_text,
    no_text,
    read_choice,
    read_flag,
    read_fraction,
    read_number,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHERE = {"module", "output"}


@dataclass(frozen=True, slots=True, eq=False)
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
    def paired_device(self) -> str:
        """The key of the other relay."""
        return self.texts.get("paired_device", "")

    def says(self, name: str) -> bool:
        """Whether anything stands after the colon of this property."""
        return name in self.written and self.written[name].node.tag != NULL

    def line_for(self, name: str) -> int:
        """The line of a property, or of the device where it is missing or comes from an alias further up."""
        return max(self.written[name].line, self.line) if name in self.written else self.line


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
        _read_draft(same[0], category, reader, findings)
        if len(same) == 1
        else _read_doubles(same, category, reader, findings)
        for category, keys in entries.items()
        for same in keys.values()
    ]


def _warn_of_parts(same: list[Entry], findings: Findings) -> None:
    first, *others = same
    for section in others:
        findings.warn(
            section.line,
            FileMistake.SECTION_TWICE(key=section.key, first=first.line),
        )


def _category(section: Entry) -> Category | None:
    name = section.key.strip().casefold()
    return Category(name) if name in set(Category) else None


def _note_unknown_section(section: Entry, others_are_known: bool, findings: Findings) -> None:
    """Note a section that is none: a mistake if it seems to hold devices, or if there is no other section."""
    if _is_device(section.node):
        findings.add(section.line, FileMistake.INDENTED_OTHERWISE())
        return
    pairs = section.node.value if isinstance(section.node, yaml.MappingNode) else []
    holds_devices = any(_is_device(device) for _, device in pairs)
    lost = holds_devices or not others_are_known
    note = findings.add if lost else findings.warn
    note(section.line, _unknown_section(section.key))


def _is_device(node: yaml.Node) -> bool:
    """Whether it says where an output is."""
    return isinstance(node, yaml.MappingNode) and any(
        is_text(key) and key.value in _WHERE for key, _ in node.value
    )


def _devices_of(
    section: Entry, category: Category, reader: MappingReader, findings: Findings
) -> dict[str, list[Entry]]:
    """Return the devices of a section by key, with all that have the same key."""
    if section.key != category:
        findings.warn(section.line, _unknown_section(section.key))
    if section.node.tag == NULL:
        return {}
    if not isinstance(section.node, yaml.MappingNode):
        findings.add(line_of(section.node), _no_devices(section))
        return {}
    return _without_properties(reader.read_all(section.node, KEY, findings), findings)


def _without_properties(devices: dict[str, list[Entry]], findings: Findings) -> dict[str, list[Entry]]:
    """Leave out what is no device but a property that begins in the column of the keys, and note the first."""
    properties = {
        key: same
        for key, same in devices.items()
        if key in KNOWN and all(isinstance(each.node, yaml.ScalarNode) and each.node.value for each in same)
    }
    if properties:
        first = min(each.line for same in properties.values() for each in same)
        findings.add(first, FileMistake.INDENTED_OTHERWISE())
    return {key: same for key, same in devices.items() if key not in properties}


def _no_devices(section: Entry) -> Message:
    if is_own_tag(section.node):
        return FileMistake.TAG_UNKNOWN(tag=section.node.tag)
    return FileMistake.SECTION_NO_DEVICES(section=section.key, found=found(section.node))


def _read_doubles(same: list[Entry], category: Category, reader: MappingReader, findings: Findings) -> Draft:
    """Return the device of a key that is there more than once: the last one that can be read."""
    drafts: list[tuple[Entry, Draft, Findings]] = []
    for entry in same:
        own = Findings(findings.file)
        drafts.append((entry, _read_draft(entry, category, reader, own), own))
    entry, draft, own = next((each for each in reversed(drafts) if each[1].sound), drafts[-1])
    warn_of_doubles(same, KEY, entry, findings)
    findings.take(own)
    return draft


def _read_draft(entry: Entry, category: Category, reader: MappingReader, findings: Findings) -> Draft:
    before = len(findings.problems)
    written: dict[str, Entry] = {}
    if isinstance(entry.node, yaml.MappingNode):
        written = reader.read(entry.node, "property", findings)
        _check_names(entry, written, category, findings)
    else:
        findings.add(entry.line, _no_device(entry))
    draft = _draft(entry, category, written, findings)
    return draft if len(findings.problems) == before else replace(draft, sound=False)


def _no_device(entry: Entry) -> Message:
    if is_own_tag(entry.node):
        return FileMistake.TAG_UNKNOWN(tag=entry.node.tag)
    return FileMistake.NO_DEVICE(key=entry.key, found=found(entry.node))


def _draft(entry: Entry, category: Category, written: dict[str, Entry], findings: Findings) -> Draft:
    shutter = category is Category.SHUTTERS
    nodes = {
        name: field.node
        for name, field in written.items()
        if field.node.tag != NULL and (shutter or name not in SHUTTER_ONLY)
    }
    return Draft(
        key=entry.key,
        category=category,
        line=entry.line,
        written=written,
        module=read_number(nodes.get("module"), "module", MODULES, findings),
        output=read_number(nodes.get("output"), "output", OUTPUTS_PER_MODULE, findings),
        type=_type(nodes, shutter, findings),
        relay_role=read_choice(nodes["relay_role"], "relay_role", RelayRole, findings)
        if "relay_role" in nodes
        else None,
        texts=_read_texts(nodes, findings),
        numbers=_read_numbers(nodes, findings),
        energy="energy" in nodes and read_flag(nodes["energy"], "energy", findings),
    )


def _type(nodes: dict[str, yaml.Node], shutter: bool, findings: Findings) -> DeviceType | None:
    """Return the type; a device without one is a switch, and so is a relay of a shutter, whatever it is called."""
    if "type" not in nodes:
        return DeviceType.SWITCH
    if not shutter:
        return read_choice(nodes["type"], "type", DeviceType, findings)
    own = Findings(findings.file)
    kind = read_choice(nodes["type"], "type", DeviceType, own)
    findings.warnings += own.warnings + own.problems
    return kind or DeviceType.SWITCH


def _read_texts(nodes: dict[str, yaml.Node], findings: Findings) -> dict[str, str]:
    read = {name: read_text(nodes[name], name, findings) for name in TEXTS if name in nodes}
    for name, text in read.items():
        if text is None:
            note = findings.add if name == "paired_device" else findings.warn
            note(line_of(nodes[name]), no_text(nodes[name], name))
    return {name: text for name, text in read.items() if text is not None}


def _read_numbers(nodes: dict[str, yaml.Node], findings: Findings) -> dict[str, float]:
    read = {
        name: read_fraction(nodes[name], name, bounds, findings)
        for name, bounds in NUMBERS.items()
        if name in nodes
    }
    return {name: number for name, number in read.items() if number is not None}


def _check_names(entry: Entry, written: dict[str, Entry], category: Category, findings: Findings) -> None:
    for name, field in written.items():
        if name not in KNOWN:
            findings.warn(field.line, _unknown_property(name))
        elif name in SHUTTER_ONLY and category is not Category.SHUTTERS:
            findings.warn(field.line, FileMistake.SHUTTERS_ONLY(name=name))
    for name in REQUIRED:
        if name not in written or written[name].node.tag == NULL:
            note = findings.warn if name == "type" else findings.add
            note(entry.line, _missing(name, entry.key))


def _missing(name: str, key: str) -> Message:
    if name == "module":
        return FileMistake.MODULE_MISSING(key=key, highest=MODULES)
    if name == "output":
        return FileMistake.OUTPUT_MISSING(key=key, highest=OUTPUTS_PER_MODULE)
    return FileMistake.TYPE_MISSING(key=key)


def _unknown_section(name: str) -> Message:
    near = near_matches(name, tuple(Category))
    if near:
        return FileMistake.SECTION_UNKNOWN_BUT(name=name, near=suggested(near))
    return FileMistake.SECTION_UNKNOWN(name=name, known=listed(tuple(Category)))


def _unknown_property(name: str) -> Message:
    known, colon, value = name.partition(":")
    near = (f"{known}: {value}",) if colon and known in KNOWN else near_matches(name, KNOWN)
    if near:
        return FileMistake.PROPERTY_UNKNOWN_BUT(name=name, near=suggested(near))
    return FileMistake.PROPERTY_UNKNOWN(name=name, known=listed(KNOWN))
