"""How long an accepted connection may be silent."""

import pytest

from ipcom.client.connection.silence_limits import SilenceLimits
from ipcom.model.timings import Timings


def limit(answered: float | None, quiet: float, took: float = 0.0, *, hurried: bool = True) -> float:
    limits = SilenceLimits(Timings())
    if answered is not None:
        limits.answered(answered)
    return limits.limit(2.0, quiet, took, hurried=hurried)


@pytest.mark.parametrize(
    ("answered", "quiet", "seconds"),
    [
        pytest.param(None, 0.0, 2.0, id="nothing known"),
        pytest.param(0.3, 0.0, 1.2, id="an earlier link was quick"),
        pytest.param(0.31, 0.0, 2.0, id="an earlier link was slower"),
        pytest.param(0.1, 0.31, 2.0, id="quick, but the line has become slow"),
        pytest.param(0.8, 0.8, 3.2, id="a slow line"),
        pytest.param(1.6, 1.6, 6.4, id="a line of the slowest kind"),
        pytest.param(5.0, 5.0, 8.0, id="but not for ever"),
    ],
)
def test_the_limit_of_silence_is_as_long_as_line_and_gateway_need(
    answered: float | None, quiet: float, seconds: float
) -> None:
    assert limit(answered, quiet) == pytest.approx(seconds)


def test_a_connection_that_was_slow_to_make_is_not_hurried_and_stretches_nothing() -> None:
    """It may have been a loop that stood still."""
    assert limit(0.1, 0.0, took=0.31) == 2.0
    assert limit(0.1, 0.0, took=1.5) == 2.0


def test_a_gateway_gets_the_whole_time_when_there_is_no_hurry() -> None:
    assert limit(0.1, 0.0, hurried=False) == 2.0


def test_the_quickest_answer_counts() -> None:
    limits = SilenceLimits(Timings())
    limits.answered(0.05)
    limits.answered(1.9)
    assert limits.limit(2.0, 0.0, 0.0, hurried=True) == 1.2


def test_an_own_limit_below_that_stays() -> None:
    limits = SilenceLimits(Timings(login_timeout=0.7))
    limits.answered(0.05)
    assert limits.limit(0.7, 0.0, 0.0, hurried=True) == 0.7
