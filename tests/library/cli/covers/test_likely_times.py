"""Travel times are refused alike wherever they come from."""

from __future__ import annotations

import pytest

from ipcom.cli.covers.likely_times import Times, given_times, stored_times
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.travel_times import TravelTimes
from tests.library.cli.cli_rig import TIMES

PAIR = ShutterPair(OutputAddress(5, 2), OutputAddress(5, 1))
UNLIKELY = [(2.9, 2.9), (21.0, 10.0), (10.0, 21.0)]
BEYOND = [(0.05, 20.0), (601.0, 590.0), (119.0, 119.0), (float("nan"), 20.0)]


def record(up: float, down: float, **more: bool) -> dict[str, object]:
    return {"up": up, "down": down, **more}


@pytest.mark.parametrize(("up", "down"), UNLIKELY)
def test_unlikely_times_need_a_confirmation(up: float, down: float) -> None:
    with pytest.raises(ConfigurationError, match="if it is right, add --yes"):
        given_times(PAIR, up, down, sure=False)
    assert stored_times(PAIR, record(up, down, confirmed=False)).travel is None
    confirmed = given_times(PAIR, up, down, sure=True)
    assert confirmed == Times(TravelTimes(up=up, down=down), confirmed=True)
    assert stored_times(PAIR, confirmed.to_dict()) == confirmed
    assert not confirmed.doubt


@pytest.mark.parametrize(("up", "down"), BEYOND)
def test_times_beyond_the_limits_are_refused_in_any_case(up: float, down: float) -> None:
    with pytest.raises(ConfigurationError):
        given_times(PAIR, up, down, sure=True)
    for more in ({}, {"confirmed": True}, {"confirmed": False}):
        assert stored_times(PAIR, record(up, down, **more)).refused


def test_times_that_an_earlier_version_has_asked_about_are_used_and_doubted() -> None:
    times = stored_times(PAIR, record(2.0, 2.0))
    assert times.travel == TravelTimes(up=2.0, down=2.0)
    assert times.doubt == "2.0 s up is less than 3 s; 2.0 s down is less than 3 s"
    assert times.to_dict() == record(2.0, 2.0)


def test_likely_times_are_plain() -> None:
    assert given_times(PAIR, TIMES.up, TIMES.down, sure=False) == Times(TIMES, confirmed=False)
    assert stored_times(PAIR, record(21.0, 19.5)) == Times(TIMES)
    assert stored_times(PAIR, None) == Times()


def test_what_is_no_record_is_refused_and_kept() -> None:
    times = stored_times(PAIR, 3)
    assert (times.travel, times.to_dict()) == (None, 3)
    assert times.refused
