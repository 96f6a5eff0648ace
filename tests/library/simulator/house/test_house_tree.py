"""House files as trees: keys know where they stand, and no file costs more than it may."""

from __future__ import annotations

import time

import pytest

from ipcom.errors import ConfigurationError, Problem
from ipcom.simulator.house.house_tree import MAX_BYTES, MAX_NODES, HouseTree, parse_house

YAML = """# a house
ramp: 1.5
motors:
  living_left_u: {up: 21,
                  down: 19}
  bedroom:
    up: 3
momentary: [a, b]
"""


def parse(text: str, *, toml: bool = False) -> HouseTree:
    return parse_house(text.encode(), "house", toml=toml)


def refused(text: str | bytes, *, toml: bool = False) -> Problem:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(ConfigurationError) as raised:
        parse_house(data, "house", toml=toml)
    (problem,) = raised.value.problems
    return problem


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("ramp",), 2),
        (("motors", "living_left_u"), 4),
        (("motors", "living_left_u", "up"), 4),
        (("motors", "living_left_u", "down"), 5),
        (("motors", "bedroom", "up"), 7),
        (("motors", "bedroom", "position"), 6),
        (("momentary",), 8),
        (("nothing",), 1),
    ],
)
def test_a_key_of_yaml_has_its_line_and_a_missing_one_that_of_its_section(
    path: tuple[str, ...], line: int
) -> None:
    assert parse(YAML).line_of(path) == line


def test_a_key_of_toml_has_its_path() -> None:
    tree = parse("[motors.bedroom]\nup = 3\n", toml=True)
    assert tree.line_of(("motors", "bedroom", "up")) is None
    assert tree.said(("motors", "bedroom")) == "motors.bedroom."
    assert parse(YAML).said(("motors", "bedroom")) == "motors: bedroom: "


def test_an_empty_file_has_nothing() -> None:
    assert parse("").data == parse("# nothing\n").data == parse("", toml=True).data == {}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("ramp: 1\na: [\n", 3, "expected"),
        ("a: 1\n b: 2\n", 2, "mapping"),
        ("- a\n- b\n", 1, "is no mapping"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: *nothing\n", 1, "undefined alias"),
        ("a: !include b.yaml\n", 1, "!include"),
        (b"ramp: 1\nx: \xff\n", 2, "no UTF-8 text (byte 0xff)"),
        ("x: 1\ny: " + "[" * 5000, 2, "nested more than 20 levels deep"),
        ("x: 1\ny: " + "[" * 30 + "]" * 30, 2, "nested more than 20 levels deep"),
        ("x: 1\ny: \x07\n", 2, "control characters"),
        ("x: 1\ny: 2026-13-45\n", 2, "month must be"),
        ("x: 1\ny: " + "9" * 5000, 2, "digits"),
        ("a: &a [*a]\n", 1, "aliases repeat too much"),
        ("a: &a\n  <<: *a\n", 2, "aliases repeat too much"),
    ],
    ids=range(14),
)
def test_broken_yaml_has_its_line(text: str | bytes, line: int, message: str) -> None:
    problem = refused(text)
    assert problem.line == line
    assert message in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ramp = \n", "at line 1"),
        ("x = " + "[" * 5000, "nested more than"),
        ("x = " + "9" * 5000, "digits"),
        (b"x = \xff", "no UTF-8"),
    ],
    ids=range(4),
)
def test_broken_toml_says_where(text: str | bytes, message: str) -> None:
    assert message in refused(text, toml=True).message


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 10)}]}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("text", [BOMB, MERGES], ids=["aliases", "merges"])
def test_a_bomb_is_refused_before_it_grows(text: str) -> None:
    began = time.process_time()
    assert f"more than {MAX_NODES} values" in refused(text).message
    assert time.process_time() - began < 5


@pytest.mark.parametrize("toml", [False, True])
def test_a_file_that_is_too_large_is_not_read(toml: bool) -> None:
    assert refused("#" * (MAX_BYTES + 1), toml=toml).message == "is larger than 256 kB"


def test_aliases_may_be_used() -> None:
    tree = parse("motors:\n  a: &m {up: 3}\n  b: *m\n  c: {<<: *m, down: 4}\n")
    assert tree.data["motors"] == {"a": {"up": 3}, "b": {"up": 3}, "c": {"up": 3, "down": 4}}
