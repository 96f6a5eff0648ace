"""Reading single values off YAML nodes, and saying what is wrong with them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import yaml

from ..near_match import did_you_mean
from .document import line_of

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
_TEXT = "tag:yaml.org,2002:str"
MAX_DIGITS = 20
"""Longer numbers are mistakes, and slow to convert."""


def is_text(node: yaml.Node) -> bool:
    """Whether a text is written there."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _TEXT


def describe(node: yaml.Node) -> str:
    """Return what a node is, in words."""
    kind = _NAMES.get(node.tag, "of an unknown kind")
    return f"{kind} ({_shorten(node.value)})" if isinstance(node, yaml.ScalarNode) and node.value else kind


def read_text(node: yaml.Node, name: str, findings: Findings) -> str | None:
    """Return a text, of a number or a date as it is written, with a warning; None for everything else."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == NULL:
        return None
    if node.tag != _TEXT:
        findings.warn(
            line_of(node),
            f"{name} is {describe(node)}, not text",
            f'write {name}: "{_shorten(node.value)}"',
        )
    return str(node.value)


def read_number(node: yaml.Node, name: str, highest: int, findings: Findings) -> int | None:
    """Return a whole number from 1 to `highest`, in quotes with a warning; None after noting a mistake."""
    wanted = f"write {name}: 1 to {highest}, without quotes"
    number = _integer(node)
    if number is None and (number := _quoted_integer(node)) is not None:
        findings.warn(line_of(node), f"{name} is {describe(node)}, not a whole number", wanted)
    if number is None:
        findings.add(line_of(node), f"{name} is {describe(node)}, not a whole number", wanted)
    elif not 1 <= number <= highest:
        findings.add(line_of(node), f"{name} {number} does not exist", wanted)
        return None
    return number


def read_fraction(
    node: yaml.Node, name: str, bounds: tuple[float, float], findings: Findings
) -> float | None:
    """Return a number within `bounds`; None after a warning that it is something else."""
    low, high = bounds
    number = _fraction(node)
    if number is None or not low <= number <= high:
        wanted = f"write {name}: {low:g} to {high:g}, without a unit"
        findings.warn(line_of(node), f"{name} is {describe(node)}, not a number of that range", wanted)
        return None
    return number


def read_flag(node: yaml.Node, name: str, findings: Findings) -> bool:
    """Return true or false; False after a warning that it is something else."""
    if isinstance(node, yaml.ScalarNode) and node.tag == _FLAG:
        return bool(yaml.constructor.SafeConstructor().construct_yaml_bool(node))
    findings.warn(line_of(node), f"{name} is {describe(node)}, not true or false", f"write {name}: true")
    return False


def read_choice(node: yaml.Node, name: str, choices: type[Choice], findings: Findings) -> Choice | None:
    """Return one of `choices`, in capitals with a warning; None after noting that it is something else."""
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    known = [choice.value for choice in choices]
    if text in known and node.tag == _TEXT:
        return choices(text)
    message = f"{name} is {describe(node)}, which is none of {', '.join(known)}"
    folded = text.strip().casefold()
    if folded in known and node.tag == _TEXT:
        findings.warn(line_of(node), message, f"write {name}: {folded}")
        return choices(folded)
    fix = did_you_mean(text, known) or f"write {name}: {' or '.join(known)}"
    findings.add(line_of(node), message, fix)
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
    text = node.value.strip() if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None


def _shorten(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:37]}..."
