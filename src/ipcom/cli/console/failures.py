"""Errors as text for the user and as JSON for scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from ...errors import ConfigurationError, IPComError
from .exit_codes import ExitCode, exit_code_of
from .output import write_to_stderr

if TYPE_CHECKING:
    from collections.abc import Sequence


_ONLY_HELP: type[Exception] | tuple[()] = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""The error of a command without its subcommand, whose message is the help. Older versions of click have none."""


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether errors are written as JSON. This works for a command line with mistakes too."""
    return "--json" in arguments or os.environ.get("IPCOM_JSON", "") not in {"", "0"}


def report(error: Exception, *, as_json: bool) -> int:
    """Write `error` to stderr, as text or as JSON, and return the exit code."""
    code = ExitCode.USAGE if isinstance(error, click.ClickException) else exit_code_of(error)
    if as_json:
        import json

        write_to_stderr(json.dumps({"error": _record(error, code)}, ensure_ascii=False) + "\n")
    elif isinstance(error, _ONLY_HELP):
        write_to_stderr(f"{_message(error)}\n")
    else:
        write_to_stderr(f"Error: {_text(error)}\n")
    return code


def _text(error: Exception) -> str:
    if isinstance(error, ConfigurationError) and len(error.problems) > 1:
        listed = "".join(f"\n  {problem}" for problem in error.problems)
        return f"{len(error.problems)} things to correct:{listed}"
    return _message(error)


def _message(error: Exception) -> str:
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "ipcom"
        help_hint = "" if "--help" in error.format_message() else f" Try: {path} --help"
        return f"{error.format_message()}{help_hint}"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, (IPComError, OSError)):
        return str(error) or type(error).__name__
    return f"this should not happen, please report it with what -vv says: {error!r}"


def _public_name(error: Exception) -> str:
    """Return the name of the public error: scripts do not see its private subclasses."""
    documented = (kind for kind in type(error).__mro__ if kind.__module__ == IPComError.__module__)
    return next(documented, type(error)).__name__


def _record(error: Exception, code: ExitCode) -> dict[str, Any]:
    record: dict[str, Any] = {
        "type": _public_name(error),
        "message": _message(error),
        "exit_code": int(code),
    }
    if isinstance(error, ConfigurationError):
        record["problems"] = [
            {"file": p.file, "line": p.line, "message": p.message, "fix": p.fix} for p in error.problems
        ]
    return record
