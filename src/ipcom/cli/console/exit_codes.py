"""The exit codes of the commands."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ...errors import (
    AuthenticationFailed,
    CannotConnect,
    CommandError,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    ProtocolError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """The exit codes of every command (docs/command-line.md, "Exit codes")."""

    DONE = 0
    REFUSED = 1
    """Refused or not confirmed."""
    USAGE = 2
    """Usage or configuration."""
    UNREACHABLE = 3
    CREDENTIALS = 4
    TIMEOUT = 5
    PROTOCOL = 6
    SUPERSEDED = 7
    """Not done, because a newer command, a wall switch or another program won. It is no fault."""
    INTERRUPTED = 130


_BY_ERROR: tuple[tuple[type[BaseException], ExitCode], ...] = (
    (CommandSuperseded, ExitCode.SUPERSEDED),
    (CommandError, ExitCode.REFUSED),
    (ConfigurationError, ExitCode.USAGE),
    (AuthenticationFailed, ExitCode.CREDENTIALS),
    (ProtocolError, ExitCode.PROTOCOL),
    (TimeoutError, ExitCode.TIMEOUT),
    (CannotConnect, ExitCode.UNREACHABLE),
    (ConnectionLost, ExitCode.UNREACHABLE),
)
"""The order matters: a command that is not confirmed is a timeout too, and so are some lost links."""


def exit_code_of(error: BaseException) -> ExitCode:
    """Return the exit code for `error`."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), ExitCode.REFUSED)


WORST_FIRST = (
    ExitCode.INTERRUPTED,
    ExitCode.USAGE,
    ExitCode.CREDENTIALS,
    ExitCode.PROTOCOL,
    ExitCode.UNREACHABLE,
    ExitCode.TIMEOUT,
    ExitCode.REFUSED,
    ExitCode.SUPERSEDED,
    ExitCode.DONE,
)
"""What counts when a command has several names and they end differently: first what the user has to mend."""


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the exit code of a command whose parts have ended with `codes`."""
    return min(codes, key=WORST_FIRST.index, default=ExitCode.DONE)
