"""Running the coroutine of one command. Signals cancel it in order, so that motors stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from .fitting import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from .options import Options

Result = TypeVar("Result")
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")
"""What ends a command in order, beside Ctrl-C: kill, a closed terminal, Ctrl-\\, Ctrl-Z, and what would end the process."""
_SUSPEND = getattr(signal, "SIGTSTP", None)
_HANDLER = "ipcom-command-line"
_FIRST = "ipcom.first"
"""Where the context of a command keeps what `run` has to do first."""
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


_runs: list[object] = []
"""What has to be switched off before the process may be suspended."""


class Terminated(BaseException):
    """A signal other than Ctrl-C has ended the command."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number
        self.suspends = number == _SUSPEND


@contextmanager
def ended_before_suspension() -> Iterator[None]:
    """Let Ctrl-Z end the command inside the block: suspended, a process can stop no motor."""
    run = object()
    _runs.append(run)
    try:
        yield
    finally:
        _runs.remove(run)


def suspend() -> None:
    """Suspend this process, as Ctrl-Z does, until it is continued."""
    os.kill(os.getpid(), signal.SIGSTOP)


def command_words() -> str:
    """Return the command that runs, without its arguments: `ipcom cover open`."""
    context = click.get_current_context(silent=True)
    return "ipcom" if context is None else context.command_path


def do_first(action: Callable[[], object]) -> None:
    """Let `run` do this first, outside the event loop: a question waits for a person, and Ctrl-C has to end it."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta.setdefault(_FIRST, []).append(action)


def _do_first() -> None:
    context = click.get_current_context(silent=True)
    for action in [] if context is None else context.meta.pop(_FIRST, []):
        action()


def run(main: Coroutine[object, object, Result], options: Options) -> Result:
    """Run `main` to its end. Ctrl-C and SIGTERM cancel it, and it closes everything that it has opened."""
    if not gc.isenabled():
        gc.freeze()  # what was imported stays for good: looking through it takes a fifth of a short command's time
        gc.enable()
    _set_up_logging(options)
    try:
        _do_first()
    except BaseException:
        main.close()
        raise
    try:
        return asyncio.run(_cancellable(main))
    except KeyboardInterrupt:
        if options.json:  # click would write an empty line, and every line of stderr is an object
            raise Terminated(signal.SIGINT) from None
        raise


async def _cancellable(main: Coroutine[object, object, Result]) -> Result:
    task = asyncio.current_task()
    assert task is not None
    with _signals_cancel(task) as received:
        try:
            return await main
        except asyncio.CancelledError:
            if received:
                raise Terminated(received[0]) from None
            raise


@contextmanager
def _signals_cancel(task: asyncio.Task[object]) -> Iterator[list[int]]:
    """Let these signals cancel `task`, on systems that have them; Ctrl-Z only while something has to be switched off."""
    received: list[int] = []

    def end(number: int) -> None:
        if number == _SUSPEND and not _runs:
            suspend()
        elif not received:
            received.append(number)
            task.cancel()

    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    try:
        for number in numbers:
            loop.add_signal_handler(number, end, number)
    except (NotImplementedError, RuntimeError, ValueError):
        numbers = []  # not on Windows, and not outside the main thread
    try:
        yield received
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def _set_up_logging(options: Options) -> None:
    level = _LEVELS[min(options.verbose, len(_LEVELS) - 1)]
    if options.json and not options.verbose:
        level = logging.CRITICAL  # stderr is for one JSON object
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(options))
    handler.set_name(_HANDLER)
    logger = logging.getLogger("ipcom")
    logger.handlers = [kept for kept in logger.handlers if kept.get_name() != _HANDLER] + [handler]
    logger.setLevel(level)


def _formatter(options: Options) -> logging.Formatter:
    """Return short lines for a person, with the time for -v, and long ones for -vv; with --json one object a line."""
    if options.json:
        return _JsonLines()
    if options.verbose == 0:
        return _FittedLines("%(message)s")
    if options.verbose == 1:
        return _FittedLines("%(asctime)s.%(msecs)03d %(message)s", "%H:%M:%S")
    return logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class _FittedLines(logging.Formatter):
    """Lines for a person, broken where the terminal ends."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a message as text."""
        return fitted(super().format(record), sys.stderr)


class _JsonLines(logging.Formatter):
    """One JSON object for each message of the log, as for notes and errors."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a message as one line."""
        import json
        from datetime import UTC, datetime

        said = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps({"log": said}, ensure_ascii=False)
