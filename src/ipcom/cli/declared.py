"""The check that an output is declared. Any other output may be half of a shutter's motor and is not switched on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, Problem
from .console.several import Attempts, raise_all
from .settings import device_file_places
from .targets import find_target, require_dimmers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .settings import Settings
    from .targets import Target


def find_declared(names: Iterable[str], settings: Settings, *, dimmers: bool = False) -> list[Target]:
    """Return the outputs with these names. Raises what is wrong with each of them; one that is not declared too.

    With `dimmers`, one that is no dimmer is wrong as well.
    """
    attempts = Attempts()
    found = [attempts.take(partial(find_target, name, settings.devices)) for name in names]
    targets = list({target.address: target for target in found if target is not None}.values())
    attempts.take(lambda: require_declared(targets, settings, dimmer=dimmers))
    if dimmers:
        attempts.take(lambda: require_dimmers(targets))
    raise_all(attempts.errors)
    return targets


def require_declared(targets: Iterable[Target], settings: Settings, *, dimmer: bool = False) -> None:
    """Raise `ConfigurationError` for all targets that are not declared, with the line to write for each."""
    unknown = [target for target in targets if target.device is None]
    if unknown:
        raise ConfigurationError(*(_problem(target, settings, dimmer=dimmer) for target in unknown))


def _problem(target: Target, settings: Settings, *, dimmer: bool) -> Problem:
    address = target.address
    kind = "dimmer" if dimmer else "light"
    line = f"lamp_{address.module}_{address.output}: {{module: {address.module}, output: {address.output}, type: {kind}}}"
    return Problem(
        f"output {address} is not declared, so it may be half of a shutter's motor and is not switched on",
        f'if it drives no motor, declare it in {_where(settings)}, under "lights:" or "switches:", with a line like'
        f" {line}; ipcom off {address} needs none, and ipcom pulse {address} tells what it drives",
    )


def _where(settings: Settings) -> str:
    if settings.devices_file is not None:
        return str(settings.devices_file)
    if settings.profile is not None:
        return f'a new file, named by devices = "devices.yaml" in {settings.profile.place}'
    here, *configured = device_file_places()
    return ", or ".join([f"a new file {here} in this folder", *map(str, configured)])
