"""Refusing options that a simulated house would ignore: whoever writes one expects something of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from .console.options import OF_A_GATEWAY, option_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .console.options import Options

IGNORED = ("config", "profile", "bus", "devices", "timeout")
"""What a simulated house takes no notice of."""


def refuse_ignored(options: Options, *, house: Path | None, key: str | None, plaintext: bool) -> None:
    """Refuse what `ipcom simulate` would ignore. `options` are those that were written on the command line."""
    _refuse("a simulated house has no use for it", _written(options, IGNORED))
    if house is not None:
        _refuse("the house file says it", _written(options, ("bus_type",)))
    if plaintext and key is not None:
        _refuse("--plaintext needs no session key", ["--key"])


def refuse_beside(why: str, wanted: Iterable[str], options: Options, taken: Iterable[str] = ()) -> None:
    """Refuse all options of the command but `wanted`, and all of a gateway but those that are `taken`."""
    context = click.get_current_context()
    own = [
        option.opts[-1]
        for option in context.command.params
        if option.name not in tuple(wanted)
        and context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    ]
    refused = [name for name in OF_A_GATEWAY if name not in tuple(taken)]
    _refuse(why, [*own, *_written(options, refused)])


def _written(options: Options, names: Iterable[str]) -> list[str]:
    return [option_name(name) for name in names if getattr(options, name) is not None]


def _refuse(why: str, given: list[str]) -> None:
    if given:
        raise click.UsageError(f"Leave out {', '.join(given)}: {why}.", click.get_current_context())
