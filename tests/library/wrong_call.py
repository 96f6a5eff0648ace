"""One public callable with good arguments, and wrong ones for each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """One public callable, arguments that it takes, and for each of them wrong values."""

    call: Callable[..., Any]
    good: dict[str, Any]
    wrong: dict[str, list[Any]]
