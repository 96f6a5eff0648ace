"""The settings of a connection, made from a profile, or else from the options, the environment and files."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..errors import ConfigurationError
from ..model.bus_type import BusType
from ..model.devices import Devices
from ..model.host import DEFAULT_PORT, Host, parse_host
from .console.options import DEFAULT_TIMEOUT_S
from .console.password import Password, find_password
from .console.several import Attempts, raise_all
from .kept_devices import load_kept_devices
from .profile_choice import chosen_profile, read_profiles
from .safe_names import with_safe_names
from .user_folders import configuration_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from .console.options import Options
    from .profiles.profile import Profile

Found = TypeVar("Found")
_LOGGER = logging.getLogger("ipcom.cli")


class Settings(NamedTuple):
    """Everything that a command needs for one bus of a gateway."""

    host: str
    port: int
    username: str
    secret: Password
    bus: int
    bus_type: BusType
    devices: Devices
    timeout: float
    json: bool
    devices_file: Path | None = None
    """The file that declares the devices; None if there is none."""
    profile: Profile | None = None
    """The profile that all this is from; None if there is none."""

    @property
    def password(self) -> str:
        """The password. A terminal that has to be asked is asked before the command runs."""
        return self.secret.text

    def __repr__(self) -> str:
        return f"Settings({self.username}@{self.host}:{self.port} bus {self.bus})"


def read_settings(options: Options) -> Settings:
    """Return the settings. Raises `ConfigurationError` with all that is missing or wrong."""
    return read_settings_and(options, lambda _: None)[0]


def read_settings_and(options: Options, find: Callable[[Settings], Found]) -> tuple[Settings, Found]:
    """Return the settings, and what `find` finds with their devices. All mistakes of both are raised together.

    A missing password is asked for later, when all else is known to be right.
    """
    return _read(chosen_profile(options), options, find)


def read_settings_of(profile: Profile, options: Options) -> Settings:
    """Return the settings of a profile that was read. Raises `ConfigurationError` with all that is missing or wrong."""
    return _read(profile, options, lambda _: None)[0]


def _read(
    profile: Profile | None, options: Options, find: Callable[[Settings], Found]
) -> tuple[Settings, Found]:
    attempts, found = Attempts(), list[Found]()
    file = devices_file(options) if profile is None else profile.devices
    devices = attempts.take(partial(_load, file))
    if profile is None:
        settings = _settings(options, devices or Devices(), attempts)
    else:
        settings = _settings_of(profile, options, devices or Devices(), attempts)
    if devices is not None:
        attempts.take(lambda: found.append(find(settings)))
    raise_all(attempts.errors)
    return settings, found[0]


def _settings(options: Options, devices: Devices, attempts: Attempts) -> Settings:
    gateway = attempts.take(partial(_gateway, options)) or Host("", DEFAULT_PORT, is_address=False)
    username = attempts.take(
        partial(_required, options.username, "user name", "--username", "IPCOM_USERNAME")
    )
    return Settings(
        host=gateway.host,
        port=gateway.port,
        username=username or "",
        secret=_secret(options, username, gateway.host, attempts),
        bus=options.bus or 1,
        bus_type=BusType(options.bus_type or BusType.MINIDO),
        devices=devices,
        timeout=options.timeout or DEFAULT_TIMEOUT_S,
        json=options.json,
        devices_file=devices_file(options),
    )


def _settings_of(profile: Profile, options: Options, devices: Devices, attempts: Attempts) -> Settings:
    """Return what the profile says; no variable counts beside it, and --timeout only if it is written."""
    from .profiles.profile_password import profile_password

    gateway = parse_host(profile.host, DEFAULT_PORT if profile.port is None else profile.port)
    return Settings(
        host=gateway.host,
        port=gateway.port,
        username=profile.username,
        secret=attempts.take(partial(profile_password, profile, gateway.host)) or Password(""),
        bus=profile.bus or 1,
        bus_type=BusType(profile.bus_type or BusType.MINIDO),
        devices=devices,
        timeout=options.written().timeout or profile.timeout or DEFAULT_TIMEOUT_S,
        json=options.json,
        devices_file=profile.devices,
        profile=profile,
    )


def _gateway(options: Options) -> Host:
    typed = _required(options.host, "gateway", _which_gateway(options), "IPCOM_HOST")
    return parse_host(typed, DEFAULT_PORT if options.port is None else options.port)


def _secret(options: Options, username: str | None, host: str, attempts: Attempts) -> Password:
    if not username:
        return Password("")
    found = attempts.take(partial(find_password, options.password_file, username, host or "the gateway"))
    return found or Password("")


def read_devices(options: Options) -> Devices:
    """Return the devices of the devices file; no devices without a file."""
    return _load(devices_file(options))


def _load(path: Path | None) -> Devices:
    if path is None:
        return Devices()
    return with_safe_names(load_kept_devices(path))


def devices_file(options: Options) -> Path | None:
    """Return the devices file that is in use: the one of --devices, of the profile, or the default one; or None.

    Without a gateway that is to be reached, --devices may stand beside a default profile.
    """
    written = options.written()
    if written.devices is not None and written.profile is None:
        return Path(written.devices)
    profile = chosen_profile(options)
    if profile is not None:
        return profile.devices
    return Path(options.devices) if options.devices else default_devices_file()


def default_devices_file() -> Path | None:
    """Return the devices.yaml of this directory, or else that of the user; None without a file."""
    return next((place for place in device_file_places() if _is_file(place)), None)


def _is_file(place: Path) -> bool:
    """A folder that this user may not look into, such as the home of another one, counts as one without the file."""
    try:
        return place.is_file()
    except OSError as error:
        _LOGGER.debug("%s is not looked at: %s", place, error)
        return False


def device_file_places() -> tuple[Path, ...]:
    """Return the default paths of devices.yaml: in this directory, and in the user's configuration if there is one."""
    of_user = configuration_folder()
    here = Path("devices.yaml")
    return (here,) if of_user is None else (here, of_user / "ipcom" / "devices.yaml")


def _which_gateway(options: Options) -> str:
    """Return which option says it, with what --gateway may name."""
    found = read_profiles(options)
    return f"--gateway ({', '.join(found.profiles)}) or --host" if found and found.profiles else "--host"


def _required(value: str | None, what: str, option: str, variable: str) -> str:
    if not value:
        raise ConfigurationError(f"Which {what}? Give {option}, or set {variable}.")
    return value
