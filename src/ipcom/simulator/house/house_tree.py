"""The text of a house file as a tree that knows where each of its keys stands; bounded, so that nonsense costs nothing; pure.

A key is told by its line in YAML. In TOML, whose reader knows no lines, it is told by its whole path.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from ...errors import ConfigurationError, Problem
from ..simulator_text import HouseMistake

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 256 * 1024
"""A house file with every key of 128 outputs takes some 20 kB."""
MAX_DEPTH = 20
"""A house file is four levels deep. Readers recurse, and nonsense must not exhaust the stack."""
MAX_NODES = 20_000
"""How many values a file may have, each counted as often as an alias repeats it."""

_MERGE = "tag:yaml.org,2002:merge"
_LIBRARYS_LIMIT = "maximum nesting depth"
"""What a libyaml with a limit of its own says, before the events that are counted here."""

Path = tuple[str, ...]

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class HouseTree:
    """The content of one file. `lines` has the line of each key of a YAML file by its path; it is empty for TOML."""

    file: str
    data: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[Path, int] | None = None

    def line_of(self, path: Path) -> int | None:
        """Return the line of a key, or of the section that it is missing in; None for a file without lines."""
        if self.lines is None:
            return None
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def said(self, path: Path) -> str:
        """Return how the section of a key is called in a message, in the form of the file's language."""
        joint = "." if self.lines is None else ": "
        return "".join(f"{name}{joint}" for name in path)


def parse_house(data: bytes, file: str, *, toml: bool) -> HouseTree:
    """Read the content of a file. Raises `ConfigurationError`, with the line where there is one."""
    if len(data) > MAX_BYTES:
        raise _mistake(file, HouseMistake.HOUSE_TOO_LARGE(kilobytes=MAX_BYTES // 1024))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _mistake(file, HouseMistake.HOUSE_NOT_UTF8(byte=f"{data[error.start]:02x}"), line) from None
    return _parse_toml(text, file) if toml else _parse_yaml(text, file)


def _parse_toml(text: str, file: str) -> HouseTree:
    try:
        return HouseTree(file, tomllib.loads(text))
    except RecursionError:
        raise _mistake(file, HouseMistake.HOUSE_TOO_DEEP(limit=MAX_DEPTH)) from None
    except ValueError as error:
        raise _mistake(file, HouseMistake.HOUSE_BROKEN(_error=_one_line(error))) from None


def _parse_yaml(text: str, file: str) -> HouseTree:
    try:
        _check_depth(text, file)
        root = yaml.compose(text, _LOADER)
        lines: dict[Path, int] = {}
        _NodeWalk(file, lines).walk(root, ())
        data = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, which makes plain values only
    except ConfigurationError:
        raise
    except yaml.MarkedYAMLError as error:
        raise _broken(file, error) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _mistake(file, HouseMistake.HOUSE_BROKEN(_error=_one_line(error)), line) from None
    if not isinstance(data, dict | None):
        raise _mistake(file, HouseMistake.HOUSE_NO_MAPPING(), 1)
    return HouseTree(file, {str(key): value for key, value in (data or {}).items()}, lines)


def _check_depth(text: str, file: str) -> None:
    """Refuse deep nesting before anything recurses over it."""
    depth = 0
    for event in yaml.parse(text, _LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _mistake(file, HouseMistake.HOUSE_TOO_DEEP(limit=MAX_DEPTH), _line(event))


class _NodeWalk:
    """Goes over all nodes as often as aliases repeat them, and gives up on a file that grows without end.

    It reads each value too, since only a node knows its line: 2026-13-45 looks like a date, and is none.
    """

    def __init__(self, file: str, lines: dict[Path, int]) -> None:
        self._file = file
        self._lines = lines
        self._left = MAX_NODES
        self._values = yaml.constructor.SafeConstructor()

    def walk(self, node: yaml.Node | None, path: Path) -> None:
        """Note the lines of all keys below a node."""
        self._left -= 1
        if node is None:
            return
        if self._left < 0 or len(path) > MAX_DEPTH:
            raise _mistake(self._file, HouseMistake.HOUSE_REPEATS(limit=MAX_NODES), _line(node))
        self._walk_below(node, path)

    def _walk_below(self, node: yaml.Node, path: Path) -> None:
        if isinstance(node, yaml.MappingNode):
            self._walk_mapping(node, path)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.walk(item, (*path, ""))
        elif node.tag != _MERGE:
            self._read(node)

    def _read(self, node: yaml.Node) -> None:
        try:
            self._values.construct_object(node)
        except ValueError as error:
            raise _mistake(
                self._file, HouseMistake.HOUSE_BROKEN(_error=_one_line(error)), _line(node)
            ) from None

    def _walk_mapping(self, node: yaml.MappingNode, path: Path) -> None:
        for key, value in node.value:
            inner = (*path, str(key.value) if isinstance(key, yaml.ScalarNode) else "")
            self._lines.setdefault(inner, _line(key))
            self.walk(key, inner)
            self.walk(value, inner)


def _broken(file: str, error: yaml.MarkedYAMLError) -> ConfigurationError:
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    what = " ".join(part for part in (error.context, error.problem) if part)
    if _LIBRARYS_LIMIT in what:
        return _mistake(file, HouseMistake.HOUSE_TOO_DEEP(limit=MAX_DEPTH), line)
    return _mistake(file, HouseMistake.HOUSE_BROKEN(_error=what), line)


def _line(part: yaml.Node | yaml.Event) -> int:
    return 1 if part.start_mark is None else part.start_mark.line + 1


def _mistake(file: str, message: str, line: int | None = None) -> ConfigurationError:
    return ConfigurationError(Problem(message, file=file, line=line))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
