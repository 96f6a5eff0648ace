"""Reading single values off YAML nodes, and saying what is wrong with them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import yaml

from ...sentence import InWords, Message
from ..hidden_characters import is_hidden
from ..near_match import listed, near_matches, suggested
from .document import line_of
from .file_mistake import FileMistake

if TYPE_CHECKING:
    from .findings import Findings

Choice = TypeVar("Choice", bound=StrEnum)

_NAMES = {
    "tag:yaml.org,2002:bool": "yes/no",
    "tag:yaml.org,2002:float": "a fraction",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:map": "a group of values",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:seq": "a list",
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:timestamp": "a date",
}
_FLAG = "tag:yaml.org,2002:bool"
_FRACTION = "tag:yaml.org,2002:float"
_INTEGER = "tag:yaml.org,2002:int"
NULL = "tag:yaml.org,2002:null"
"""Nothing is written after the colon."""
TEXT = "tag:yaml.org,2002:str"
_READ_OTHERWISE = re.compile(r"[+-]?0[0-7_]+")
"""YAML takes a zero in front for base 8."""
MAX_DIGITS = 20
"""Longer numbers are mistakes, and slow to convert."""


def is_text(node: yaml.Node) -> bool:
    """Whether a text is written there."""
    return isinstance(node, yaml.ScalarNode) and node.tag == TEXT


def is_own_tag(node: yaml.Node) -> bool:
    """Whether a word such as `!include` stands there, which other programs know."""
    return node.tag.startswith("!")


def found(node: yaml.Node) -> InWords:
    """Return what stands there as a value of a message; English says of what kind it is."""
    kind = _NAMES.get(node.tag, "of an unknown kind")
    if not isinstance(node, yaml.ScalarNode):
        return InWords("[...]" if isinstance(node, yaml.SequenceNode) else "{...}", kind)
    value = _shorten(node.value)
    return InWords(value or "~", f"{kind} ({value})" if value else kind)


def read_text(node: yaml.Node, name: str, findings: Findings) -> str | None:
    """Return a text, of a number or a date as it is written, with a warning; None for everything else."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == NULL:
        return None
    if is_own_tag(node):
        findings.warn(line_of(node), FileMistake.TAG_UNKNOWN(tag=node.tag))
        return None
    if node.tag != TEXT:
        findings.warn(line_of(node), no_text(node, name))
    text = str(node.value)
    _warn_of_hidden(text, node, name, findings)
    return text


def _warn_of_hidden(text: str, node: yaml.Node, name: str, findings: Findings) -> None:
    """Warn of characters that move the cursor, or turn the writing round."""
    if not text.isprintable() and any(map(is_hidden, text)):
        findings.warn(line_of(node), FileMistake.TEXT_UNPRINTABLE(name=name))


def read_key(node: yaml.Node, what: str, findings: Findings) -> str | None:
    """Return a key as `read_text` returns a text; None after noting a mistake. `what` it is the key of."""
    text = str(node.value) if isinstance(node, yaml.ScalarNode) and node.tag != NULL else None
    if text is None or node.tag != TEXT:
        note = findings.add if text is None else findings.warn
        quoted = "..." if text is None else _shorten(text)
        note(line_of(node), FileMistake.KEY_NO_TEXT(_what=what, found=found(node), _quoted=quoted))
    if text is not None:
        _warn_of_hidden(text, node, what, findings)
    return text


def no_text(node: yaml.Node, name: str) -> Message:
    """Return the message about a property that should be text."""
    quoted = _shorten(node.value) if isinstance(node, yaml.ScalarNode) and node.tag != NULL else "..."
    return FileMistake.NO_TEXT(name=name, found=found(node), _quoted=quoted)


