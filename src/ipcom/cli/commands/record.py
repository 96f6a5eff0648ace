"""The command `ipcom record`: keep what a gateway says, to play it again."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from ...errors import ConfigurationError, Problem
from ...simulator.conversation import heading
from ..check.trial_switch import switch_and_restore
from ..commands_base import Command
from ..connecting import open_client
from ..console.numbers import FloatBetween
from ..console.output import write_json, write_note
from ..console.running import run
from ..declared import find_declared
from ..new_file import require_place
from ..settings import read_settings_and
from ..wire_tap import tapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...simulator.spoken import Spoken
    from ..console.options import Options
    from ..settings import Settings
    from ..targets import Target


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--seconds", type=FloatBetween(min=0.1), metavar="SECONDS", help="End after so long.")
@click.option("--write-test", metavar="NAME", help="Switch this once, and back to what it was.")
@click.pass_obj
def record(options: Options, file: Path, seconds: float | None, write_test: str | None) -> None:
    """Keep what is said between here and the gateway in FILE, until Ctrl-C.

    Press some wall switches meanwhile. FILE holds the values of the outputs, but no name, no address, no
    credentials and no key; one that is there is not overwritten. To play it again: ipcom simulate --replay FILE
    """
    names = [] if write_test is None else [write_test]
    settings, targets = read_settings_and(options, lambda it: find_declared(names, it))
    target = targets[0] if targets else None
    with _new_file(file) as opened:
        keeper = _Keeper(opened, settings)
        try:
            run(_record(settings, seconds, target, keeper), options)
        finally:
            _tell(file, keeper, as_json=settings.json)
        if keeper.failure is not None:
            raise ConfigurationError(
                Problem(f"it cannot be written on: {keeper.failure.strerror}", "make room", str(file))
            )


class _Keeper:
    """Writes each message to the file as it comes."""

    def __init__(self, file: TextIO, settings: Settings) -> None:
        self._file = file
        self.messages = 0
        self.failure: OSError | None = None
        self.failed = asyncio.Event()
        self._write(heading(settings.bus, settings.bus_type.value))

    def keep(self, spoken: Spoken) -> None:
        """Write one message. A disk that is full ends the recording, not the connection."""
        if self.failure is not None:
            return
        try:
            self._write(spoken.as_line())
        except OSError as error:
            self.failure = error
            self.failed.set()
        else:
            self.messages += 1

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line) + "\n")


async def _record(settings: Settings, seconds: float | None, target: Target | None, keeper: _Keeper) -> None:
    with tapped(keeper.keep):
        async with open_client(settings) as client:
            if not settings.json:
                write_note("Recording. Press some wall switches. Ctrl-C ends it.")
            if target is not None:
                await switch_and_restore(client, target)
            try:
                async with asyncio.timeout(seconds):
                    await keeper.failed.wait()
            except TimeoutError:
                return


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    require_place(path)
    try:
        file = path.open("x", encoding="utf-8", buffering=1)
    except FileExistsError:
        raise ConfigurationError(
            Problem("it exists already, and is not overwritten", "give another name, or delete it", str(path))
        ) from None
    except (IsADirectoryError, NotADirectoryError, FileNotFoundError, PermissionError) as error:
        raise ConfigurationError(
            Problem(f"it cannot be written: {error.strerror}", "check the path", str(path))
        ) from error
    try:
        yield file
    finally:
        with suppress(OSError):  # what is left to write on a full disk was told already
            file.close()


def _tell(path: Path, keeper: _Keeper, *, as_json: bool) -> None:
    if as_json:
        write_json({"file": str(path), "messages": keeper.messages})
    else:
        write_note(f"{keeper.messages} messages are in {path}.")
