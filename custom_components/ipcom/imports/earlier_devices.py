"""Finds what an earlier integration knew of its devices: in its entry, or in a file in any place where one may lie."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from homeassistant.core import HomeAssistant

from ..const import CONF_CLI_PATH
from .devices_file import FILE_NAME, FOLDER, DevicesFile, read_content, read_file, unreadable

CONF_DEVICES = "devices"
_OWN_FOLDERS = (
    (FOLDER,),
    ("custom_components", "ipcom", "cli"),
    ("custom_components", "ipcom"),
    (FOLDER, "cli"),
    ("ipcom-cli",),
    ("ipcom_cli",),
    ("cli",),
    (),
)
"""Below the configuration folder, in the order in which earlier integrations looked."""


async def async_find_devices(hass: HomeAssistant, earlier: Mapping[str, Any]) -> DevicesFile | None:
    """Return the devices of the first source that has any; else the mistakes of the first; None without a source.

    The mistakes of the sources before it are told as warnings.
    """
    return await hass.async_add_executor_job(_find, Path(hass.config.config_dir), dict(earlier))


def _find(folder: Path, earlier: Mapping[str, Any]) -> DevicesFile | None:
    read: list[DevicesFile] = []
    for file in _sources(folder, earlier):
        if file.devices:
            before = tuple(problem for other in read for problem in other.problems)
            return replace(file, warnings=(*before, *file.warnings))
        read.append(file)
    return next((file for file in read if file.problems), read[0] if read else None)


def _sources(folder: Path, earlier: Mapping[str, Any]) -> Iterator[DevicesFile]:
    devices = earlier.get(CONF_DEVICES)
    if isinstance(devices, Mapping) and devices:
        yield _read_entry(devices)
    for path in dict.fromkeys(_places(folder, earlier.get(CONF_CLI_PATH))):
        if _is_file(path):
            yield read_file(path, _shown(path, folder))


def _places(folder: Path, cli_path: object) -> Iterator[Path]:
    """Return where a file may lie; `cli_path` is the program or, in some houses, its folder."""
    if isinstance(cli_path, str) and cli_path.strip():
        program = folder / cli_path.strip()
        yield program.parent / FILE_NAME
        yield program / FILE_NAME
    for names in _OWN_FOLDERS:
        yield folder.joinpath(*names, FILE_NAME)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError, ValueError:
        return False


def _shown(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def _read_entry(devices: Mapping[str, Any]) -> DevicesFile:
    """Read the devices that an entry holds, by the same rules; each problem names its section and its device."""
    try:
        text, names = _as_yaml(devices)
    except (TypeError, ValueError, RecursionError, yaml.YAMLError) as error:
        return DevicesFile(CONF_DEVICES, problems=(unreadable(CONF_DEVICES, error),))
    return read_content(text.encode("utf-8", "replace"), CONF_DEVICES, names)


def _as_yaml(devices: Mapping[str, Any]) -> tuple[str, dict[int, str]]:
    """Return a text with one device a line, and the name of each line."""
    lines: list[str] = []
    names: dict[int, str] = {}
    for section, content in json.loads(json.dumps(devices, default=dict)).items():
        if not isinstance(content, dict) or not content:
            lines.append(f"{_flow(section)}: {_flow(content)}")
            names[len(lines)] = section
            continue
        lines.append(f"{_flow(section)}:")
        names[len(lines)] = section
        for key, device in content.items():
            lines.append(f"  {_flow(key)}: {_flow(device)}")
            names[len(lines)] = f"{section}/{key}"
    return "\n".join(lines) + "\n", names


def _flow(value: object) -> str:
    """Return a value on one line, with every text in quotes."""
    text: str = yaml.safe_dump(
        value, default_flow_style=True, default_style='"', width=float("inf"), allow_unicode=True
    )
    return text.removesuffix("...\n").strip()
