"""icons.json: its shape, and entities that the translations know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .code_keys import names
from .findings import Finding, read_json
from .home_assistant import PLATFORMS
from .shape import ANY_KEY, TRANSLATION_KEY, both, each, fields, icon

_FILE = "icons.json"
_STATES = each(icon, TRANSLATION_KEY)


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with the icons."""
    icons = read_json(folder / _FILE)
    for message in ICONS(icons, ""):
        yield Finding(_FILE, message)
    english = read_json(folder / "translations/en.json")
    for platform in sorted(names(icons, "entity")):
        extra = names(icons, f"entity.{platform}") - names(english, f"entity.{platform}")
        for key in sorted(extra):
            yield Finding(_FILE, f"entity.{platform}.{key} is not in the translations")


def _ranges(value: object, path: str) -> Iterator[str]:
    yield from each(icon, ANY_KEY)(value, path)
    keys = [str(key) for key in value] if isinstance(value, Mapping) else []
    if not all(key.removeprefix("-").replace(".", "", 1).isdigit() for key in keys):
        yield f"{path} must have numbers as keys"
    elif keys != sorted(keys, key=float):
        yield f"{path} must rise"


def _differs_from_default(value: object, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    for kind in ("state", "range"):
        for key, each_icon in (value.get(kind) or {}).items():
            if each_icon == value.get("default"):
                yield f"{path}.{kind}.{key} is the default icon: leave it out"


def _platform(value: object, path: str) -> Iterator[str]:
    yield from each(both(_ENTITY, _differs_from_default), TRANSLATION_KEY)(value, path)
    if (platform := path.rpartition(".")[2]) not in PLATFORMS:
        yield f"{path}: there is no platform {platform}"


_ATTRIBUTE = both(fields(default=icon, state=_STATES, range=_ranges), _differs_from_default)
_ENTITY = fields(
    default=icon, state=_STATES, range=_ranges, state_attributes=each(_ATTRIBUTE, TRANSLATION_KEY)
)
_FLOW = fields(step=each(fields(sections=each(icon, ANY_KEY)), ANY_KEY))
_ACTION = fields({"service": icon}, sections=each(icon, ANY_KEY))

ICONS = fields(
    config=_FLOW,
    options=_FLOW,
    issues=each(fields(fix_flow=_FLOW)),
    services=each(_ACTION),
    conditions=each(fields({"condition": icon})),
    triggers=each(fields({"trigger": icon})),
    entity=each(_platform),
)
