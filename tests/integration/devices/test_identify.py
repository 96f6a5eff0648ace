"""Identify: an output blinks and a shutter nudges, all is as before, and a person at the wall wins."""

import asyncio
from typing import Any

import pytest
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from custom_components.ipcom.button import can_be_identified
from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedOutput
from custom_components.ipcom.devices.turns import REST_S
from tests.integration.homes import Home, at, until
from tests.integration.registries import row_of

BUTTON = "button.kitchen_identify"
LAMP = "3/4"
UP, DOWN = "5/2", "5/1"
SHUTTER_BUTTON = "button.living_left_identify"


def switched(home: Home, address: str) -> list[int]:
    """The values that an output has taken, in order."""
    return [event.value for event in home.world.history if event.address == at(address)]


async def press(home: Home, button: str = BUTTON) -> None:
    await home.call("button", "press", button)


def begin(home: Home, button: str = BUTTON) -> Any:
    return home.hass.async_create_task(press(home, button))


@pytest.mark.parametrize("lit", [False, True])
async def test_a_lamp_blinks_three_times_and_is_as_before(home: Home, lit: bool) -> None:
    if lit:
        home.gateway.press(at(LAMP))
        await home.shows("light.kitchen", "on")
    before = len(switched(home, LAMP))
    await press(home)
    assert len(switched(home, LAMP)) - before == 6
    assert home.world.is_on(at(LAMP)) is lit


async def test_a_dimmer_comes_back_at_its_level(home: Home) -> None:
    await home.light("turn_on", "light.living_room", brightness_pct=40)
    await press(home, "button.living_room_identify")
    assert home.world.value(at("6/1")) == 40


async def test_a_dimmer_that_is_off_keeps_the_level_it_had(home: Home) -> None:
    await home.light("turn_on", "light.living_room", brightness_pct=40)
    await asyncio.sleep(2)
    await home.light("turn_off", "light.living_room")
    await asyncio.sleep(2)
    await press(home, "button.living_room_identify")
    await asyncio.sleep(2)
    await home.light("turn_on", "light.living_room")
    assert home.world.value(at("6/1")) == 40


async def test_a_press_at_the_wall_ends_it_and_stays(home: Home) -> None:
    blinking = begin(home)
    await until(lambda: home.world.is_on(at(LAMP)))
    await asyncio.sleep(0.1)
    home.gateway.press(at(LAMP))
    await blinking
    pressed = len(switched(home, LAMP))
    await asyncio.sleep(1.2)
    assert len(switched(home, LAMP)) == pressed
    assert not home.world.is_on(at(LAMP))


async def test_a_second_press_of_the_button_joins_the_first(home: Home) -> None:
    await asyncio.gather(begin(home), begin(home))
    assert len(switched(home, LAMP)) == 6


async def test_two_outputs_blink_one_after_the_other_with_a_rest_between(home: Home) -> None:
    """What is named as two lamps may be the two directions of one motor."""
    first = begin(home)
    await until(lambda: home.world.is_on(at(LAMP)))
    await asyncio.gather(first, begin(home, "button.hall_identify"))
    both = [event for event in home.world.history if event.address in (at(LAMP), at("1/1"))]
    assert [event.address for event in both] == [at(LAMP)] * 6 + [at("1/1")] * 6
    assert both[6].at - both[5].at >= REST_S


async def test_unloading_in_the_middle_puts_it_back(home: Home) -> None:
    blinking = begin(home)
    await until(lambda: home.world.is_on(at(LAMP)))
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert not home.world.is_on(at(LAMP))
    await asyncio.gather(blinking, return_exceptions=True)


async def test_a_shutter_nudges_and_comes_back(home: Home) -> None:
    motor = next(m for p, m in home.world.shutters.items() if str(p.up) == UP)
    motor.place(50.0)
    await press(home, SHUTTER_BUTTON)
    assert switched(home, DOWN)[-1] == switched(home, UP)[-1] == 0
    await asyncio.sleep(0.5)
    assert motor.position == pytest.approx(50.0, abs=2.0)
    assert not motor.both_on_count


async def test_a_shutter_that_moves_is_left_alone(home: Home) -> None:
    await home.call("cover", "open_cover", "cover.living_left")
    with pytest.raises(ServiceValidationError, match="is moving"):
        await press(home, SHUTTER_BUTTON)
    assert home.world.is_on(at(UP))


async def test_a_press_at_the_wall_ends_the_nudge(home: Home) -> None:
    nudging = begin(home, SHUTTER_BUTTON)
    await until(lambda: home.world.is_on(at(DOWN)))
    await asyncio.sleep(0.1)
    home.gateway.press(at(DOWN))
    await nudging
    assert not switched(home, UP)


