"""Who caused what an entity shows, also long after the call, and never somebody for what the wall did."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio
from homeassistant.core import Context, Event, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity

from tests.integration.homes import Home, at, until
from tests.integration.simulated import Faults

LAMP, COVER = "light.kitchen", "cover.bedroom_window"


@pytest_asyncio.fixture(autouse=True)
async def contexts_age_with_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Home Assistant drops a context by the wall clock, which stands still while the loop's clock jumps."""
    now = asyncio.get_running_loop().time
    monkeypatch.setattr(entity, "time", SimpleNamespace(time=now))
    monkeypatch.setattr(entity, "timer", now)


def listen(home: Home) -> list[Event[Any]]:
    events: list[Event[Any]] = []
    home.hass.bus.async_listen("ipcom_outside_change", events.append)
    return events


def cause(home: Home, entity_id: str) -> Context:
    return home.whole_state(entity_id).context


async def call_with(home: Home, context: Context, domain: str, action: str, entity_id: str) -> None:
    await home.hass.services.async_call(
        domain, action, {"entity_id": entity_id}, blocking=True, context=context
    )


async def call(home: Home, domain: str, action: str, entity_id: str, automation: str = "ada") -> Context:
    context = Context(parent_id=automation)
    await call_with(home, context, domain, action, entity_id)
    return context


async def test_a_click_has_the_context_of_its_call(home: Home) -> None:
    context = await call(home, "light", "turn_on", LAMP)
    assert cause(home, LAMP) == context


async def test_an_outside_change_one_second_after_a_click_is_not_the_persons(home: Home) -> None:
    events = listen(home)
    await call(home, "light", "turn_on", LAMP)
    await asyncio.sleep(1.0)
    home.gateway.press(at("3/4"))
    await home.shows(LAMP, "off")
    assert cause(home, LAMP).parent_id is None
    assert [event.context.id for event in events] == [cause(home, LAMP).id]
    assert events[0].data == {"outputs": ["3/4"], "bus_timer": False}


async def test_the_event_comes_before_the_state(home: Home) -> None:
    order: list[str] = []
    home.hass.bus.async_listen("ipcom_outside_change", callback(lambda _: order.append("event")))
    home.hass.bus.async_listen("state_changed", callback(lambda _: order.append("state")))
    home.gateway.press(at("3/4"))
    await home.shows(LAMP, "on")
    assert order == ["event", "state"]


async def test_a_movement_that_is_seen_eight_seconds_after_the_call_is_the_callers(home: Home) -> None:
    home.gateway.faults = Faults().over_line(1.8)
    await asyncio.sleep(30.0)
    context = Context(parent_id="ada")
    task = home.hass.async_create_task(call_with(home, context, "cover", "close_cover", COVER))
    assert await home.shows(COVER, "closing", within=30.0) > 5.0
    assert cause(home, COVER) == context
    await task


