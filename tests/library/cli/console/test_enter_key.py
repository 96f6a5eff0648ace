"""Waiting for the Enter key."""

from __future__ import annotations

import asyncio
import os

import pytest

from ipcom.cli.console import enter_key
from ipcom.errors import ConfigurationError


async def test_enter_is_one_line_and_the_end_of_stdin_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\nyes\n")
    os.close(writing)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        await enter_key.wait_for_enter()
        await enter_key.wait_for_enter()
        with pytest.raises(ConfigurationError, match="Nobody is there to press Enter"):
            await enter_key.wait_for_enter()


def test_enter_after_the_end_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        for _ in range(2):
            with pytest.raises(TimeoutError):
                asyncio.run(asyncio.wait_for(enter_key.wait_for_enter(), 0.01))
        os.write(writing, b"\n\n")
        os.close(writing)


async def test_enter_that_comes_too_late_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(enter_key.wait_for_enter(), 0.01)
        os.write(writing, b"\n")
        os.close(writing)
        await asyncio.sleep(0.05)
