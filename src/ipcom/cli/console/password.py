"""Finding the password. It is never on the command line, which other users of the machine can see."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

from ...errors import ConfigurationError, Problem

MAX_BYTES = 4096
"""How much is read of a password file."""


def find_password(
    password_file: str | None,
    username: str,
    host: str,
    variable: str = "IPCOM_PASSWORD",
    option: str = "--password-file",
) -> str:
    """Return the password: from the given file, the environment, the file that it names, or a question."""
    if password_file:
        return read_password_file(password_file)
    if password := os.environ.get(variable):
        return password
    named = os.environ.get(f"{variable}_FILE")
    return (
        read_password_file(named)
        if named
        else _ask(username, host, f"Set {variable}, or name a file with {option}.")
    )


def read_password_file(name: str) -> str:
    """Return the first line of a file. Raises `ConfigurationError`."""
    try:
        with Path(name).open("rb") as file:
            _refuse_if_anybody_may_change(file.fileno(), name)
            text = file.read(MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigurationError(
            Problem("it is not UTF-8 text", "save the password as UTF-8", name)
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fix = "check the path and the permissions of the password file"
        raise ConfigurationError(Problem(f"it cannot be read: {reason}", fix, name)) from error
    first_line = text.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")
    if not first_line:
        raise ConfigurationError(Problem("its first line is empty", "write the password there", name, 1))
    return first_line


def _refuse_if_anybody_may_change(descriptor: int, name: str) -> None:
    """A file that everybody on this machine may write would let them choose the password; devices and pipes are none."""
    mode = os.fstat(descriptor).st_mode
    if os.name == "posix" and stat.S_ISREG(mode) and mode & stat.S_IWOTH:
        raise ConfigurationError(
            Problem("everybody on this machine may change it", f"try: chmod 600 {name}", name)
        )


def _ask(username: str, host: str, otherwise: str) -> str:
    if not sys.stdin.isatty():
        raise ConfigurationError(f"Which password has {username}? {otherwise}")
    return str(click.prompt(f"Password of {username} at {host}", hide_input=True, err=True))
