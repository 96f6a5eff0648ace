"""Which profile a command line means, if any. Where there is no configuration file, this costs one look for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, Problem
from .console.options import OF_A_GATEWAY, option_name
from .user_folders import configuration_folder

if TYPE_CHECKING:
    from .console.options import Options
    from .profiles.profile import Profile, ProfileFile

_BESIDE_A_PROFILE = ("profile", "config", "timeout")
"""What may be written beside a profile."""


def config_place(options: Options) -> Path | None:
    """Return the path of the configuration file that the options name, or else of the user's; None without a home."""
    if options.config is not None:
        return Path(options.config)
    folder = configuration_folder()
    return None if folder is None else folder / "ipcom" / "config.toml"


def read_profiles(options: Options) -> ProfileFile | None:
    """Return what the configuration file says; None if there is none and none was asked for."""
    path = config_place(options)
    if path is None or (options.config is None and not _is_there(path)):
        return None
    from .profiles.config_file import read_config

    return read_config(path)


def _is_there(path: Path) -> bool:
    """A folder that this user may not look into, such as the home of another one, counts as one without the file."""
    try:
        return path.exists()
    except OSError:
        return False


def no_profiles(options: Options, name: str = "home") -> ConfigurationError:
    """Return the error that there is no configuration file, with what to write."""
    fix = f'write [gateways.{name}] there, and below it host = "192.168.1.20" and username = "demo"'
    place = config_place(options)
    if place is None:
        return ConfigurationError(
            Problem("no configuration file is known, since there is no home", "give --config FILE")
        )
    return ConfigurationError(Problem("there is no such file", fix, str(place)))


def chosen_profile(options: Options) -> Profile | None:
    """Return the profile that is named, or the default one if nothing else says which gateway is meant.

    Raises `ConfigurationError`, also for options that contradict it: a profile is taken whole.
    """
    if _says_gateway(options, options.written()):
        return None
    found = read_profiles(options)
    if found is None and options.profile is not None:
        raise no_profiles(options, options.profile)
    if found is None:
        return None
    name = (
        found.default if options.profile is None else options.profile
    )  # an empty name is none of the profiles
    if name is None:
        _require_no_file_named(options.written(), found)
        return None
    return named_profile(found, name, options)


def named_profile(found: ProfileFile, name: str, options: Options) -> Profile:
    """Return a profile of a file that was read. Raises `ConfigurationError`, also for options that contradict it."""
    profile = found.find(name)
    _refuse_beside(profile, options.written())
    return profile


def _says_gateway(options: Options, written: Options) -> bool:
    """Return whether --host or IPCOM_HOST says which gateway is meant. What is written wins over a variable."""
    if written.host is not None and written.profile is None:
        if written.config is not None:
            raise ConfigurationError("Leave out --config: --host says which gateway is meant.")
        return True
    if options.host is None or written.profile is not None or written.config is not None:
        return False
    if options.profile is not None:
        raise ConfigurationError(
            "IPCOM_HOST and IPCOM_GATEWAY both say which gateway is meant. Unset one, or give --gateway."
        )
    return True


def _require_no_file_named(written: Options, found: ProfileFile) -> None:
    if written.config is None:
        return
    names = ", ".join(found.profiles) or "none yet"
    raise ConfigurationError(
        Problem("it names no default profile", f"give --gateway; there are: {names}", str(found.file))
    )


def _refuse_beside(profile: Profile, written: Options) -> None:
    """Refuse what is written beside a profile and would be one of its parts."""
    given = [
        option_name(name)
        for name in OF_A_GATEWAY
        if name not in _BESIDE_A_PROFILE and getattr(written, name) is not None
    ]
    if not given:
        return
    other = "leave out --gateway" if written.profile else "give --host too"
    raise ConfigurationError(
        f'Leave out {", ".join(given)}: the profile "{profile.name}" of {profile.file} is taken whole.'
        f" Write it there, in this profile or another, or {other}."
    )
