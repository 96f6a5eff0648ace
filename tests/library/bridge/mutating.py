"""Rules that are taken away: a function is compiled anew with some of its text exchanged."""

from __future__ import annotations
import __future__

import inspect
import sys
import textwrap
from typing import Any

import pytest


def mutate(patch: pytest.MonkeyPatch, owner: Any, name: str, old: str, new: str) -> None:
    """Exchange a text of a function or method. It must be there: a mutant of nothing proves nothing."""
    function: Any = inspect.getattr_static(owner, name)
    text = textwrap.dedent(inspect.getsource(function))
    assert old in text, f"{name} says no more: {old}"
    space: dict[str, Any] = dict(vars(sys.modules[function.__module__]))
    code = compile(
        text.replace(old, new), f"<mutant of {name}>", "exec", __future__.annotations.compiler_flag
    )
    exec(code, space)
    patch.setattr(owner, name, space[name])
