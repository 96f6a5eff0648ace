"""Numbers on the command line, within limits. `nan` is none: a wait for so many seconds would never end."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import Any


class FloatBetween(click.FloatRange):
    """A number from `min` to `max`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - click's own
        """Return the number. Fails with the limits in words."""
        return float(_within(self, _number(float, value), value, param, ctx))


class IntBetween(click.IntRange):
    """A whole number from `min` to `max`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - click's own
        """Return the number. Fails with the limits in words."""
        return int(_within(self, _number(int, value), value, param, ctx))


def _number(kind: type[float], value: object) -> float:
    """Return the number that is written; `nan` if it is none."""
    try:
        return kind(str(value))
    except ValueError:
        return nan


def _within(
    limits: click.FloatRange | click.IntRange,
    number: float,
    value: object,
    param: click.Parameter | None,
    ctx: click.Context | None,
) -> float:
    lowest = -inf if limits.min is None else limits.min
    highest = inf if limits.max is None else limits.max
    if not (lowest <= number <= highest and number < inf):
        kind = "whole number" if isinstance(limits, click.IntRange) else "number"
        limits.fail(f'"{value}" is no {kind} {_in_words(lowest, highest)}.', param, ctx)
    return number


def _in_words(lowest: float, highest: float) -> str:
    return f"of {lowest} or more" if highest == inf else f"from {lowest} to {highest}"
