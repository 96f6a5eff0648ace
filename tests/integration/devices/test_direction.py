"""A cover whose relays change places."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.direction import mirrored, rewired, tilt_mirrored, turned
from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import Confidence, Motion, OutputAddress, StoredPosition
from tests.integration.homes import Home, HomeMaker, at, until
from tests.integration.registries import device_of, row_of
from tests.integration.simulated import Faults

LEFT = "cover.living_left"
UP, DOWN = OutputAddress(5, 2), OutputAddress(5, 1)
COVER = MappedCover("Left", UP, DOWN, options=CoverOptions(21.0, 19.5, tilt_time=1.5, pause=0.8))


def test_travel_times_change_places_with_the_relays_that_they_were_measured_with() -> None:
    other = turned(COVER)
    assert (other.up, other.down) == (DOWN, UP)
    assert (other.options.travel_up, other.options.travel_down) == (19.5, 21.0)
    assert (other.options.tilt_time, other.options.pause) == (1.5, 0.8)
    assert turned(other) == COVER


def test_new_wiring_turns_a_cover_only_if_it_is_its_own_the_other_way_round() -> None:
    assert rewired(COVER, DOWN, UP) == turned(COVER)
    elsewhere = rewired(COVER, OutputAddress(7, 1), DOWN)
    assert elsewhere.options == COVER.options
    assert elsewhere.addresses == (OutputAddress(7, 1), DOWN)


def test_what_was_open_is_closed() -> None:
    stored = StoredPosition(100.0, 70.0, Confidence.KNOWN, 5.0, Motion.UP, ours=False)
    assert mirrored(stored) == StoredPosition(0.0, 30.0, Confidence.ESTIMATED, 5.0, Motion.DOWN, ours=False)
    assert mirrored(StoredPosition()) == StoredPosition()


@pytest.fixture
async def opened(house: HomeMaker) -> Home:
    """A calibrated cover that was run fully open."""
    home = await house().start()
    await home.call("ipcom", "calibrate", LEFT, travel_time_up=5, travel_time_down=4)
    await home.hass.async_block_till_done()
    await home.call("cover", "open_cover", LEFT)
    await home.shows(LEFT, "open", 20)
    await asyncio.sleep(1)
    return home


def turn(home: Home) -> None:
    subentry = home.subentry("5_2")
    cover = turned(MappedCover.from_subentry(subentry))
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data=cover.as_data(), unique_id=cover.local_id
    )


@pytest.mark.parametrize("loaded", [True, False])
async def test_a_turned_cover_keeps_its_rows_and_shows_the_mirrored_position(
    opened: Home, loaded: bool
) -> None:
    row, device = row_of(opened.hass, LEFT), device_of(opened.hass, LEFT)
    if not loaded:
        await opened.hass.config_entries.async_unload(opened.entry.entry_id)
    turn(opened)
    if not loaded:
        await opened.hass.config_entries.async_setup(opened.entry.entry_id)
    await opened.hass.async_block_till_done()
    now = row_of(opened.hass, LEFT)
    assert (now.id, now.unique_id) == (row.id, f"{opened.entry.entry_id}_5_1")
    assert device_of(opened.hass, LEFT).id == device.id
    assert opened.state(LEFT) == "closed"
    assert opened.attribute(LEFT, "assumed_state")
    await opened.call("cover", "open_cover", LEFT)
    assert opened.world.is_on(at("5/1"))
    await opened.shows(LEFT, "open", 20)
    assert not opened.attribute(LEFT, "assumed_state")


async def test_the_mirrored_position_is_kept_over_a_restart(opened: Home, hass_storage: Any) -> None:
    turn(opened)
    await opened.hass.async_block_till_done()
    for _ in range(2):
        await opened.hass.config_entries.async_reload(opened.entry.entry_id)
        await opened.hass.async_block_till_done()
        assert opened.state(LEFT) == "closed"


async def test_a_cover_that_moves_at_the_wall_is_stopped_before_it_is_turned(opened: Home) -> None:
    opened.gateway.press(at("5/1"))
    await opened.shows(LEFT, "closing")
    await asyncio.sleep(2)
    shown = opened.attribute(LEFT, "current_position")
    turn(opened)
    await opened.hass.async_block_till_done()
    assert not opened.world.is_on(at("5/1"))
    assert opened.attribute(LEFT, "current_position") == pytest.approx(100 - shown, abs=15)
    await opened.call("cover", "close_cover", LEFT)
    assert opened.world.is_on(at("5/2"))


async def test_a_cover_that_is_removed_while_it_moves_at_the_wall_gives_its_relays_up(opened: Home) -> None:
    opened.gateway.press(at("5/1"))
    await opened.shows(LEFT, "closing")
    opened.hass.config_entries.async_remove_subentry(opened.entry, "subentry_5_2")
    await opened.hass.async_block_till_done()
    assert not opened.world.is_on(at("5/1"))
    assert len(opened.client.shutters) == 2


async def test_a_cover_that_cannot_be_stopped_at_the_wall_is_told(
    opened: Home, caplog: pytest.LogCaptureFixture
) -> None:
    opened.gateway.press(at("5/1"))
    await opened.shows(LEFT, "closing")
    opened.gateway.faults = Faults(ignore_writes_percent=100)
    opened.hass.config_entries.async_remove_subentry(opened.entry, "subentry_5_2")
    await until(lambda: "Living left was not seen to stop" in caplog.text)
    await until(lambda: "stay guarded" in caplog.text)
    opened.gateway.faults = Faults()
    await until(lambda: not opened.world.is_on(at("5/1")))


async def test_another_relay_leaves_the_position_as_it_is(opened: Home) -> None:
    subentry = opened.subentry("5_2")
    cover = rewired(MappedCover.from_subentry(subentry), OutputAddress(7, 1), DOWN)
    opened.hass.config_entries.async_update_subentry(
        opened.entry, subentry, data=cover.as_data(), unique_id=cover.local_id
    )
    await opened.hass.async_block_till_done()
    assert opened.state(LEFT) == "open"


def test_slats_with_a_motor_of_their_own_do_not_turn_with_the_cover() -> None:
    motor = StoredPosition(70.0, None, Confidence.KNOWN, 5.0)
    stored = StoredPosition(100.0, 70.0, Confidence.KNOWN, 5.0, tilt_motor=motor)
    assert mirrored(stored) == replace(stored, position=0.0, confidence=Confidence.ESTIMATED)
    turned_slats = replace(motor, position=30.0, confidence=Confidence.ESTIMATED)
    assert tilt_mirrored(stored) == replace(stored, tilt=30.0, tilt_motor=turned_slats)
