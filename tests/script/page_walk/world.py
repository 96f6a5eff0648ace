"""The world that the page speaks of: a network with a gateway at 192.168.1.20, and a person in the house."""

from __future__ import annotations

import asyncio
import fcntl
import random
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ipcom.model.address import OutputAddress
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.motor import MotorSpec
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.fake_portal.server import FakePortal

GATEWAY = "192.168.1.20"
PORT = 5000
LOW_SHUTTER = MotorSpec(up_s=4.5, down_s=4.0)
HALL = OutputAddress(1, 1)

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _SIOCSIFADDR = 0x8913, 0x8914, 0x8916
_IFF_UP = 1


def own_network() -> list[str]:
    """Return the beginning of a command that runs in a network of its own; nothing where the machine gives none."""
    command = ["unshare", "--map-root-user", "--net"]
    tried = shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried and tried.returncode == 0 else []


def place_gateway(*, alone: bool) -> str:
    """Return the address of the gateway: the page's own in a network of our own, else one of loopback that is as long."""
    if not alone:
        return f"127.{random.randint(100, 255)}.1.20"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        _set(control, _SIOCSIFFLAGS, b"lo", struct.pack("h", _IFF_UP))
        address = struct.pack("HH4s", socket.AF_INET, 0, socket.inet_aton(GATEWAY))
        _set(control, _SIOCSIFADDR, b"lo:1", address)
    return GATEWAY


def _set(control: socket.socket, request: int, name: bytes, value: bytes) -> None:
    fcntl.ioctl(control, request, struct.pack("16s24s", name, value))


class Person:
    """Presses the hall's wall switch, once, and once more, while a command watches the house."""

    def __init__(self, gateway: ThreadedGateway | None = None) -> None:
        self._gateway = gateway
        self._left = 0
        self._next = 0.0

    def attend(self, presses: int) -> None:
        """Get ready for the next command."""
        self._left = presses
        self._next = 0.0

    def act(self, now: float) -> None:
        """Press if it is time: half a second after the command has connected, and again half a second later."""
        if not self._left or self._gateway is None or not self._gateway.call(lambda it: it.connections):
            return
        if not self._next:
            self._next = now + 0.7
        elif now >= self._next:
            self._gateway.call(lambda it: it.press(HALL))
            self._left -= 1
            self._next = now + 0.7


@contextmanager
def gateway_at(host: str) -> Iterator[ThreadedGateway]:
    """The demo house behind its gateway, on the port of every gateway. A low shutter saves its reader time."""
    house = House.demo()
    for motor in house.world.shutters.values():
        motor.spec = LOW_SHUTTER
    with ThreadedGateway(SimulatedGateway(house, host=host, port=PORT)) as gateway:
        yield gateway


@contextmanager
def portal() -> Iterator[str]:
    """The vendor's portal with the account of the page; gives its address."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    server = FakePortal(username="me@example.org", password="secret")
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    try:
        yield server.url
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)
