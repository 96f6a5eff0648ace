"""A reader that leaves, and outputs that have none."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from ipcom.cli.console.output import ReaderLeft
from ipcom.cli.console.reader_watch import ended_with_reader


async def test_a_pipe_whose_reader_leaves_ends_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as out:
        monkeypatch.setattr("sys.stdout", out)
        asyncio.get_running_loop().call_later(0.05, os.close, reader)
        with pytest.raises(ReaderLeft):
            await _wait(20.0)
        monkeypatch.undo()


async def test_a_cancelled_block_stays_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader), os.fdopen(writer, "w") as out:
        monkeypatch.setattr("sys.stdout", out)
        task = asyncio.create_task(_wait(20.0))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        monkeypatch.undo()


@pytest.mark.parametrize("name", ["file", os.devnull])
async def test_what_is_no_pipe_has_no_reader(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / name).open("w") as out:
        monkeypatch.setattr("sys.stdout", out)
        await _wait(0.05)
        monkeypatch.undo()


async def _wait(seconds: float) -> None:
    with ended_with_reader():
        await asyncio.sleep(seconds)