@pytest.mark.parametrize("after_s", [0.1, 0.7, 1.2, 2.6])
@pytest.mark.parametrize("action", ["turn_on", "turn_off"])
async def test_a_command_while_it_blinks_stays(home: Home, after_s: float, action: str) -> None:
    blinking = begin(home)
    await asyncio.sleep(after_s)
    await home.light(action, "light.kitchen")
    await blinking
    await asyncio.sleep(1.2)
    assert home.world.is_on(at(LAMP)) is (action == "turn_on")


@pytest.mark.parametrize("gone_s", [5, 200])
async def test_a_lamp_that_blinks_when_the_link_breaks_is_put_back(home: Home, gone_s: float) -> None:
    blinking = begin(home)
    await until(lambda: home.world.is_on(at(LAMP)))
    await home.gateway.stop()
    await asyncio.sleep(gone_s)
    await home.gateway.start()
    with pytest.raises(HomeAssistantError):
        await blinking
    await until(lambda: not home.world.is_on(at(LAMP)), 30)
    assert switched(home, LAMP) == [255, 0]


async def test_an_entry_that_ends_in_an_outage_gives_up_to_put_a_lamp_back(home: Home) -> None:
    blinking = begin(home)
    await until(lambda: home.world.is_on(at(LAMP)))
    await home.gateway.stop()
    await asyncio.sleep(60)
    await asyncio.gather(blinking, return_exceptions=True)
    await home.client.close()
    await home.hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize("after_s", [0.1, 1.2, 2.0])
@pytest.mark.parametrize(("action", "relay"), [("open_cover", UP), ("close_cover", DOWN)])
async def test_a_shutter_that_is_commanded_while_it_nudges_goes_on(
    home: Home, after_s: float, action: str, relay: str
) -> None:
    motor = next(m for p, m in home.world.shutters.items() if str(p.up) == UP)
    motor.place(50.0)
    nudging = begin(home, SHUTTER_BUTTON)
    await asyncio.sleep(after_s)
    await home.call("cover", action, "cover.living_left")
    await nudging
    await asyncio.sleep(2)
    assert home.world.is_on(at(relay))
    assert not motor.both_on_count


@pytest.mark.parametrize(
    ("domain", "action", "entity_id"),
    [("cover", "stop_cover", "cover.living_left"), ("button", "press", "button.the_house_stop_all_shutters")],
)
async def test_a_stop_while_it_nudges_is_the_end(
    home: Home, domain: str, action: str, entity_id: str
) -> None:
    nudging = begin(home, SHUTTER_BUTTON)
    await until(lambda: home.world.is_on(at(DOWN)))
    await home.call(domain, action, entity_id)
    await nudging
    await asyncio.sleep(3)
    assert not switched(home, UP)
    assert switched(home, DOWN) == [255, 0]


def test_an_impulse_cannot_be_identified() -> None:
    for kind in MappedKind:
        output = MappedOutput(name="Gate", address=at("2/5"), kind=kind)
        assert can_be_identified(output) is (kind not in (MappedKind.IMPULSE, MappedKind.GATE))


async def test_it_is_a_diagnostic_button(home: Home) -> None:
    row = row_of(home.hass, BUTTON)
    assert row.entity_category == "diagnostic"
    assert row.original_device_class == "identify"
    assert row.unique_id == f"{home.entry.entry_id}_3_4_identify"


async def try_kitchen(home: Home) -> Any:
    """Try the kitchen's lamp from the form that changes it."""
    flow = await home.entry.start_subentry_reconfigure_flow(home.hass, "subentry_3_4")
    chosen = {
        "output": LAMP,
        "name": "Kitchen",
        "kind": "light",
        "details": {"pulse": 0.5, "energy": False},
        "try_first": True,
    }
    return home.hass.async_create_task(
        home.hass.config_entries.subentries.async_configure(flow["flow_id"], chosen)
    )


async def test_a_trial_while_it_blinks_joins_it(home: Home) -> None:
    blinking = begin(home)
    await asyncio.sleep(0.2)
    trying = await try_kitchen(home)
    await asyncio.gather(blinking, trying)
    assert switched(home, LAMP) == [255, 0] * 3


async def test_unloading_in_the_middle_of_a_trial_puts_it_back(home: Home) -> None:
    trying = await try_kitchen(home)
    await until(lambda: home.world.is_on(at(LAMP)))
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert not home.world.is_on(at(LAMP))
    await asyncio.gather(trying, return_exceptions=True)


async def test_a_lamp_that_was_switched_off_at_the_wall_in_the_middle_stays_off(home: Home) -> None:
    home.gateway.press(at(LAMP))
    await home.shows("light.kitchen", "on")
    blinking = begin(home)
    await until(lambda: not home.world.is_on(at(LAMP)))
    await until(lambda: home.world.is_on(at(LAMP)))
    home.gateway.press(at(LAMP))
    await blinking
    await asyncio.sleep(0.6)
    assert not home.world.is_on(at(LAMP))
