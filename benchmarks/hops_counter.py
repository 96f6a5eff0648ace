"""Counts the files and functions of the project that something crosses, by Python's own profile hook."""

from __future__ import annotations

import inspect
import sys
from asyncio import events
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
INLINED = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}
"""Some releases of Python call these, others do not."""
SENDS, RECEIVES = {"send", "sendmsg"}, {"recv", "recv_into"}
LONGEST_QUESTION = 2
"""Bytes of a request that is no frame; of what a client writes after its login only a frame is longer."""

TURN = events.Handle._run.__code__
"""Below this is the event loop, which in virtual time is the simulator's."""

BYTES, FRAME = "bytes arrive", "a frame is written"


@dataclass(frozen=True, slots=True)
class Crossed:
    """What was crossed: files, functions (each once), calls, and the most functions of ours that waited for each other."""

    files: tuple[str, ...]
    functions: int
    calls: int
    deepest: int


def smallest(runs: list[Crossed]) -> Crossed:
    """The run with the fewest calls."""
    return min(runs, key=lambda run: run.calls)


@dataclass(frozen=True, slots=True)
class _Call:
    code: CodeType
    depth: int


class HopsCounter:
    """Counts calls of our own code in this thread, but for what the simulated gateway calls.

    A coroutine counts once in each part, however often it is resumed; a property is a call. The bodies of modules and classes are
    none, and neither is what dataclasses and enums make by themselves.
    """

    def __init__(self, port: int) -> None:
        """`port` is the gateway's: what is sent there and comes from there makes a mark."""
        import ipcom
        import ipcom.simulator

        self._port = port
        self._own = (
            str(Path(str(ipcom.__file__)).parent) + "/",
            str(ROOT / "custom_components" / "ipcom") + "/",
        )
        self._gateway = str(Path(str(ipcom.simulator.__file__)).parent) + "/"
        self._calls: list[tuple[FrameType, _Call]] = []
        self._marks: list[tuple[str, int]] = []

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count what is called inside."""
        before = sys.getprofile()
        sys.setprofile(self._event)
        try:
            yield
        finally:
            sys.setprofile(before)

    def mark(self, name: str) -> None:
        """Remember this moment."""
        self._marks.append((name, len(self._calls)))

    def between(self, first: str, last: str) -> Crossed:
        """What was crossed from the newest `first` before `last` to the first `last`."""
        end = next(at for name, at in self._marks if name == last)
        begin = max(at for name, at in self._marks if name == first and at <= end)
        return self._crossed(self._calls[begin:end])

    def everything(self) -> Crossed:
        """All that was counted."""
        return self._crossed(self._calls)

    def _crossed(self, part: list[tuple[FrameType, _Call]]) -> Crossed:
        once = {id(frame): call for frame, call in part}
        codes = {call.code for call in once.values()}
        return Crossed(
            files=tuple(sorted({_short(_file(code)) for code in codes})),
            functions=len(codes),
            calls=len(once),
            deepest=max((call.depth for call in once.values()), default=0),
        )

    def _event(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "call":
            self._called(frame)
        elif event == "c_call" and callable(arg):
            self._went_out(frame, arg)

    def _called(self, frame: FrameType) -> None:
        code = frame.f_code
        is_function = code.co_flags & inspect.CO_OPTIMIZED and code.co_name not in INLINED
        if not is_function or not _file(code).startswith(self._own):
            return
        depth = 0
        caller: FrameType | None = frame
        while caller is not None and caller.f_code is not TURN:
            name = _file(caller.f_code)
            if name.startswith(self._gateway):
                return
            depth += name.startswith(self._own)
            caller = caller.f_back
        self._calls.append((frame, _Call(code, depth)))

    def _went_out(self, frame: FrameType, function: Callable[..., Any]) -> None:
        name = getattr(function, "__name__", "")
        if name not in SENDS | RECEIVES or not self._is_ours(function):
            return
        if name in RECEIVES:
            self.mark(BYTES)
        elif len(frame.f_locals.get("data", b"")) > LONGEST_QUESTION:
            self.mark(FRAME)

    def _is_ours(self, function: Callable[..., Any]) -> bool:
        try:
            return bool(function.__self__.getpeername()[1] == self._port)  # type: ignore[attr-defined]
        except (AttributeError, OSError, IndexError):
            return False


@lru_cache(None)
def _file(code: CodeType) -> str:
    """The whole path, also of what was imported from a relative one."""
    return str(Path(code.co_filename).absolute())


def _short(file: str) -> str:
    return str(Path(file).relative_to(ROOT)) if file.startswith(str(ROOT)) else file
