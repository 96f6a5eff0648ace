"""Reading YAML mappings: keys as text, merge keys (`<<`) resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

import yaml

from .document import line_of
from .file_mistake import FileMistake
from .values import TEXT, found, read_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .findings import Findings

MAX_PAIRS = 20_000
"""A full file has some 1,500 pairs; merge keys can make few lines grow without end."""
MAX_MERGES = 10
"""How deep merge keys may name mappings with merge keys; a circle never ends."""
KEY = "key"
"""What the key of a device is called."""
_MERGE = "tag:yaml.org,2002:merge"


class Entry(NamedTuple):
    """One `key: value`."""

    key: str
    node: yaml.Node
    key_node: yaml.Node

    @property
    def line(self) -> int:
        """The line of the key, from 1."""
        mark = self.key_node.start_mark
        return 1 if mark is None else int(mark.line) + 1


class MappingReader:
    """Reads the mappings of one file, and gives up on a file that has too many pairs."""

    def __init__(self) -> None:
        self._pairs = 0

    def read(self, mapping: yaml.MappingNode, what: str, findings: Findings) -> dict[str, Entry]:
        """Return the entries by key; of one that stands there twice the last, as YAML has it, with a warning."""
        entries: dict[str, Entry] = {}
        for same in self.read_all(mapping, what, findings).values():
            *_, last = same
            entries[last.key] = last
            if len(same) > 1:
                warn_of_doubles(same, what, last, findings)
        return entries

    def read_all(self, mapping: yaml.MappingNode, what: str, findings: Findings) -> dict[str, list[Entry]]:
        """Return the entries by key, each with all entries that have the same key."""
        entries: dict[str, list[Entry]] = {}
        for entry in self._own(mapping, what, findings):
            entries.setdefault(entry.key, []).append(entry)
        if any(key.tag == _MERGE for key, _ in mapping.value):
            for entry in self._merged(mapping, what, findings):
                entries.setdefault(entry.key, [entry])
        return entries

    def _own(self, mapping: yaml.MappingNode, what: str, findings: Findings) -> Iterator[Entry]:
        for key, value in mapping.value:
            self._pairs += 1
            if self._pairs > MAX_PAIRS:
                _give_up(key, findings)
            if key.tag == _MERGE:
                continue
            sound = key.tag == TEXT and isinstance(key, yaml.ScalarNode) and key.value.isprintable()
            text = key.value if sound else read_key(key, what, findings)
            if text is not None:
                yield Entry(text, value, key)

    def _merged(
        self, mapping: yaml.MappingNode, what: str, findings: Findings, depth: int = 0
    ) -> Iterator[Entry]:
        for key, value in mapping.value:
            if key.tag == _MERGE:
                for source in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    yield from self._from(source, what, findings, depth + 1)

    def _from(self, source: yaml.Node, what: str, findings: Findings, depth: int) -> Iterator[Entry]:
        if depth > MAX_MERGES:
            _give_up(source, findings)
        if isinstance(source, yaml.MappingNode):
            yield from self._own(source, what, findings)
            yield from self._merged(source, what, findings, depth)
        else:
            findings.add(line_of(source), FileMistake.MERGE_WRONG(found=found(source)))


def warn_of_doubles(same: list[Entry], what: str, used: Entry, findings: Findings) -> None:
    """Warn of all but the first of the entries with one key; `used` is the one that counts."""
    first, *others = same
    for entry in others:
        twice = FileMistake.KEY_TWICE if what == KEY else FileMistake.PROPERTY_TWICE
        findings.warn(entry.line, twice(key=entry.key, first=first.line, used=used.line))


def _give_up(node: yaml.Node, findings: Findings) -> NoReturn:
    findings.give_up(FileMistake.ALIASES_REPEAT(), line_of(node))
