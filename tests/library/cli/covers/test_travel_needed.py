"""What a position needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.cli.address_store import AddressStore
from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.cli.covers.travel_needed import doubtful, need_times
from ipcom.cli.settings import Settings
from ipcom.errors import ConfigurationError
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.travel_times import TravelTimes
from tests.library.cli.cli_rig import TIMES


@pytest.mark.usefixtures("calibrated")
def test_every_shutter_without_times_is_named(settings: Settings) -> None:
    with pytest.raises(ConfigurationError) as caught:
        need_times(settings, settings.devices.shutters)
    assert [str(problem).split(" are")[0] for problem in caught.value.problems] == [
        "The travel times of Living right",
        "The travel times of Bedroom window",
    ]
    need_times(settings, settings.devices.shutters[:1])


def test_a_name_that_was_never_reached_is_asked_again_when_it_is_connected(
    settings: Settings, left: ShutterDevice, home: Path
) -> None:
    CoverStore.of(settings._replace(host="192.168.1.20")).write(left.pair, StoredCover(Times(TIMES)))
    new = settings._replace(host="gateway.lan")
    need_times(new, [left])
    with pytest.raises(ConfigurationError):
        need_times(new, [left], connected=True)
    AddressStore.of(new).keep("192.168.1.20")
    need_times(new, [left], connected=True)


def test_a_doubt_says_how_to_confirm(left: ShutterDevice) -> None:
    assert not doubtful(left, Times(TIMES))
    assert not doubtful(left, Times())
    said = doubtful(left, Times(TravelTimes(up=2.0, down=2.5)))
    assert said.endswith("If that is right: ipcom cover calibrate living_left_u --up 2 --down 2.5 --yes")
