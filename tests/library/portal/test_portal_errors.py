"""The errors of the portal fall under those of the library, so that callers and exit codes know them."""

import pytest

from ipcom import AuthenticationFailed, CannotConnect, ProtocolError
from ipcom.portal import portal_errors as errors


@pytest.mark.parametrize(
    ("error", "base"),
    [
        (errors.PortalUnreachable, CannotConnect),
        (errors.PortalNotTrusted, CannotConnect),
        (errors.PortalTimedOut, TimeoutError),
        (errors.PortalRefused, AuthenticationFailed),
        (errors.PortalSessionOver, errors.PortalRefused),
        (errors.PortalAnswerWrong, ProtocolError),
    ],
)
def test_an_error_of_the_portal_is_one_of_the_library(error: type[Exception], base: type[Exception]) -> None:
    assert issubclass(error, base)
