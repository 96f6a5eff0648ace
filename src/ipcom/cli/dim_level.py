"""The level that `ipcom dim` is given: `40`, or `+10` and `-10` from where the dimmer is."""

from __future__ import annotations

import re
from typing import NamedTuple

import click

from .levels import FULL, brightness

LOWEST = 1
"""A step down ends here: a lamp that is to be off is switched off."""
_WRITTEN = re.compile(r"([+-]?)([0-9]{1,3})%?")
_STEP_DOWN = re.compile(r"-[0-9]+%?")


class DimLevel(NamedTuple):
    """A level in percent, or a step up or down."""

    percent: int
    is_step: bool = False

    def of(self, value: int) -> int:
        """Return the level that an output with this value goes to. A step never switches a lamp off."""
        if not self.is_step:
            return self.percent
        if value == 0 and self.percent <= 0:
            return 0
        return min(max(brightness(value) + self.percent, LOWEST), FULL)


def read_level(ctx: click.Context, param: click.Parameter, written: str) -> DimLevel:
    """Return the level that is written. Anything else is a mistake of usage."""
    level = _WRITTEN.fullmatch(written.strip())
    if level is None or int(level[2]) > FULL:
        what = f'"{written.strip()}" is no level: write 0 to 100, or a step such as +10 or -10, last.'
        raise click.BadParameter(what, ctx, param)
    return DimLevel(int(f"{level[1]}{level[2]}"), is_step=bool(level[1]))


def as_values(arguments: list[str]) -> list[str]:
    """Return the arguments with a blank before each step down, which click would take for an option."""
    return [f" {each}" if _STEP_DOWN.fullmatch(each) else each for each in arguments]
