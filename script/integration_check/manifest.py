"""manifest.json: its keys, their order and their values, for an integration that is not in Home Assistant itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from .findings import Finding, Json, read_json
from .home_assistant import MANIFEST_KEYS, components
from .shape import SLUG

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
_NOT_FOR_US = {
    "quality_scale": "is for integrations in Home Assistant itself",
    "disabled": "disables the integration",
    "preview_features": "is for integrations in Home Assistant itself",
}
_BOOLEANS = ("config_flow", "import_executor", "single_config_entry")
_LISTS = ("after_dependencies", "codeowners", "dependencies", "loggers", "requirements")
_ADDRESSES = ("documentation", "issue_tracker")
_IOT_CLASSES = {"assumed_state", "calculated", "cloud_polling", "cloud_push", "local_polling", "local_push"}
_TYPES = {"device", "hardware", "helper", "hub", "service"}
_VERSION = re.compile(r"\d+(?:\.\d+){1,3}(?:[.-]?(?:a|b|rc|alpha|beta|dev|post)\.?\d*)?")
_CORE_HOST, _CORE_PATH = "www.home-assistant.io", "/integrations/"


def check(folder: Path) -> Iterator[Finding]:
    """Return what is wrong with the manifest."""
    manifest = read_json(folder / _FILE)
    faults = (_keys, _kinds, _names, _addresses, _dependencies)
    for message in (*(message for each in faults for message in each(manifest)), *_place(manifest, folder)):
        yield Finding(_FILE, message)


def _keys(manifest: Json) -> Iterator[str]:
    for key in _REQUIRED:
        if key not in manifest:
            yield f"{key} is missing"
    for key in sorted(manifest.keys() - MANIFEST_KEYS):
        yield f"{key} is not known"
    for key in sorted(manifest.keys() & _NOT_FOR_US.keys()):
        yield f"{key} {_NOT_FOR_US[key]}"
    wanted = sorted(manifest, key=lambda key: (key != "domain", key != "name", key))
    if list(manifest) != wanted:
        yield f"the keys' order must be {', '.join(wanted)}"


def _kinds(manifest: Json) -> Iterator[str]:
    for key in _BOOLEANS:
        if not isinstance(manifest.get(key, True), bool):
            yield f"{key} must be true or false"
    for key in _LISTS:
        value = manifest.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            yield f"{key} must be a list of texts"


def _names(manifest: Json) -> Iterator[str]:
    if not str(manifest.get("name", "")).strip():
        yield "name must not be empty"
    if manifest.get("iot_class") not in _IOT_CLASSES:
        yield f"iot_class must be one of {', '.join(sorted(_IOT_CLASSES))}"
    if manifest.get("integration_type") not in _TYPES:
        yield f"integration_type must be one of {', '.join(sorted(_TYPES))}"
    if not _VERSION.fullmatch(str(manifest.get("version", ""))):
        yield "version must be one such as 1.2.3 or 1.2.3b1"
    if manifest.get("requirements") != []:
        yield "requirements must be empty: the library ships inside the integration"
    if not all(re.fullmatch(r"@[\w-]+(?:/[\w-]+)?", str(owner)) for owner in manifest.get("codeowners", [])):
        yield "codeowners must begin with @"


def _addresses(manifest: Json) -> Iterator[str]:
    for key in _ADDRESSES:
        parts = urlsplit(str(manifest.get(key, "")))
        if parts.scheme != "https" or "." not in parts.netloc or " " in str(manifest.get(key)):
            yield f"{key} must be an address that begins with https://"
        elif key == "documentation" and parts.netloc == _CORE_HOST and not parts.path.startswith(_CORE_PATH):
            yield f"documentation on {_CORE_HOST} is below {_CORE_PATH}"


def _dependencies(manifest: Json) -> Iterator[str]:
    before, after = manifest.get("dependencies", []), manifest.get("after_dependencies", [])
    if not isinstance(before, list) or not isinstance(after, list):
        return
    for domain in sorted({*before, *after} - components()):
        yield f"the dependency {domain} does not exist in Home Assistant"
    for domain in sorted(set(before) & set(after)):
        yield f"{domain} is both in dependencies and in after_dependencies"
    for domain in sorted({each for each in (*before, *after) if (*before, *after).count(each) > 1}):
        yield f"the dependency {domain} is named twice"
    if manifest.get("domain") in (*before, *after):
        yield "the integration depends on itself"


def _place(manifest: Json, folder: Path) -> Iterator[str]:
    domain = str(manifest.get("domain"))
    if domain != folder.name:
        yield f"domain must be {folder.name}, as the folder is called"
    if not SLUG.fullmatch(domain):
        yield "domain must be small letters, digits and single underscores"
    if domain in components():
        yield f"Home Assistant has an integration {domain} itself"
    if manifest.get("config_flow") and not (folder / "config_flow.py").exists():
        yield "config_flow is true and there is no config_flow.py"
    if not manifest.get("config_flow") and (folder / "config_flow.py").exists():
        yield "config_flow must be true: there is a config_flow.py"
