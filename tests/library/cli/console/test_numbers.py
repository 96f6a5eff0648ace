"""Numbers of options stay within their limits, and `nan` is none of them."""

from __future__ import annotations

import click
import pytest

from ipcom.cli.console.numbers import FloatBetween, IntBetween
from tests.library.cli.cli_rig import Ipcom


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), (" 2 ", 2.0), ("1e1", 10.0), (3, 3.0)])
def test_a_number_within_the_limits_is_taken(text: object, number: float) -> None:
    assert FloatBetween(0.5, 10).convert(text, None, None) == number


@pytest.mark.parametrize("text", ["nan", "-nan", "inf", "-inf", "0.4", "11", "", "x", "1e999"])
def test_anything_else_is_refused_with_the_limits(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"is no number from 0\.5 to 10\."):
        FloatBetween(0.5, 10).convert(text, None, None)


def test_a_whole_number_is_one() -> None:
    assert IntBetween(1, 2).convert("2", None, None) == 2
    for text in ("1.5", "3", "nan", "1e0"):
        with pytest.raises(click.BadParameter, match="is no whole number from 1 to 2"):
            IntBetween(1, 2).convert(text, None, None)


def test_without_an_upper_limit_it_must_end_some_day() -> None:
    assert FloatBetween(min=0.1).convert("1e9", None, None) == 1e9
    for text in ("inf", "nan"):
        with pytest.raises(click.BadParameter, match=r"is no number of 0\.1 or more"):
            FloatBetween(min=0.1).convert(text, None, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("on", "9/1", "--undeclared", "--seconds"),
        ("toggle", "9/1", "--undeclared", "--seconds"),
        ("pulse", "9/1", "--seconds"),
        ("cover", "open", "x", "--seconds"),
        ("cover", "calibrate", "x", "--down", "20", "--up"),
        ("watch", "--seconds"),
        ("record", "x.jsonl", "--seconds"),
        ("check", "--seconds"),
        ("status", "--timeout"),
        ("simulate", "--seconds"),
        ("simulate", "--speed"),
        ("demo", "--seconds"),
    ],
    ids=" ".join,
)
def test_no_option_takes_nan(ipcom: Ipcom, arguments: tuple[str, ...]) -> None:
    ended = ipcom(*arguments, "nan")
    assert ended.code == 2
    assert '"nan" is no number' in ended.err
