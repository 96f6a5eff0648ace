"""The favourites of a cover are options of its entity, which Home Assistant's own dialog edits."""

from typing import Any

import pytest
from homeassistant.helpers import entity_registry as er

from custom_components.ipcom.devices.favourites import Favourite, async_favourite, async_keep_favourite
from tests.integration.homes import Home

LEFT = "cover.living_left"


def options(home: Home) -> Any:
    row = er.async_get(home.hass).async_get(LEFT)
    assert row is not None
    return dict(row.options.get("cover", {}))


def has(home: Home, **kept: Any) -> None:
    er.async_get(home.hass).async_update_entity_options(LEFT, "cover", kept)


def test_it_is_the_first_and_the_others_stay(home: Home) -> None:
    has(home, favorite_positions=[0, 50], other=1)
    async_keep_favourite(home.hass, LEFT, Favourite(30))
    async_keep_favourite(home.hass, LEFT, Favourite(50))
    assert async_favourite(home.hass, LEFT) == Favourite(50)
    assert options(home) == {"favorite_positions": [50, 30, 0], "other": 1}


def test_slats_have_their_own(home: Home) -> None:
    has(home, favorite_tilt_positions=[100, 20])
    async_keep_favourite(home.hass, LEFT, Favourite(30, 20))
    assert async_favourite(home.hass, LEFT) == Favourite(30, 20)
    assert options(home)["favorite_tilt_positions"] == [20, 100]
    async_keep_favourite(home.hass, LEFT, Favourite(40))
    assert async_favourite(home.hass, LEFT) == Favourite(40, 20)


def test_those_that_the_dialog_shows_until_one_is_chosen_stay_in_it(home: Home) -> None:
    assert async_favourite(home.hass, LEFT) == Favourite()
    async_keep_favourite(home.hass, LEFT, Favourite(75))
    assert options(home) == {"favorite_positions": [75, 0, 25, 100]}


def test_an_owner_who_wants_none_gets_the_one_that_is_kept(home: Home) -> None:
    has(home, favorite_positions=[])
    assert async_favourite(home.hass, LEFT) == Favourite()
    async_keep_favourite(home.hass, LEFT, Favourite(75))
    assert options(home) == {"favorite_positions": [75]}


@pytest.mark.parametrize(
    ("kept", "position"),
    [("40", None), ([], None), (["x", None, True], None), ([140], 100), ([39.6, 10], 40), ([-5], 0)],
)
def test_what_is_no_list_of_positions_counts_as_none(home: Home, kept: Any, position: int | None) -> None:
    has(home, favorite_positions=kept)
    assert async_favourite(home.hass, LEFT) == Favourite(position)


def test_a_cover_that_is_not_registered_has_none(home: Home) -> None:
    async_keep_favourite(home.hass, "cover.nowhere", Favourite(40))
    assert async_favourite(home.hass, "cover.nowhere") == Favourite()
