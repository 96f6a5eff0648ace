"""What stands against the times of a cover."""

from typing import Any

import pytest

from custom_components.ipcom.devices.covers import Covers
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.devices.measured_times import AskedOnce, async_place, settings_mistakes
from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home

COVER = MappedCover("Attic", OutputAddress(7, 1), OutputAddress(7, 2))


@pytest.mark.parametrize(
    ("given", "mistakes"),
    [
        ({"travel_time_up": 20, "travel_time_down": 19}, {}),
        ({}, {}),
        ({"travel_time_up": 20}, {"base": "one_time_missing"}),
        ({"travel_time_up": 0, "travel_time_down": 19}, {"travel_time_up": "travel_time_impossible"}),
        ({"travel_time_up": 3, "travel_time_down": 3, "tilt_time": 4}, {"base": "settings_wrong"}),
    ],
)
def test_options_that_cannot_be_are_told(given: dict[str, Any], mistakes: dict[str, str]) -> None:
    assert settings_mistakes(COVER, given) == mistakes


def test_times_that_look_wrong_are_asked_about_once() -> None:
    asked = AskedOnce()
    assert not asked.doubts(COVER, 20, 19)
    assert asked.doubts(COVER, 20, 9)
    assert not asked.doubts(COVER, 20, 9)
    assert asked.doubts(COVER, 9, 20)
    asked.accept(2, 2)
    assert not asked.doubts(COVER, 2, 2)


async def test_a_cover_that_is_gone_has_no_place(home: Home) -> None:
    covers: Covers = home.entry.runtime_data.covers
    assert async_place(covers, "no such subentry", COVER, 0.0)
    assert async_place(covers, "subentry_5_2", COVER, None)
