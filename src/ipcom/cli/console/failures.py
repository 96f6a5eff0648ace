"""Errors as text for the user and as JSON for scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from ...errors import CommandSuperseded, ConfigurationError, IPComError
from .exit_codes import WORST_FIRST, ExitCode, exit_code_of, worst
from .output import write_record_to_stderr, write_words_to_stderr
from .several import SeveralErrors

if TYPE_CHECKING:
    from collections.abc import Sequence


_ONLY_HELP: tuple[type[Exception], ...] = tuple(
    filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)])
)
"""The error of a command without its subcommand, whose message is the help. Older versions of click have none."""


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether errors are written as JSON. This works for a command line with mistakes too."""
    return "--json" in arguments or os.environ.get("IPCOM_JSON", "").strip().lower() not in _NO


_NO = {"", "0", "false", "f", "no", "n", "off"}
"""What IPCOM_JSON may be without asking for JSON; the same as for click."""


def report(error: Exception, *, as_json: bool) -> int:
    """Write `error` to stderr, as text or as JSON, and return the exit code."""
    if as_json:
        write_record_to_stderr("error", _record(error))
        return _code(error)
    for each in _all(error):
        plain = isinstance(each, (CommandSuperseded, *_ONLY_HELP))
        write_words_to_stderr(_message(each) if plain else f"Error: {_text(each)}")
    return _code(error)


def _all(error: Exception) -> tuple[Exception, ...]:
    return error.errors if isinstance(error, SeveralErrors) else (error,)


def _code(error: Exception) -> ExitCode:
    if isinstance(error, SeveralErrors):
        return worst(map(_code, error.errors))
    return ExitCode.USAGE if isinstance(error, click.ClickException) else exit_code_of(error)


def _text(error: Exception) -> str:
    if isinstance(error, ConfigurationError) and len(error.problems) > 1:
        listed = "".join(f"\n  {problem}" for problem in error.problems)
        return f"{len(error.problems)} things to correct:{listed}"
    return _message(error)


def _message(error: Exception) -> str:
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "ipcom"
        said = error.format_message()
        said += "" if said.endswith((".", "?", " ", ")")) and "extra argument" not in said else "."
        return said if "--help" in said else f"{said} Try: {path} --help"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
    if isinstance(error, (IPComError, OSError)):
        return str(error) or type(error).__name__
    return f"this should not happen, please report it with what -vv says: {error!r}"


def _public_name(error: Exception) -> str:
    """Return the name of the public error: scripts do not see its private subclasses."""
    documented = (kind for kind in type(error).__mro__ if kind.__module__ == IPComError.__module__)
    return next(documented, type(error)).__name__


def _record(error: Exception) -> dict[str, Any]:
    """Return the JSON of an error; of several, that of the worst with the messages of all, and each under `errors`."""
    if isinstance(error, SeveralErrors):
        record = _record(min(error.errors, key=lambda each: WORST_FIRST.index(_code(each))))
        message = "; ".join(_message(each) for each in error.errors)
        return {**record, "message": message, "errors": [_record(each) for each in error.errors]}
    record = {"type": _public_name(error), "message": _message(error), "exit_code": int(_code(error))}
    if isinstance(error, ConfigurationError):
        record["problems"] = [
            {"file": p.file, "line": p.line, "message": p.message, "fix": p.fix} for p in error.problems
        ]
    return record
