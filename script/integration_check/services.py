"""services.yaml, icons.json and the translations name the same actions, fields and entities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .code_keys import names
from .findings import Finding, read_json, read_yaml


def check(folder: Path) -> Iterator[Finding]:
    """Return actions and icons without texts, and texts without actions."""
    english = read_json(folder / "translations/en.json")
    services = read_yaml(folder / "services.yaml")
    icons = read_json(folder / "icons.json")
    yield from _differ("services.yaml", "action", set(services), names(english, "services"))
    for name, service in services.items():
        fields = set((service or {}).get("fields", {}))
        yield from _differ(
            "services.yaml", f"field of {name}", fields, names(english, f"services.{name}.fields")
        )
    yield from _differ("icons.json", "action", names(icons, "services"), set(services))
    for platform in sorted(names(icons, "entity")):
        extra = names(icons, f"entity.{platform}") - names(english, f"entity.{platform}")
        for key in sorted(extra):
            yield Finding("icons.json", f"entity.{platform}.{key} is not in the translations")


def _differ(file: str, what: str, found: set[str], wanted: set[str]) -> Iterator[Finding]:
    for name in sorted(found - wanted):
        yield Finding(file, f"{what} {name} has no counterpart")
    for name in sorted(wanted - found):
        yield Finding(file, f"{what} {name} is missing")
