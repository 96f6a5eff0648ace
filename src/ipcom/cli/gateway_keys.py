"""Under which key the files of a gateway are kept: two spellings of one gateway have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.host import is_ip_address
from .state_files import state_file

if TYPE_CHECKING:
    from pathlib import Path

    from .settings import Settings

LOOPBACK = "127.0.0.1"
"""The key of this machine, which is `localhost`, `127.0.0.1` and `::1`."""
MAX_SIZE = 100
"""How many characters are read of a file with an address. An address has at most 45, and the name of an interface."""


class GatewayFiles(NamedTuple):
    """Where something is kept for one gateway and bus: in a file, or in a folder."""

    path: Path
    """Where it is written."""
    others: tuple[Path, ...]
    """What is there under other spellings of the gateway, written by earlier versions or before they were known to agree."""
    complete: bool = True
    """Whether no more can be found once the address of the gateway is known."""


def canonical(host: str) -> str:
    """Return the one spelling of a host: small letters, no dot at the end, the short form of an address."""
    name = host.removesuffix(".").lower()
    if ":" in name:
        return _canonical_ipv6(name)
    return LOOPBACK if name == "localhost" else name


def spellings(host: str, port: int) -> tuple[str, ...]:
    """Return the names and the address of a gateway, as far as they are known. The first is its key.

    A name and an address agree if the name has led to the address. Names come first: an address may change.
    """
    own, kept = canonical(host), kept_addresses(port)
    address = own if is_ip_address(own) else kept.get(own)
    if address is None:
        return (own,)
    names = {name for name, each in kept.items() if each == address}
    return (*sorted(names), address)


def gateway_files(settings: Settings, kind: str, suffix: str = "") -> GatewayFiles:
    """Return where `kind` is kept for the gateway and bus of `settings`."""
    end = f"-{settings.port}-bus{settings.bus}{suffix}"
    known = spellings(settings.host, settings.port)
    path = state_file(f"{kind}-{known[0]}{end}")
    there = {path.with_name(f"{kind}-{part}{end}"): _as_host(part) for part in _parts(f"{kind}-", end)}
    others = tuple(other for other, host in there.items() if host in known and other != path)
    complete = is_ip_address(known[-1]) or all(host in known for host in there.values())
    return GatewayFiles(path, others, complete)


def kept_addresses(port: int) -> dict[str, str]:
    """Return the address to which each name has led, in canonical spelling."""
    folder = _folder()
    end = f"-{port}.txt"
    found = {
        _as_host(part): read_address(folder / f"address-{part}{end}") for part in _parts("address-", end)
    }
    return {name: canonical(address) for name, address in found.items() if address and name != LOOPBACK}


def read_address(path: Path) -> str | None:
    """Return the address in a file; None for a missing or damaged file."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MAX_SIZE).strip()
    except (OSError, ValueError):
        return None
    return text if is_ip_address(text) else None


def _parts(begin: str, end: str) -> list[str]:
    """Return what stands between these two in the names of the files that are there."""
    try:
        names = sorted(path.name for path in _folder().iterdir())
    except OSError:
        return []
    return [name[len(begin) : -len(end)] for name in names if name.startswith(begin) and name.endswith(end)]


def _folder() -> Path:
    return state_file("any").parent


def _as_host(part: str) -> str:
    """Return the canonical host for a part of a file name, in which `_` may stand for a colon."""
    address = part.replace("_", ":")
    return canonical(address if is_ip_address(address) else part)


def _canonical_ipv6(name: str) -> str:
    from ipaddress import IPv6Address  # takes milliseconds to import, and is seldom needed

    try:
        address = IPv6Address(name)
    except ValueError:
        return name
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return LOOPBACK if address.is_loopback else str(address)
