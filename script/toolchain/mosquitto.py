"""The broker that the bridge is tried with: Mosquitto from this system, or from Debian."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .debian_unpacking import unpacked_from_debian

_PACKAGES = [
    "mosquitto",
    "mosquitto-clients",
    "libmosquitto1",
    "libcjson1",
    "libdlt2",
    "libwebsockets17",
    "libwrap0",
    "libuv1",
    "libev4",
]
_PROGRAMS = ("mosquitto", "mosquitto_pub", "mosquitto_sub", "mosquitto_passwd")


@dataclass(frozen=True)
class Mosquitto:
    """The programs, and what their environment must say."""

    broker: Path
    publish: Path
    subscribe: Path
    passwords: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def full_environment(self) -> dict[str, str]:
        """The environment to run them in."""
        return {**os.environ, **self.environment}


def find_mosquitto() -> Mosquitto:
    """Return broker and clients. Raises `ToolError` where they cannot be had."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))
    broker, publish, subscribe, passwords = (shutil.which(name, path=path) for name in _PROGRAMS)
    if broker and publish and subscribe and passwords:
        return Mosquitto(Path(broker), Path(publish), Path(subscribe), Path(passwords))
    prefix = unpacked_from_debian("mosquitto", _PACKAGES, install="mosquitto and mosquitto-clients")
    (library,) = prefix.glob("usr/lib/*/libmosquitto.so.1")
    return Mosquitto(
        prefix / "usr/sbin/mosquitto",
        prefix / "usr/bin/mosquitto_pub",
        prefix / "usr/bin/mosquitto_sub",
        prefix / "usr/bin/mosquitto_passwd",
        {"LD_LIBRARY_PATH": str(library.parent)},
    )
