"""A name server with scripted answers: at once, slowly, wrong, or never.

names = NameServer()
names.answer("gateway.home", "192.168.1.20", after_s=3.0)
await names.resolve("gateway.home", 5000)         # in the loop's time, virtual too
names.getaddrinfo("gateway.home", 5000)           # blocks its thread, in real time
IPComClient("gateway.home", name_service=names, connector=...)     # in the loop's time
names.hang("gateway.home")                        # until `release` or another answer
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

SocketAddress = tuple[str, int] | tuple[str, int, int, int]

AddressInfo = tuple[socket.AddressFamily, socket.SocketKind, int, str, SocketAddress]
"""One answer of `socket.getaddrinfo`."""


@dataclass(frozen=True, slots=True)
class _Script:
    """The answer to a name, and its delay. Without addresses the name is unknown."""

    addresses: tuple[str, ...] = ()
    after_s: float = 0.0


_HANG = _Script(after_s=math.inf)


class NameServer:
    """Answers with the addresses that a test gives. Other names are unknown. An address is its own answer."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        """How often each name was asked for. Addresses are not counted."""
        self.waiting = 0
        """How many questions are being answered now."""
        self._scripts: dict[str, _Script] = {}
        self._down = False
        self._questions: set[asyncio.Task[None]] = set()
        self._released = threading.Event()
        self._count = threading.Lock()

    def answer(self, host: str, *addresses: str, after_s: float = 0.0) -> None:
        """Answer questions for `host` with these addresses in this order, `after_s` seconds later, from now on."""
        self._scripts[host] = _Script(addresses, after_s)

    def fail(self, host: str, *, after_s: float = 0.0) -> None:
        """Answer questions for `host` with an error, `after_s` seconds later, from now on."""
        self._scripts[host] = _Script((), after_s)

    def hang(self, host: str) -> None:
        """Never answer a question for `host`, from now on."""
        self._scripts[host] = _HANG

    def go_down(self) -> None:
        """Answer no question at all, until `come_back`."""
        self._down = True

    def come_back(self) -> None:
        """Answer new questions as before `go_down`."""
        self._down = False

    def release(self) -> None:
        """End every call of `getaddrinfo` with an error, now and later: for the end of a test."""
        self._released.set()

    async def resolve(self, host: str, port: int) -> list[AddressInfo]:
        """Answer as `getaddrinfo` does, in the time of the running loop; raises `socket.gaierror`."""
        script = self._ask(host)
        self._enter(1)
        try:
            await asyncio.sleep(script.after_s) if script is not _HANG else await asyncio.Event().wait()
        finally:
            self._enter(-1)
        return _answer(port, script)

    def ask(self, name: str, callback: Callable[[tuple[str, ...] | OSError], None]) -> Callable[[], None]:
        """Call `callback` with the addresses of `name` or with the error, in the time of the running loop.

        A client takes this object as its `name_service=`. Returns a function that ends the waiting.
        """
        task = asyncio.get_running_loop().create_task(
            self._report(name, callback), name="simulated-name-server"
        )
        self._questions.add(task)
        task.add_done_callback(self._questions.discard)
        return partial(_cancel, task)

    async def _report(self, name: str, callback: Callable[[tuple[str, ...] | OSError], None]) -> None:
        try:
            found = await self.resolve(name, 0)
        except OSError as error:
            callback(error)
        else:
            callback(tuple(str(info[4][0]) for info in found))

    def getaddrinfo(self, host: str, port: int, family: int = 0, *_: int, **__: int) -> list[AddressInfo]:
        """Answer in place of `socket.getaddrinfo`. Blocks for the delay of the answer; raises `socket.gaierror`."""
        script = self._ask(host)
        self._enter(1)
        try:
            if script.after_s and self._released.wait(None if script is _HANG else script.after_s):
                raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        finally:
            self._enter(-1)
        found = _answer(port, script)
        return [info for info in found if family in (0, info[0])]

    def _ask(self, host: str) -> _Script:
        if _is_address(host):
            return _Script((host,))
        with self._count:
            self.asked[host] += 1
        return _HANG if self._down else self._scripts.get(host, _Script())

    def _enter(self, step: int) -> None:
        with self._count:
            self.waiting += step


def _answer(port: int, script: _Script) -> list[AddressInfo]:
    if not script.addresses:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return [_info(address, port) for address in script.addresses]


def _info(address: str, port: int) -> AddressInfo:
    if ipaddress.ip_address(address).version == 4:
        return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port)
    return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
