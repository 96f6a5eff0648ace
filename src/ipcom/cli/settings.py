"""The settings of a connection, made from the options, the environment and files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ConfigurationError
from ..model.bus_type import BusType
from ..model.devices import Devices
from ..model.host import DEFAULT_PORT, parse_host
from .console.options import DEFAULT_TIMEOUT_S
from .console.password import find_password
from .safe_names import with_safe_names

if TYPE_CHECKING:
    from .console.options import Options


class Settings(NamedTuple):
    """Everything that a command needs for one bus of a gateway."""

    host: str
    port: int
    username: str
    password: str
    bus: int
    bus_type: BusType
    devices: Devices
    timeout: float
    json: bool
    devices_file: Path | None = None
    """The file that declares the devices; None if there is none."""

    def __repr__(self) -> str:
        return f"Settings({self.username}@{self.host}:{self.port} bus {self.bus})"


def read_settings(options: Options) -> Settings:
    """Return the settings. Asks for a missing password, and raises `ConfigurationError` for other missing values."""
    devices = read_devices(options)
    typed = _required(options.host, "gateway", "--host", "IPCOM_HOST")
    gateway = parse_host(typed, DEFAULT_PORT if options.port is None else options.port)
    username = _required(options.username, "user name", "--username", "IPCOM_USERNAME")
    return Settings(
        host=gateway.host,
        port=gateway.port,
        username=username,
        password=find_password(options.password_file, username, gateway.host),
        bus=options.bus or 1,
        bus_type=BusType(options.bus_type or BusType.MINIDO),
        devices=devices,
        timeout=options.timeout or DEFAULT_TIMEOUT_S,
        json=options.json,
        devices_file=devices_file(options),
    )


def read_devices(options: Options) -> Devices:
    """Return the devices of the devices file; no devices without a file."""
    path = devices_file(options)
    if path is None:
        return Devices()
    from ..model.devices_yaml import load_devices

    return with_safe_names(load_devices(path))


def devices_file(options: Options) -> Path | None:
    """Return the devices file that the options name, or else the default one; None without a file."""
    return Path(options.devices) if options.devices else default_devices_file()


def default_devices_file() -> Path | None:
    """Return the devices.yaml of this directory, or else that of the user; None without a file."""
    return next((place for place in device_file_places() if place.is_file()), None)


def device_file_places() -> tuple[Path, Path]:
    """Return the default paths of devices.yaml: in this directory, and in the user's configuration."""
    configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path("devices.yaml"), Path(configuration) / "ipcom" / "devices.yaml"


def _required(value: str | None, what: str, option: str, variable: str) -> str:
    if not value:
        raise ConfigurationError(f"Which {what}? Give {option}, or set {variable}.")
    return value
