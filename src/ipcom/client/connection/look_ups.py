"""Looking host names up in daemon threads of our own.

An executor's thread is waited for when the process ends, and those of the event loop are shared with
everything else in it: a name server that does not answer would take all of Home Assistant's.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

MAX_THREADS = 8
"""Threads in a process; further names wait for one."""

MAX_ADDRESSES = 8
"""Addresses of one name that are of interest: an attempt to connect must end."""

Answer: TypeAlias = tuple[str, ...] | OSError
"""The IP addresses of a name in the order of the name server, or why there are none."""

Tell: TypeAlias = Callable[[Answer], None]

GetAddrInfo: TypeAlias = Callable[..., Sequence[tuple[Any, ...]]]
"""What works as `socket.getaddrinfo` does."""


class NameService(Protocol):
    """Looks names up; tests replace it."""

    def ask(self, name: str, tell: Tell) -> Callable[[], None]:
        """Look `name` up and tell the answer once, from any thread; returns the way to stop waiting."""
        ...


class LookUps:
    """Look-ups under way in this process, one a name; further questions for that name wait for it too."""

    def __init__(self, getaddrinfo: GetAddrInfo | None = None) -> None:
        """Nothing runs before the first question. By default `socket.getaddrinfo` is asked."""
        self._getaddrinfo = getaddrinfo
        self.forget()

    def forget(self) -> None:
        """Begin anew: after a fork none of the threads is there any more."""
        self._lock = threading.Lock()
        self._waiting: dict[str, dict[object, Tell]] = {}
        self._queue: deque[str] = deque()
        self._threads = 0

    def ask(self, name: str, tell: Tell) -> Callable[[], None]:
        """Look `name` up, or wait for the look-up that is under way; see `NameService`."""
        key = object()
        with self._lock:
            under_way = name in self._waiting
            self._waiting.setdefault(name, {})[key] = tell
            if not under_way:
                self._queue.append(name)
            begun = under_way or self._start_thread()
        if not begun:
            self._answer(self._queue.pop(), OSError("no thread could be started"))
        return lambda: self._stop_waiting(name, key)

    def _start_thread(self) -> bool:
        """Start one more thread unless there are enough; returns whether there is any."""
        if self._threads < MAX_THREADS:
            thread = threading.Thread(target=self._work, name="ipcom-look-up", daemon=True)
            with contextlib.suppress(RuntimeError):  # the system has none left
                thread.start()
                self._threads += 1
        return self._threads > 0

    def _stop_waiting(self, name: str, key: object) -> None:
        """A look-up that has begun goes on; one that is not waited for is not begun."""
        with self._lock:
            waiting = self._waiting.get(name, {})
            waiting.pop(key, None)
            if not waiting and name in self._queue:
                self._queue.remove(name)
                del self._waiting[name]

    def _work(self) -> None:
        """Look names up until none is left."""
        while (name := self._next()) is not None:
            self._answer(name, self._look_up(name))

    def _answer(self, name: str, answer: Answer) -> None:
        with self._lock:
            waiting = self._waiting.pop(name)
        for tell in waiting.values():
            tell(answer)

    def _next(self) -> str | None:
        with self._lock:
            if self._queue:
                return self._queue.popleft()
            self._threads -= 1
            return None

    def _look_up(self, name: str) -> Answer:
        getaddrinfo = self._getaddrinfo or socket.getaddrinfo
        try:
            return _addresses(getaddrinfo(name, None, type=socket.SOCK_STREAM))
        except OSError as error:
            return error
        except Exception as error:  # noqa: BLE001 - the thread must tell, whatever it is
            return OSError(str(error))


def _addresses(found: Sequence[tuple[Any, ...]]) -> Answer:
    """Read what `getaddrinfo` returned; a local IPv6 address keeps the number of its interface."""
    addresses = []
    for family, _, _, _, address in found:
        if family == socket.AF_INET:
            addresses.append(address[0])
        elif family == socket.AF_INET6:
            addresses.append(f"{address[0].partition('%')[0]}%{address[3]}" if address[3] else address[0])
    if not addresses:
        return socket.gaierror(socket.EAI_NONAME, "it has no IP address")
    return tuple(dict.fromkeys(addresses))[:MAX_ADDRESSES]


SYSTEM_NAMES = LookUps()
"""The look-ups of this process."""

with contextlib.suppress(AttributeError):  # not on Windows
    os.register_at_fork(after_in_child=SYSTEM_NAMES.forget)
