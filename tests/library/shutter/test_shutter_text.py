"""What is said of travel times: a code for each mistake, and the numbers as values."""

from typing import Any

import pytest

from ipcom import ConfigurationError, TiltModel, TravelTimes


def test_each_wrong_time_has_a_code_and_its_range() -> None:
    with pytest.raises(ConfigurationError) as caught:
        TravelTimes(up=0.0, down=20.0, tilt=30.0)
    assert [(problem.code, dict(problem.values)) for problem in caught.value.problems] == [
        ("time_out_of_range", {"time": "up", "value": "0.0", "low": 0.1, "high": 600.0}),
        ("tilt_time_wrong", {"value": "30.0"}),
    ]


@pytest.mark.parametrize(
    ("times", "codes"),
    [
        ({"tilt_model": TiltModel.CLOSED_END}, ["tilt_time_missing"]),
        ({"tilt_model": TiltModel.OWN_MOTOR}, ["tilt_time_missing"]),
        ({"tilt_model": TiltModel.CLOSED_END, "tilt": 25.0}, ["tilt_time_wrong"]),
        ({"tilt_model": TiltModel.OWN_MOTOR, "tilt": 0.0}, ["time_out_of_range"]),
        ({"tilt_model": "closed_end", "tilt": 1.0}, ["tilt_model_wrong"]),
    ],
)
def test_each_kind_of_slats_needs_its_time(times: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        TravelTimes(up=20.0, down=20.0, **times)
    assert [problem.code for problem in caught.value.problems] == codes


def test_a_tilt_motor_may_take_longer_than_the_curtain() -> None:
    assert TravelTimes(up=20.0, down=20.0, tilt=45.0, tilt_model=TiltModel.OWN_MOTOR).slack == 45.0


def test_doubtful_times_have_codes() -> None:
    assert [doubt.code for doubt in TravelTimes(up=2.0, down=20.0).doubts] == [
        "time_doubtful",
        "times_unlike",
    ]
