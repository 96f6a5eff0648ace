"""Finding the password. It is never on the command line, which other users of the machine can see."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

from ...errors import ConfigurationError, Problem
from ...model.named_pipe import waits_for_a_writer
from .running import do_first

MAX_BYTES = 4096
"""How much is read of a password file."""


class Password:
    """A password that is known, or that a terminal is asked for: late, when all else of the command was found right."""

    def __init__(self, known: str | None = None, question: str = "") -> None:
        self._known = known
        self._question = question
        if known is None:
            do_first(self._ask)

    @property
    def text(self) -> str:
        """The password."""
        self._ask()
        assert self._known is not None
        return self._known

    def _ask(self) -> None:
        if self._known is None:
            self._known = str(click.prompt(self._question, hide_input=True, err=True))


def find_password(
    password_file: str | None,
    username: str,
    host: str,
    variable: str = "IPCOM_PASSWORD",
    option: str = "--password-file",
) -> Password:
    """Return the password: from the given file, the environment, the file that it names, or a question.

    Raises `ConfigurationError` if there is no terminal to ask.
    """
    if password_file:
        return Password(read_password_file(password_file))
    if password := os.environ.get(variable):
        return Password(password)
    if named := os.environ.get(f"{variable}_FILE"):
        return Password(read_password_file(named))
    return ask_password(username, host, f"Set {variable}, or name a file with {option}.")


def ask_password(username: str, host: str, otherwise: str) -> Password:
    """Return a password that is asked for. Raises `ConfigurationError` with what to do `otherwise`, without a terminal."""
    if not sys.stdin.isatty():
        raise ConfigurationError(f"Which password has {username}? {otherwise}")
    return Password(question=f"Password of {username} at {host}")


def read_password_file(name: str) -> str:
    """Return the first line of a file. Raises `ConfigurationError`."""
    if waits_for_a_writer(Path(name)):
        raise ConfigurationError(Problem("this is a pipe, not a file", "name a file; nothing was read", name))
    try:
        with Path(name).open("rb") as file:
            refuse_if_anybody_may_change(file.fileno(), name)
            text = file.read(MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigurationError(
            Problem("it is not UTF-8 text", "save the password as UTF-8", name)
        ) from None
    except ConfigurationError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fix = "check the path and the permissions of the password file"
        raise ConfigurationError(Problem(f"it cannot be read: {reason}", fix, name)) from error
    first_line = text.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")
    if not first_line:
        raise ConfigurationError(Problem("its first line is empty", "write the password there", name, 1))
    return first_line


def refuse_if_anybody_may_change(descriptor: int, name: str) -> None:
    """A file that everybody on this machine may write would let them choose the password; devices and pipes are none."""
    mode = os.fstat(descriptor).st_mode
    if os.name == "posix" and stat.S_ISREG(mode) and mode & stat.S_IWOTH:
        raise ConfigurationError(
            Problem("everybody on this machine may change it", f"try: chmod 600 {name}", name)
        )