def read_number(node: yaml.Node | None, name: str, highest: int, findings: Findings) -> int | None:
    """Return a whole number from 1 to `highest`, in quotes with a warning; None for no node or after noting a mistake."""
    if node is None:
        return None
    number = _integer(node)
    if number is not None and isinstance(node, yaml.ScalarNode) and _READ_OTHERWISE.fullmatch(node.value):
        findings.add(line_of(node), _read_otherwise(node, name, number))
        return None
    if number is None and (number := _quoted_integer(node)) is not None:
        findings.warn(line_of(node), FileMistake.OUTPUT_NUMBER_QUOTED(name=name, found=number))
    if number is None:
        findings.add(line_of(node), _no_number(node, name, highest))
    if number is not None and not 1 <= number <= highest:
        too_high = FileMistake.OUTPUT_NUMBER_TOO_HIGH(name=name, number=number, highest=highest)
        findings.add(line_of(node), too_high)
        return None
    return number


def _no_number(node: yaml.Node, name: str, highest: int) -> Message:
    if is_own_tag(node):
        return FileMistake.TAG_UNKNOWN(tag=node.tag)
    return FileMistake.NO_OUTPUT_NUMBER(name=name, found=found(node), highest=highest)


def _read_otherwise(node: yaml.ScalarNode, name: str, number: int) -> Message:
    written = str(node.value)
    fix = written.lstrip("0") if written.isdecimal() else number
    return FileMistake.OUTPUT_NUMBER_OTHERWISE(name=name, written=written, number=number, fix=fix)


def read_fraction(
    node: yaml.Node, name: str, bounds: tuple[float, float], findings: Findings
) -> float | None:
    """Return a number within `bounds`; None after a warning that it is something else."""
    low, high = bounds
    number = _fraction(node)
    if number is None or not low <= number <= high:
        other = FileMistake.NO_NUMBER_OF_RANGE(name=name, found=found(node), low=low, high=high)
        findings.warn(line_of(node), other)
        return None
    return number


def read_flag(node: yaml.Node, name: str, findings: Findings) -> bool:
    """Return true or false; False after a warning that it is something else."""
    if isinstance(node, yaml.ScalarNode) and node.tag == _FLAG:
        return bool(yaml.constructor.SafeConstructor().construct_yaml_bool(node))
    findings.warn(line_of(node), FileMistake.NO_FLAG(name=name, found=found(node)))
    return False


def read_choice(node: yaml.Node, name: str, choices: type[Choice], findings: Findings) -> Choice | None:
    """Return one of `choices`, in capitals with a warning; None after noting that it is something else."""
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    known = [choice.value for choice in choices]
    if text in known and node.tag == TEXT:
        return choices(text)
    given: dict[str, object] = {"name": name, "found": found(node), "known": listed(known)}
    folded = text.strip().casefold()
    if folded in known and node.tag == TEXT:
        findings.warn(line_of(node), FileMistake.CHOICE_SPELT_OTHERWISE(**given, word=folded))
        return choices(folded)
    near = near_matches(text, known)
    if is_own_tag(node):
        findings.add(line_of(node), FileMistake.TAG_UNKNOWN(tag=node.tag))
    elif near:
        findings.add(line_of(node), FileMistake.CHOICE_UNKNOWN_BUT(**given, near=suggested(near)))
    else:
        findings.add(line_of(node), FileMistake.CHOICE_UNKNOWN(**given, _choices=" or ".join(known)))
    return None


def _integer(node: yaml.Node) -> int | None:
    if not isinstance(node, yaml.ScalarNode) or node.tag != _INTEGER or len(node.value) > MAX_DIGITS:
        return None
    try:
        return int(yaml.constructor.SafeConstructor().construct_yaml_int(node))
    except ValueError:  # "0x" and "08" look like numbers and are none
        return None


def _fraction(node: yaml.Node) -> float | None:
    if isinstance(node, yaml.ScalarNode) and node.tag == _FRACTION and len(node.value) <= MAX_DIGITS:
        return float(yaml.constructor.SafeConstructor().construct_yaml_float(node))
    return _integer(node)


def _quoted_integer(node: yaml.Node) -> int | None:
    """Return the number that a text consists of."""
    text = node.value.strip() if isinstance(node, yaml.ScalarNode) and node.tag == TEXT else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None


def _shorten(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:37]}..."
