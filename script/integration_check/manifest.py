"""manifest.json: its keys, their order and their values, for an integration that is not in Home Assistant itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .findings import Finding, Json, read_json

_FILE = "manifest.json"
_REQUIRED = (
    "domain",
    "name",
    "codeowners",
    "config_flow",
    "documentation",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "requirements",
    "version",
)
_ALLOWED = {*_REQUIRED, "after_dependencies", "dependencies", "loggers", "single_config_entry"}
_IOT_CLASSES = {"assumed_state", "calculated", "cloud_polling", "cloud_push", "local_polling", "local_push"}
_TYPES = {"device", "entity", "hardware", "helper", "hub", "service", "system", "virtual"}


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with the manifest."""
    manifest = read_json(folder / _FILE)
    for message in (*_keys(manifest), *_values(manifest, folder.name)):
        yield Finding(_FILE, message)


def _keys(manifest: Json) -> Iterator[str]:
    for key in _REQUIRED:
        if key not in manifest:
            yield f"{key} is missing"
    for key in sorted(set(manifest) - _ALLOWED):
        yield f"{key} is not known"
    wanted = sorted(manifest, key=lambda key: (key != "domain", key != "name", key))
    if list(manifest) != wanted:
        yield f"the keys' order must be {', '.join(wanted)}"


def _values(manifest: Json, domain: str) -> Iterator[str]:
    if manifest.get("domain") != domain:
        yield f"domain must be {domain}, as the folder is called"
    if manifest.get("iot_class") not in _IOT_CLASSES:
        yield f"iot_class must be one of {', '.join(sorted(_IOT_CLASSES))}"
    if manifest.get("integration_type") not in _TYPES:
        yield f"integration_type must be one of {', '.join(sorted(_TYPES))}"
    if manifest.get("requirements") != []:
        yield "requirements must be empty: the library ships inside the integration"
    if "quality_scale" in manifest:
        yield "quality_scale is for integrations in Home Assistant itself"
    if not all(str(owner).startswith("@") for owner in manifest.get("codeowners", [])):
        yield "codeowners must begin with @"
