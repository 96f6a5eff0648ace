"""The levels of `ipcom dim`."""

from __future__ import annotations

import click
import pytest

from ipcom.cli.dim_level import DimLevel, as_values, read_level

PARAMETER = click.Argument(["level"])
CONTEXT = click.Context(click.Command("dim"))


def read(written: str) -> DimLevel:
    return read_level(CONTEXT, PARAMETER, written)


@pytest.mark.parametrize(
    ("written", "value", "then"),
    [
        ("40", 0, 40),
        ("40%", 70, 40),
        ("0", 70, 0),
        ("100", 0, 100),
        ("+10", 40, 50),
        ("+10%", 40, 50),
        ("+10", 0, 10),
        ("+10", 95, 100),
        ("+0", 40, 40),
        ("+0", 0, 0),
        ("-10", 40, 30),
        (" -10", 40, 30),
        ("-10", 10, 1),
        ("-10", 5, 1),
        ("-10", 1, 1),
        ("-100", 100, 1),
        ("-10", 0, 0),
        ("-10", 255, 90),
        ("+10", 251, 100),
    ],
)
def test_a_step_goes_from_where_it_is_and_switches_nothing_off(written: str, value: int, then: int) -> None:
    assert read(written).of(value) == then


@pytest.mark.parametrize(
    "written", ["", "101", "+101", "-101", "4.5", "ten", "--10", "+", "1e1", "\u0664", "%"]
)
def test_anything_else_is_a_mistake(written: str) -> None:
    with pytest.raises(click.BadParameter, match="is no level: write 0 to 100, or a step such as"):
        read(written)


def test_a_step_down_is_no_option() -> None:
    assert as_values(["living", "-10", "--json", "-v"]) == ["living", " -10", "--json", "-v"]
