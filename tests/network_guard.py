"""An audit hook that lets nothing leave the machine, whoever opens the socket and however."""

import socket
from ipaddress import ip_address
from typing import Any

_PASSIVE_HOSTS = (None, "", b"")


class OutsideLoopback(RuntimeError):
    """A test tried to reach something that is not this machine."""


def refuse_the_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise OutsideLoopback on a look-up, connection or datagram beyond loopback."""
    if event == "socket.getaddrinfo":
        _check_host(arguments[0])
    elif event in ("socket.connect", "socket.sendto"):
        _check_address(arguments[1])


def _check_address(address: object) -> None:
    if isinstance(address, tuple):  # anything else is a path: a Unix socket
        _check_host(address[0])


def _check_host(host: str | bytes | None) -> None:
    if host in _PASSIVE_HOSTS:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name == "localhost" or _is_local(name):
        return
    if name.endswith(".invalid"):  # RFC 2606: never resolves, so the answer is known without asking
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    raise OutsideLoopback(f"a test tried to reach {name}: only loopback is allowed")


def _is_local(name: str) -> bool:
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
