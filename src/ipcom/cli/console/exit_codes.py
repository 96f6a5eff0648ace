"""The exit codes of the commands."""

from __future__ import annotations

from enum import IntEnum

from ...errors import (
    AuthenticationFailed,
    CannotConnect,
    CommandError,
    ConfigurationError,
    ConnectionLost,
    ProtocolError,
)


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
    INTERRUPTED = 130


_BY_ERROR: tuple[tuple[type[BaseException], ExitCode], ...] = (
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
