"""How much memory a client holds: every object that can be reached from it, and its longest collection."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import sys
import types
from collections import deque
from dataclasses import dataclass
from typing import Any

STOP_AT = (
    type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.CodeType, types.FrameType,
    asyncio.AbstractEventLoop, asyncio.BaseTransport, contextvars.Context, contextvars.ContextVar,
)  # fmt: skip
"""What belongs to the process, not to one client."""
NOT_OURS = ("ipcom.simulator", "tests.", "random")


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes and objects; `longest` is the length of the longest collection, `what` its type."""

    size: int
    objects: int
    longest: int
    what: str


def weigh(*roots: Any) -> Weight:
    """Weigh everything that these objects keep alive."""
    gc.collect()
    seen: set[int] = set()
    stack: list[Any] = list(roots)
    size, longest, what = 0, 0, ""
    while stack:
        thing = stack.pop()
        if id(thing) in seen or isinstance(thing, STOP_AT) or type(thing).__module__.startswith(NOT_OURS):
            continue
        seen.add(id(thing))
        size += sys.getsizeof(thing)
        if isinstance(thing, (dict, list, set, deque)) and len(thing) > longest:
            longest, what = len(thing), type(thing).__name__
        stack.extend(gc.get_referents(thing))
    return Weight(size, len(seen), longest, what)
