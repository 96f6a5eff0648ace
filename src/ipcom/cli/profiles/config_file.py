"""Reading the configuration file. It is loaded only where there is such a file: its reader takes a while to import."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NoReturn

from ...errors import ConfigurationError, Problem
from ...model.named_pipe import waits_for_a_writer
from ..console.password import refuse_if_anybody_may_change
from .bridge_table import BRIDGE, BridgeFields, BridgeTable
from .profile import Profile, ProfileFile, profile_hint
from .profile_fields import ProfileFields
from .table_fields import SECTION, known_keys

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 256 * 1024
"""A profile takes some 200 bytes."""
_DEFAULT = "default"
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
"""How the reader of TOML says where it was."""


def read_config(path: Path) -> ProfileFile:
    """Return what the file says. Raises `ConfigurationError` with all mistakes."""
    table = _parse(_read(path), path)
    problems: list[Problem] = []
    known_keys(_without_strays(table, path, problems), (_DEFAULT, SECTION, BRIDGE), "", path, problems)
    profiles = _profiles(table.get(SECTION, {}), path, problems)
    default = _default(table, path, problems)
    bridge = _bridge(table.get(BRIDGE), table.get(SECTION), path, problems)
    if problems:
        raise ConfigurationError(*problems)
    return ProfileFile(path, profiles, default, bridge)


def _without_strays(table: dict[str, object], path: Path, problems: list[Problem]) -> dict[str, object]:
    """Return the table without those tables that seem to be a profile, which need a hint of their own."""
    strays = [name for name, value in table.items() if isinstance(value, dict) and "host" in value]
    problems += [Problem(f"unknown key {name}", f"write [{SECTION}.{name}]", str(path)) for name in strays]
    return {name: value for name, value in table.items() if name not in strays}


def _profiles(section: object, path: Path, problems: list[Problem]) -> dict[str, Profile]:
    if not isinstance(section, dict):
        problems.append(
            Problem(f"{SECTION} is no table", f"write [{SECTION}.home] above each gateway", str(path))
        )
        return {}
    read = {name: _profile(name, value, path, problems) for name, value in section.items()}
    return {name: profile for name, profile in read.items() if profile is not None}


def _profile(name: str, table: object, path: Path, problems: list[Problem]) -> Profile | None:
    if not name.strip() or not name.isprintable():
        problems.append(
            Problem(f"a profile is called {name!r}", "give it a name of letters and digits", str(path))
        )
        return None
    if not isinstance(table, dict):
        fix = f"write [{SECTION}.{name}], and its host and username below"
        problems.append(Problem(f"{SECTION}.{name} is no table", fix, str(path)))
        return None
    return ProfileFields(name, table, path, problems).read()


def _bridge(table: object, section: object, path: Path, problems: list[Problem]) -> BridgeTable | None:
    if table is None:
        return None
    if not isinstance(table, dict):
        problems.append(Problem(f"{BRIDGE} is no table", f"write [{BRIDGE}], and below it broker", str(path)))
        return None
    return BridgeFields(table, path, problems).read(section if isinstance(section, dict) else ())


def _default(table: dict[str, object], path: Path, problems: list[Problem]) -> str | None:
    name, section = table.get(_DEFAULT), table.get(SECTION, {})
    if name is None or not isinstance(section, dict):
        return None
    if isinstance(name, str) and name in section:
        return name
    problems.append(_wrong_default(name, section, path))
    return None


def _wrong_default(name: object, section: dict[str, object], path: Path) -> Problem:
    if isinstance(name, str):
        return Problem(
            f'{_DEFAULT} names "{name}", which is not there', profile_hint(name, section), str(path)
        )
    fix = f'write {_DEFAULT} = "{next(iter(section), "home")}"'
    return Problem(f"{_DEFAULT} is not text", fix, str(path))


def _read(path: Path) -> bytes:
    """Return the bytes of the file, never many more than are allowed."""
    try:
        if waits_for_a_writer(path):
            _give_up(path, "this is a pipe, not a file", "name a file; nothing was read")
        with path.open("rb") as file:
            refuse_if_anybody_may_change(file.fileno(), str(path))
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _give_up(path, "there is no such file", "check the path, or create the file")
    except IsADirectoryError:
        _give_up(path, "this is a directory", "name the file inside it, for example config.toml")
    except (OSError, ValueError) as error:
        if isinstance(error, ConfigurationError):
            raise
        reason = getattr(error, "strerror", None) or error
        _give_up(path, f"it cannot be read: {reason}", "check the path and the permissions")


def _parse(data: bytes, path: Path) -> dict[str, object]:
    if len(data) > MAX_BYTES:
        _give_up(path, f"it is larger than {MAX_BYTES // 1024} kB", "check that this is the right file")
    try:
        return tomllib.loads(data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _give_up(path, "it is not UTF-8 text", "save it as UTF-8 in the editor", line)
    except RecursionError:
        _give_up(path, "it is nested too deep", "a profile is two levels deep")
    except ValueError as error:
        _no_toml(path, str(error))


def _no_toml(path: Path, said: str) -> NoReturn:
    place = _PLACE.search(said)
    line = int(place[1]) if place and place[1] else None
    what = _PLACE.sub("", said)
    _give_up(path, f"this is not TOML: {what}", "check quotes, brackets and equals signs", line)


def _give_up(path: Path, message: str, fix: str, line: int | None = None) -> NoReturn:
    raise ConfigurationError(Problem(message, fix, str(path), line))