async def test_a_command_that_is_given_up_is_still_the_callers(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    context = Context(parent_id="ada")
    states: list[tuple[str, Context]] = []
    home.hass.bus.async_listen(
        "state_changed",
        callback(lambda event: states.append((event.data["new_state"].state, event.context))),
    )
    with pytest.raises(HomeAssistantError):
        await call_with(home, context, "light", "turn_on", LAMP)
    assert states == [("on", context), ("off", context)]


async def test_the_end_of_a_run_of_a_minute_is_the_callers(home: Home) -> None:
    context = await call(home, "cover", "close_cover", COVER)
    assert await home.shows(COVER, "unknown", within=70.0) > 55.0
    assert cause(home, COVER) == context


async def test_a_stop_at_the_wall_is_not_the_callers(home: Home) -> None:
    context = await call(home, "cover", "close_cover", COVER)
    await asyncio.sleep(8.0)
    home.gateway.press(at("5/5"))
    await home.shows(COVER, "unknown")
    assert cause(home, COVER).parent_id is None
    assert cause(home, COVER) != context


async def test_a_run_that_the_wall_began_is_nobodys_until_the_end(home: Home) -> None:
    await call(home, "cover", "close_cover", COVER)
    await asyncio.sleep(8.0)
    await call(home, "cover", "stop_cover", COVER)
    await asyncio.sleep(3.0)
    home.gateway.press(at("5/6"))
    await home.shows(COVER, "opening")
    assert cause(home, COVER).parent_id is None


async def test_two_people_each_have_their_own(home: Home) -> None:
    first = await call(home, "light", "turn_on", LAMP, "ada")
    second = await call(home, "light", "turn_on", "light.hall", "bob")
    assert (cause(home, LAMP), cause(home, "light.hall")) == (first, second)
    third = await call(home, "light", "turn_off", LAMP, "bob")
    assert cause(home, LAMP) == third


async def test_what_identifies_a_lamp_is_not_the_last_callers(home: Home) -> None:
    context = await call(home, "light", "turn_on", LAMP)
    await call(home, "button", "press", "button.kitchen_identify", "bob")
    assert home.state(LAMP) == "on"
    assert cause(home, LAMP) != context


async def test_an_outage_is_caused_by_nobody(home: Home) -> None:
    context = await call(home, "light", "turn_on", LAMP)
    await home.gateway.stop()
    await home.shows(LAMP, "unavailable")
    assert cause(home, LAMP) != context


async def test_a_scene_at_the_wall_is_one_event(home: Home) -> None:
    events = listen(home)
    home.gateway.press(at("3/4"))
    home.gateway.press(at("1/1"))
    await until(lambda: home.state(LAMP) == home.state("light.hall") == "on")
    assert [event.data["outputs"] for event in events] == [["1/1", "3/4"]]
    assert cause(home, LAMP) == cause(home, "light.hall")


async def test_a_timer_of_the_bus_is_called_so_once_its_time_was_seen(home: Home) -> None:
    events = listen(home)
    for _ in range(3):
        home.gateway.press(at("3/4"))
        await home.shows(LAMP, "on")
        await asyncio.sleep(90.0)
        home.gateway.press(at("3/4"))
        await home.shows(LAMP, "off")
        await asyncio.sleep(10.0)
    assert [event.data["bus_timer"] for event in events] == [False] * 5 + [True]


async def test_the_end_of_a_run_of_half_a_minute_is_the_callers(home: Home) -> None:
    times = {"travel_time_up": 28.0, "travel_time_down": 27.6}
    await home.hass.services.async_call("ipcom", "calibrate", {"entity_id": COVER, **times}, blocking=True)
    context = await call(home, "cover", "close_cover", COVER)
    assert await home.shows(COVER, "closed", within=40.0) > 25.0
    await until(lambda: not home.world.is_on(at("6/1")) and not home.world.is_on(at("5/5")))
    await asyncio.sleep(1.0)
    assert cause(home, COVER) == context


async def test_a_dimmer_whose_wall_button_is_held_is_one_change_from_outside(home: Home) -> None:
    events = listen(home)
    for level in range(10, 100, 10):
        home.world.write(6, bytes([level, 0, 0, 0, 0, 0, 0, 0]))
        await asyncio.sleep(0.4)
    brightness = home.attribute("light.living_room", "brightness")
    assert brightness is not None
    assert brightness > 200
    assert [event.context.id for event in events] == [cause(home, "light.living_room").id]


async def test_a_level_that_a_person_chooses_after_a_ramp_is_another_change(home: Home) -> None:
    events = listen(home)
    for level in (10, 20):
        home.world.write(6, bytes([level, 0, 0, 0, 0, 0, 0, 0]))
        await asyncio.sleep(0.4)
    context = Context(parent_id="ada")
    data = {"entity_id": "light.living_room", "brightness_pct": 50}
    await home.hass.services.async_call("light", "turn_on", data, blocking=True, context=context)
    assert cause(home, "light.living_room") == context
    home.world.write(6, bytes([70, 0, 0, 0, 0, 0, 0, 0]))
    await until(lambda: cause(home, "light.living_room") != context)
    assert len(events) == 2
