"""services.yaml: its shape, and a name, a description and an icon for each action and each of its fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from .code_keys import names
from .findings import Finding, Json, read_json, read_yaml
from .home_assistant import selector_faults, target_faults
from .shape import ANY_KEY, Shape, anything, boolean, each, fields, some_text

_FILE = "services.yaml"
_FEATURE = re.compile(r"[a-z_]+\.[A-Za-z]+EntityFeature\.[A-Z0-9_]+")


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with the actions."""
    services = read_yaml(folder / _FILE)
    for message in each(_action)(services, ""):
        yield Finding(_FILE, message)
    english = read_json(folder / "translations/en.json")
    icons = read_json(folder / "icons.json")
    yield from _differ(_FILE, "action", set(services), names(english, "services"))
    yield from _differ("icons.json", "action", names(icons, "services"), set(services))
    for name, service in services.items():
        found = {field for field, _ in _all_fields(service)}
        yield from _differ(_FILE, f"field of {name}", found, names(english, f"services.{name}.fields"))
        for key in _translated_selectors(service):
            if key not in names(english, "selector"):
                yield Finding(_FILE, f"{name} has a selector whose texts selector.{key} are not in en.json")


def _action(value: object, path: str) -> Iterator[str]:
    if value is None:
        return
    targeted = isinstance(value, Mapping) and "target" in value
    inner = each(_field_or_section(targeted=targeted))
    yield from fields(name=some_text, description=some_text, target=_target, fields=inner)(value, path)
    counted = Counter(name for name, _ in _all_fields(value))
    yield from (f"{path} has the field {name} twice" for name, times in counted.items() if times > 1)


def _field_or_section(*, targeted: bool) -> Shape:
    known: dict[str, Shape] = {
        "name": some_text,
        "description": some_text,
        "example": _not_empty,
        "default": _not_empty,
        "required": boolean,
        "advanced": boolean,
        "selector": _selector,
    }
    if targeted:
        known["filter"] = fields(attribute=each(anything, ANY_KEY), supported_features=_features)
    field = fields(**known)
    section = fields({"fields": each(field)}, collapsed=boolean, name=some_text, description=some_text)

    def check(value: object, path: str) -> Iterator[str]:
        shape = section if isinstance(value, Mapping) and "fields" in value else field
        yield from shape(value, path)

    return check


def _selector(value: object, path: str) -> Iterator[str]:
    yield from (f"{path} {fault}" for fault in selector_faults(value))


def _target(value: object, path: str) -> Iterator[str]:
    yield from (f"{path} {fault}" for fault in target_faults(value))


def _features(value: object, path: str) -> Iterator[str]:
    for feature in value if isinstance(value, list) else [value]:
        if not _FEATURE.fullmatch(str(feature)):
            yield f"{path}: {feature} is no feature such as cover.CoverEntityFeature.STOP"


def _not_empty(value: object, path: str) -> Iterator[str]:
    if value is None:
        yield f"{path} is empty"


def _all_fields(service: object) -> Iterator[tuple[str, Json]]:
    """Return the fields of an action, those in sections included."""
    found = service.get("fields") if isinstance(service, Mapping) else None
    for name, field in (found or {}).items():
        if isinstance(field, Mapping) and "fields" in field:
            yield from (field["fields"] or {}).items()
        else:
            yield name, field


def _translated_selectors(service: object) -> Iterator[str]:
    for _, field in _all_fields(service):
        for config in ((field or {}).get("selector") or {}).values():
            if isinstance(config, Mapping) and "translation_key" in config:
                yield config["translation_key"]


def _differ(file: str, what: str, found: set[str], wanted: set[str]) -> Iterator[Finding]:
    for name in sorted(found - wanted):
        yield Finding(file, f"{what} {name} has no counterpart")
    for name in sorted(wanted - found):
        yield Finding(file, f"{what} {name} is missing")
