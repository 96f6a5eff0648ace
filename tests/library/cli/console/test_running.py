"""A command runs until it ends or is interrupted."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.cli.console import running
from ipcom.cli.console.options import Options


def test_the_link_is_followed_where_signals_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no signal handlers in the loop, and other threads neither."""

    async def answer() -> int:
        return 42

    def unable(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", unable)
    assert running.run(answer(), Options()) == 42
