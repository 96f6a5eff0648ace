"""Reading YAML mappings: keys as text, none twice, merge keys (`<<`) resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import yaml

from .document import line_of
from .values import describe, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .findings import Findings

MAX_PAIRS = 20_000
"""A full file has some 1,500 pairs; merge keys can make few lines grow without end."""
MAX_MERGES = 10
"""How deep merge keys may name mappings with merge keys; a circle never ends."""
_MERGE = "tag:yaml.org,2002:merge"


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value`."""

    key: str
    node: yaml.Node
    key_node: yaml.Node

    @property
    def line(self) -> int:
        """The line of the key."""
        return line_of(self.key_node)


class MappingReader:
    """Reads the mappings of one file, and gives up on a file that has too many pairs."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._pairs = 0

    def read(self, mapping: yaml.MappingNode, what: str) -> dict[str, Entry]:
        """The entries by key; one that stands there twice is noted, and the first kept."""
        entries: dict[str, Entry] = {}
        for entry in self._own(mapping, what):
            first = entries.setdefault(entry.key, entry)
            if first is not entry:
                self._findings.add(
                    entry.line,
                    f'{what} "{entry.key}" is there twice, first on line {first.line}',
                    "rename or delete one",
                )
        for entry in self._merged(mapping, what):
            entries.setdefault(entry.key, entry)
        return entries

    def _own(self, mapping: yaml.MappingNode, what: str) -> Iterator[Entry]:
        for key, value in self._counted(mapping):
            if key.tag == _MERGE:
                continue
            text = read_text(key, what, self._findings)
            if text is not None:
                yield Entry(text, value, key)

    def _merged(self, mapping: yaml.MappingNode, what: str, depth: int = 0) -> Iterator[Entry]:
        for key, value in mapping.value:
            if key.tag == _MERGE:
                for source in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    yield from self._from(source, what, depth + 1)

    def _from(self, source: yaml.Node, what: str, depth: int) -> Iterator[Entry]:
        if depth > MAX_MERGES:
            self._give_up(source)
        if isinstance(source, yaml.MappingNode):
            yield from self._own(source, what)
            yield from self._merged(source, what, depth)
        else:
            self._findings.add(
                line_of(source),
                f"<< names {describe(source)}",
                "write << and an alias, for example <<: *name",
            )

    def _counted(self, mapping: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        for key, value in mapping.value:
            self._pairs += 1
            if self._pairs > MAX_PAIRS:
                self._give_up(key)
            yield key, value

    def _give_up(self, node: yaml.Node) -> NoReturn:
        self._findings.give_up(
            "its aliases repeat too much", "write the devices out, without << and *", line_of(node)
        )
