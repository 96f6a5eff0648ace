"""A name without a letter that an entity ID may have never makes `light.unknown`."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedOutput, subentry_data
from custom_components.ipcom.devices.object_id import object_id_of, spare_object_id
from tests.integration.homes import Home, at


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("Küche", "kitchen", "kuche"),
        ("Кухня", "kitchen", "kukhnia"),
        ("💡", "kitchen", "kitchen"),
        ("---", "💡", ""),
        ("Unknown", "kitchen", "unknown"),
    ],
)
def test_the_object_id_is_that_of_the_name_or_of_the_key(name: str, key: str, expected: str) -> None:
    assert object_id_of(name, key) == expected


def test_a_name_that_will_do_needs_no_spare() -> None:
    assert spare_object_id("Hall", "3_4") == ""
    assert spare_object_id("!", "3_4") == "output_3_4"


async def test_a_lamp_called_by_a_picture_gets_an_id_that_says_where_it_is(
    hass: HomeAssistant, home: Home
) -> None:
    lamp = MappedOutput(name="💡", address=at("2/5"), kind=MappedKind.LIGHT)
    data = subentry_data(replace(lamp))
    hass.config_entries.async_add_subentry(
        home.entry,
        ConfigSubentry(
            data=MappingProxyType(data["data"]),
            subentry_type=data["subentry_type"],
            title=data["title"],
            unique_id=data["unique_id"],
        ),
    )
    await hass.async_block_till_done()
    assert home.state("light.output_2_5") == "off"
    assert hass.states.get("light.unknown") is None
