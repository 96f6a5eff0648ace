"""Every error has its exit code."""

from __future__ import annotations

import pytest

from ipcom.cli.console.exit_codes import ExitCode, exit_code_of
from ipcom.errors import (
    AuthenticationFailed,
    CannotConnect,
    CommandNotConfirmed,
    ConfigurationError,
    ConnectionLost,
    ConnectTimedOut,
    InterlockError,
    ProtocolError,
    ReplyTimedOut,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CannotConnect("x"), ExitCode.UNREACHABLE),
        (ConnectionLost("x"), ExitCode.UNREACHABLE),
        (ConnectTimedOut("x"), ExitCode.TIMEOUT),
        (ReplyTimedOut("x"), ExitCode.TIMEOUT),
        (AuthenticationFailed("x"), ExitCode.CREDENTIALS),
        (ProtocolError("x"), ExitCode.PROTOCOL),
        (ConfigurationError("x"), ExitCode.USAGE),
        (InterlockError("x"), ExitCode.REFUSED),
        (CommandNotConfirmed("x"), ExitCode.REFUSED),
        (RuntimeError("x"), ExitCode.REFUSED),
    ],
)
def test_every_error_has_its_exit_code(error: Exception, code: ExitCode) -> None:
    assert exit_code_of(error) is code
