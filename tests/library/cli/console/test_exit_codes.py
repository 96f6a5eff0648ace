"""Every error has its exit code."""

from __future__ import annotations

import pytest

from ipcom.cli.console.exit_codes import WORST_FIRST, ExitCode, exit_code_of, worst
from ipcom.errors import (
    AuthenticationFailed,
    CannotConnect,
    CommandNotConfirmed,
    CommandSuperseded,
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
        (CommandSuperseded("x"), ExitCode.SUPERSEDED),
        (InterlockError("x"), ExitCode.REFUSED),
        (CommandNotConfirmed("x"), ExitCode.REFUSED),
        (RuntimeError("x"), ExitCode.REFUSED),
    ],
)
def test_every_error_has_its_exit_code(error: Exception, code: ExitCode) -> None:
    assert exit_code_of(error) is code


def test_of_several_the_worst_counts() -> None:
    assert worst([ExitCode.DONE, ExitCode.SUPERSEDED, ExitCode.REFUSED]) is ExitCode.REFUSED
    assert worst([ExitCode.REFUSED, ExitCode.USAGE]) is ExitCode.USAGE
    assert worst([]) is ExitCode.DONE
    assert set(WORST_FIRST) == set(ExitCode)
