"""The clockwork refuses what cannot work."""

from typing import Any

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.timings import Timings


def test_the_defaults_are_those_of_the_design() -> None:
    timings = Timings()
    assert (timings.poll_interval, timings.keep_alive) == (0.35, 30.0)
    assert (timings.connect_timeout, timings.login_timeout, timings.snapshot_timeout) == (1.0, 2.0, 2.0)
    assert (timings.look_up_timeout, timings.look_up_first) == (10.0, 1.0)
    assert (timings.silent_timeout, timings.answers_within) == (1.2, 0.3)
    assert (timings.reconnect_min, timings.reconnect_max, timings.fast_for) == (0.5, 1.2, 600.0)
    assert (timings.write_wait, timings.write_wait_long, timings.drain) == (0.5, 1.0, 0.05)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"poll_interval": 0}, "poll_interval"),
        ({"read_timeout": -1.0}, "read_timeout"),
        ({"keep_alive": float("nan")}, "keep_alive"),
        ({"retry_after": 0.1}, "retry_after"),
        ({"reconnect_min": 2.0}, "reconnect_min"),
        ({"verify_steps": ()}, "verify_steps"),
        ({"verify_steps": (0.1, 0.0)}, "verify_steps"),
    ],
)
def test_a_figure_that_cannot_work_is_named(wrong: Any, named: Any) -> None:
    with pytest.raises(ConfigurationError, match=named):
        Timings(**wrong)


def test_every_wrong_figure_is_reported_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Timings(poll_interval=0, drain=0, retry_after=0.1)
    assert len(caught.value.problems) == 3
