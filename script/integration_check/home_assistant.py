"""What the installed Home Assistant itself knows: its components, platforms, manifest keys, selectors and targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import homeassistant.components
import homeassistant.const
from homeassistant import loader
from homeassistant.const import Platform
from homeassistant.helpers import selector

PLATFORMS = frozenset(platform.value for platform in Platform)
_NOT_IN_A_FILE = {"is_built_in", "overwrites_built_in"}
MANIFEST_KEYS = frozenset(loader.Manifest.__annotations__) - _NOT_IN_A_FILE

CONSTANTS = {name: value for name, value in vars(homeassistant.const).items() if isinstance(value, str)}


@cache
def components() -> frozenset[str]:
    """Return the domains of all built-in integrations."""
    folders = (Path(folder) for folder in homeassistant.components.__path__)
    return frozenset(path.parent.name for folder in folders for path in folder.glob("*/manifest.json"))


def selector_faults(config: object) -> Iterator[str]:
    """Return why Home Assistant would refuse a selector."""
    try:
        selector.validate_selector(config)
    except Exception as error:  # noqa: BLE001 - what is raised depends on the validation library of that version
        yield f"is no selector: {error}"


def target_faults(config: object) -> Iterator[str]:
    """Return why Home Assistant would refuse an action's target."""
    if config is None:
        return
    if not isinstance(config, Mapping):
        yield "must be an object"
        return
    try:
        selector.TargetSelector.CONFIG_SCHEMA(config)
    except Exception as error:  # noqa: BLE001
        yield f"is no target: {error}"
        return
    yield from _unknown_domains(config)


def _unknown_domains(config: Mapping[str, Any]) -> Iterator[str]:
    """Return the domains and integrations that a filter names and that do not exist: the schema takes any text."""
    for kind in ("entity", "device"):
        filters = config.get(kind) or []
        for each in filters if isinstance(filters, list) else [filters]:
            domains = each.get("domain", [])
            for domain in domains if isinstance(domains, list) else [domains]:
                if domain not in components():
                    yield f"names the domain {domain}, which Home Assistant does not have"
