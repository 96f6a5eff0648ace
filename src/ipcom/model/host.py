"""The host of a gateway as people type it: a name or an IP address, perhaps with its port; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import ConfigurationError, Problem
from ..sentence import Message
from .arguments import LONGEST_QUOTE, check_whole, wrong
from .mistakes import HostMistake

DEFAULT_PORT = 5000

MAX_NAME = 253
"""Characters of a host name (RFC 1035)."""

_PLAIN_SCHEMES = {"http", "https", "tcp"}
"""What people copy from a browser or a configuration; the gateway itself speaks plain TCP."""
_LABEL = r"(?!-)[\w-]{1,63}(?<!-)"
_FIX = "write a name or an IP address, for example 192.168.1.20"


@dataclass(frozen=True, slots=True)
class Host:
    """Where a gateway listens, as `parse_host` reads it."""

    host: str
    """A name or an IP address, without brackets."""
    port: int
    """1 to 65535."""
    is_address: bool
    """Whether `host` is an IP address, which needs no name server."""

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_host(typed: str, port: int = DEFAULT_PORT) -> Host:
    """Read a host as typed; raises `ConfigurationError` where the meaning is not plain.

    Blanks around it, brackets and `http://` are taken off. A port in it counts, unless `port` is a
    third one: neither that nor the usual one.
    """
    if not isinstance(typed, str):
        raise wrong("host", typed, _FIX)
    if not typed.strip():
        raise _wrong(HostMistake.HOST_EMPTY())
    host, typed_port = _split(_without_scheme(typed.strip()), typed)
    is_address = is_ip_address(host)
    if not is_address:
        _check_name(host, typed)
    return Host(host, _one_port(typed, typed_port, port), is_address)


def is_ip_address(host: str) -> bool:
    """Whether it is an IPv4 or IPv6 address, without brackets; needs no look-up."""
    return _is_ipv6(host) if ":" in host else _is_ipv4(host)


def _without_scheme(text: str) -> str:
    """Take `http://` and the slash at the end off; other addresses of the web mean something else."""
    scheme, slashes, rest = text.partition("://")
    if not slashes:
        return text
    if scheme.lower() not in _PLAIN_SCHEMES:
        raise _wrong(HostMistake.HOST_SCHEME(scheme=_shown(scheme)))
    return rest.rstrip("/")


def _split(text: str, typed: str) -> tuple[str, str | None]:
    """Return the host and the text of its port, if one stands there."""
    if "@" in text:
        raise _wrong(HostMistake.HOST_WITH_USER())
    if "/" in text:
        raise _wrong(HostMistake.HOST_WITH_PATH(host=_shown(typed)))
    if text.startswith("["):
        return _bracketed(text)
    if _is_ipv6(text) or ":" not in text:
        return text, None
    return _host_and_port(text)


def _host_and_port(text: str) -> tuple[str, str]:
    host, _, port = text.rpartition(":")
    if ":" in host:
        raise _wrong(HostMistake.HOST_NO_IPV6(host=_shown(text)))
    return host, port


def _bracketed(text: str) -> tuple[str, str | None]:
    host, closed, rest = text[1:].partition("]")
    if not closed or not _is_ipv6(host) or (rest and not rest.startswith(":")):
        raise _wrong(HostMistake.HOST_NO_BRACKETED_IPV6(host=_shown(text)))
    return host, rest[1:] if rest else None


def _one_port(typed: str, typed_port: str | None, port: int) -> int:
    if typed_port is None:
        return _checked(port)
    if not (typed_port.isascii() and typed_port.isdigit()):
        raise _wrong(HostMistake.HOST_PORT_UNREADABLE(port=_shown(typed_port), host=_shown(typed)))
    found = _checked(int(typed_port))
    if port not in (found, DEFAULT_PORT):
        raise _wrong(HostMistake.HOST_TWO_PORTS(port=found, other=port))
    return found


def _checked(port: int) -> int:
    return check_whole("port", port, 1, 65535, "use 1 to 65535, usually 5000")


def _check_name(host: str, typed: str) -> None:
    name = host.removesuffix(".")
    labels = name.split(".")
    if not name:
        raise _wrong(HostMistake.HOST_NAMELESS(host=_shown(typed)))
    if all(label.isdigit() for label in labels):
        raise _wrong(HostMistake.HOST_NO_IPV4(host=_shown(host)))
    if not all(re.fullmatch(_LABEL, label) for label in labels) or len(name) > MAX_NAME or not _encodes(name):
        raise _wrong(HostMistake.HOST_NO_NAME(host=_shown(host)))


def _encodes(name: str) -> bool:
    """Whether a name server can be asked for it."""
    try:
        name.encode("ascii" if name.isascii() else "idna")
    except UnicodeError:
        return False
    return True


def _is_ipv4(text: str) -> bool:
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return False
    return all(part == str(int(part)) and int(part) <= 255 for part in parts)


def _is_ipv6(text: str) -> bool:
    if ":" not in text:
        return False
    from ipaddress import IPv6Address  # takes milliseconds to import, and is seldom needed

    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _shown(text: str) -> str:
    return repr(text.strip()[:LONGEST_QUOTE])


def _wrong(message: Message) -> ConfigurationError:
    return ConfigurationError(Problem(message))
