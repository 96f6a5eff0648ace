"""The table `[bridge]` of the configuration file: the broker, and which houses are on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from ...bridge.discovery.discovery_topics import DEFAULT_PREFIX
from ...bridge.homie.homie_topics import DEFAULT_DOMAIN
from ...errors import Problem
from ...model.near_match import did_you_mean
from .metrics_place import FIX as METRICS_FIX
from .metrics_place import read_metrics_place
from .table_fields import SECTION, TableFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

BRIDGE = "bridge"
DEFAULT_BASE = "ipcom"
VERSIONS = ("5", "3.1.1")
_TEXTS = (
    "broker",
    "username",
    "password",
    "password_variable",
    "base",
    "client_id",
    "mqtt",
    "discovery_prefix",
    "homie_domain",
    "metrics",
)
_PATHS = ("password_file", "ca_file", "certificate_file", "key_file")
_FLAGS = ("insecure", "commands", "discovery", "homie", "metrics_per_thing")
_LISTS = ("houses", "strict")
_KNOWN = (*_TEXTS, *_PATHS, *_FLAGS, *_LISTS)


@dataclass(frozen=True, slots=True)
class BridgeTable:
    """What the file says of the bridge. None stands for what it leaves out."""

    file: Path | None = None
    broker: str | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    password_file: Path | None = None
    password_variable: str | None = None
    base: str | None = None
    client_id: str | None = None
    mqtt: str | None = None
    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None
    insecure: bool | None = None
    commands: bool | None = None
    homie: bool | None = None
    homie_domain: str | None = None
    metrics: str | None = None
    metrics_per_thing: bool | None = None
    houses: tuple[str, ...] | None = None
    strict: tuple[str, ...] | None = None
    discovery: bool | None = None
    discovery_prefix: str | None = None

    @property
    def discovered_below(self) -> str | None:
        """What the topics of Home Assistant's discovery begin with; None if nothing is to be discovered."""
        wanted = self.discovery_prefix is not None if self.discovery is None else self.discovery
        return (self.discovery_prefix or DEFAULT_PREFIX) if wanted else None

    @property
    def homie_below(self) -> str | None:
        """The domain of the houses in Homie; None if they are not shown so."""
        wanted = self.homie_domain is not None if self.homie is None else self.homie
        return (self.homie_domain or DEFAULT_DOMAIN) if wanted else None

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"[{BRIDGE}] of {self.file}"


class BridgeFields(TableFields):
    """The table `[bridge]`. What is wrong is added to `problems`."""

    examples: ClassVar[Mapping[str, str]] = {"broker": '"mqtt://192.168.1.30"'}

    def __init__(self, table: Mapping[str, object], file: Path, problems: list[Problem]) -> None:
        super().__init__(f"{BRIDGE}.", table, file, problems)

    def read(self, profiles: Iterable[str]) -> BridgeTable:
        """Return the table; mistakes are noted, also of houses that are none of the `profiles`."""
        self.known(_KNOWN)
        values: dict[str, Any] = {
            **{name: self.text(name) for name in _TEXTS},
            **{name: self.path(name) for name in _PATHS},
            **{name: self.flag(name) for name in _FLAGS},
            **{name: self._houses(name, tuple(profiles)) for name in _LISTS},
        }
        self.check_passwords()
        self._check_version(values["mqtt"])
        self._check_topic("base", values["base"], DEFAULT_BASE)
        self._check_topic("discovery_prefix", values["discovery_prefix"], DEFAULT_PREFIX)
        self._check_domain(values["homie_domain"])
        self._check_metrics(values["metrics"])
        if values["key_file"] and not values["certificate_file"]:
            self.complain("key_file", "has no certificate beside it", "write certificate_file, too")
        return BridgeTable(self._file, **values)

    def _houses(self, name: str, profiles: tuple[str, ...]) -> tuple[str, ...] | None:
        houses = self.texts(name)
        for house in houses or ():
            if house not in profiles:
                fix = did_you_mean(house, profiles) or f"there are: {', '.join(profiles) or 'none'}"
                self.complain(name, f'names "{house}", but there is no [{SECTION}.{house}]', fix)
        return houses

    def _check_metrics(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            read_metrics_place(typed)
        except ValueError as error:
            self.wrong("metrics", f"a place {error}", METRICS_FIX)

    def _check_version(self, version: str | None) -> None:
        if version is not None and version not in VERSIONS:
            self.wrong("mqtt", f"none of {', '.join(VERSIONS)}", f'write mqtt = "{VERSIONS[0]}"')

    def _check_topic(self, name: str, topic: str | None, usual: str) -> None:
        if topic is not None and (set("#+\0") & set(topic) or topic[0] in "/$" or topic.endswith("/")):
            self.wrong(name, "no beginning of a topic", f'write {name} = "{usual}"')

    def _check_domain(self, domain: str | None) -> None:
        if domain is not None and not re.fullmatch("[a-z0-9-]+", domain):
            fix = f'write small letters, digits and hyphens: homie_domain = "{DEFAULT_DOMAIN}"'
            self.wrong("homie_domain", "no single level of a topic", fix)
