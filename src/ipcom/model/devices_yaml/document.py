"""From text to a tree of YAML nodes that know their lines, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from ...sentence import Message
from .file_mistake import FileMistake

if TYPE_CHECKING:
    from .findings import Findings

Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Much faster where PyYAML was built with libyaml, the same otherwise."""
MAX_DEPTH = 20
"""A devices.yaml is three levels deep; parsers recurse, and nonsense must not exhaust the stack."""
_LIBRARYS_LIMIT = "maximum nesting depth"
"""What a libyaml with a limit of its own says, before the events that would be counted here."""
_ANOTHER_DOCUMENT = "found another document"
_OTHER_COLUMN = (
    "block mapping did not find expected key",
    "block mapping expected <block end>, but found '<block mapping start>'",
    "unindent does not match any outer indentation level",
)
"""What PyYAML and libyaml say of lines that do not begin where their neighbours do."""


def compose_document(text: str, findings: Findings) -> yaml.MappingNode:
    """The top level mapping; nodes only, nothing is constructed and no alias expanded."""
    try:
        _check_depth(text, findings)
        root = yaml.compose(text, Loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        findings.give_up(FileMistake.CHARACTER_FORBIDDEN(), line)
    except yaml.MarkedYAMLError as error:
        findings.give_up(_mistake(text, error), _line(error))
    return _mapping(root, findings)


def _mistake(text: str, error: yaml.MarkedYAMLError) -> Message:
    if _LIBRARYS_LIMIT in _what(error):
        return FileMistake.TOO_DEEP(limit=MAX_DEPTH)
    return _no_yaml(text, error)


def _mapping(root: yaml.Node | None, findings: Findings) -> yaml.MappingNode:
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        findings.give_up(FileMistake.FILE_EMPTY())
    if not isinstance(root, yaml.MappingNode):
        findings.give_up(FileMistake.NO_SECTIONS(), line_of(root))
    return root


def line_of(part: yaml.Node | yaml.Event) -> int:
    """The line that a node or an event begins on, from 1."""
    return 1 if part.start_mark is None else part.start_mark.line + 1


def _check_depth(text: str, findings: Findings) -> None:
    depth = 0
    for event in yaml.parse(text, Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            findings.give_up(FileMistake.TOO_DEEP(limit=MAX_DEPTH), line_of(event))


def _what(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


def _line(error: yaml.MarkedYAMLError) -> int | None:
    mark = error.problem_mark or error.context_mark
    return None if mark is None else int(mark.line) + 1


def _no_yaml(text: str, error: yaml.MarkedYAMLError) -> Message:
    """Return what is wrong, in the words of people where it is one of their usual mistakes."""
    line, what = _line(error), _what(error)
    lines = text.splitlines()
    if line is not None and line <= len(lines) and "\t" in lines[line - 1]:
        return FileMistake.TABS(_error=what)
    if _ANOTHER_DOCUMENT in what:
        return FileMistake.SECOND_DOCUMENT()
    if any(words in what for words in _OTHER_COLUMN):
        return FileMistake.INDENTED_OTHERWISE()
    return FileMistake.NO_YAML(_error=what)
