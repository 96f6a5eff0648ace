"""What is said of travel times: a code for each mistake, and the numbers as values."""

import pytest

from ipcom import ConfigurationError, TravelTimes


def test_each_wrong_time_has_a_code_and_its_range() -> None:
    with pytest.raises(ConfigurationError) as caught:
        TravelTimes(up=0.0, down=20.0, tilt=30.0)
    assert [(problem.code, dict(problem.values)) for problem in caught.value.problems] == [
        ("time_out_of_range", {"time": "up", "value": "0.0", "low": 0.1, "high": 600.0}),
        ("tilt_time_wrong", {"value": "30.0"}),
    ]


def test_doubtful_times_have_codes() -> None:
    assert [doubt.code for doubt in TravelTimes(up=2.0, down=20.0).doubts] == [
        "time_doubtful",
        "times_unlike",
    ]
