"""What runs on a lease: it ends with it, in every way in which a lease can end."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from homeassistant.const import EVENT_HOMEASSISTANT_STOP

from custom_components.ipcom.panel.leased import Page, Run
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage, Subscription

UP, DOWN = "5/2", "5/1"
LEFT, RIGHT = "subentry_5_2", "subentry_5_4"


async def held(page: MotorPage) -> Subscription:
    """A button of the page is held: the motor runs up."""
    holding = page.subscribe("hold", thing_id=LEFT, motion="up")
    await until(lambda: page.home.world.is_on(at(UP)))
    holding.renew()
    return holding


async def stands(home: Home, within: float) -> float:
    return await until(lambda: not home.world.is_on(at(UP)), within)


async def test_three_seconds_after_the_last_renewal_the_motor_stops(motor_page: MotorPage) -> None:
    holding = await held(motor_page)
    assert 2.9 < await stands(motor_page.home, 4) < 3.3
    await until(lambda: holding.last == "ended")
    assert not holding.renew()


END: dict[str, Callable[[Subscription], object]] = {
    "lease/end": Subscription.end,
    "unsubscribed": Subscription.unsubscribe,
    "socket closed": lambda holding: holding.page.close(),
}


@pytest.mark.parametrize("way", END)
async def test_it_ends_at_once(motor_page: MotorPage, way: str) -> None:
    holding = await held(motor_page)
    END[way](holding)
    assert await stands(motor_page.home, 1) < 0.5
    await asyncio.sleep(0.5)
    assert (holding.last == "ended") is (way == "lease/end")


@pytest.mark.parametrize("ending", ["unload", "reload", "remove", "stop"])
async def test_it_ends_with_its_entry_and_with_home_assistant(motor_page: MotorPage, ending: str) -> None:
    home, holding = motor_page.home, await held(motor_page)
    entries, entry_id = home.hass.config_entries, home.entry.entry_id
    if ending == "stop":
        home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
        await stands(home, 1)
    else:
        await getattr(entries, f"async_{ending}")(entry_id)
        assert not home.world.is_on(at(UP))
    await until(lambda: holding.last == "ended")
    assert not holding.renew()


async def test_ended_while_starting_nothing_moves(motor_page: MotorPage) -> None:
    holding = motor_page.subscribe("hold", thing_id=LEFT, motion="up")
    holding.end()
    holding.end()
    await asyncio.sleep(2)
    assert not motor_page.home.world.history
    assert holding.last == "ended"


async def test_a_second_end_does_not_hinder_the_first(motor_page: MotorPage) -> None:
    holding = await held(motor_page)
    holding.end()
    await asyncio.sleep(0)
    holding.unsubscribe()
    motor_page.close()
    assert await stands(motor_page.home, 1) < 0.5


async def test_a_lease_of_another_page_is_not_renewed_and_not_ended(
    motor_page: MotorPage, other_page: MotorPage
) -> None:
    holding = await held(motor_page)
    assert other_page.ask("lease/renew", lease=holding.lease) == {"alive": False}
    other_page.ask("lease/end", lease=holding.lease)
    await asyncio.sleep(1)
    assert motor_page.home.world.is_on(at(UP))
    assert await stands(motor_page.home, 3) < 2.3


@pytest.mark.parametrize("command", ["identify", "hold", "calibrate"])
async def test_what_one_page_moves_another_one_is_refused_by_name(
    motor_page: MotorPage, other_page: MotorPage, command: str
) -> None:
    first = motor_page.subscribe("calibrate", thing_id=LEFT)
    details = {"motion": "down"} if command == "hold" else {}
    refused = other_page.subscribe(command, thing_id=LEFT, **details)
    assert refused.last == "refused"
    assert "lease" not in refused.events[0]
    assert refused.events[0]["text"] == {
        "category": "config_panel",
        "key": "motors.busy",
        "placeholders": {"name": "Living left", "person": motor_page.connection.user.name},
    }
    refused.unsubscribe()
    assert other_page.subscribe(command, thing_id=RIGHT, **details).last != "refused"
    first.end()
    assert other_page.subscribe(command, thing_id=LEFT, **details).last != "refused"
    other_page.close()


async def test_what_follows_waits_until_the_motor_has_stopped(motor_page: MotorPage) -> None:
    home, holding = motor_page.home, await held(motor_page)
    holding.end()
    again = motor_page.subscribe("hold", thing_id=LEFT, motion="down")
    given_up = motor_page.subscribe("hold", thing_id=LEFT, motion="up")
    assert given_up.last == "refused"
    await until(lambda: home.world.is_on(at(DOWN)))
    assert not home.world.is_on(at(UP))
    assert not home.world.shutters[next(iter(home.world.shutters))].both_on_count
    again.end()
    third = motor_page.subscribe("hold", thing_id=LEFT, motion="up")
    third.end()
    await until(lambda: third.last == "ended")
    assert not home.world.is_on(at(UP))


@pytest.mark.parametrize("command", ["identify", "hold", "calibrate"])
async def test_what_is_not_there_is_not_found(motor_page: MotorPage, command: str) -> None:
    details = {"thing_id": LEFT, **({"motion": "up"} if command == "hold" else {})}
    error = motor_page.error(command, entry_id="no such entry", **details)
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_entry")
    details["thing_id"] = "no such thing"
    error = motor_page.error(command, entry_id=motor_page.home.entry.entry_id, **details)
    assert (error["code"], error["translation_key"]) == ("not_found", "no_such_thing")


@pytest.mark.parametrize(
    ("command", "details"),
    [
        ("identify", {"index": 128}),
        ("identify", {"index": -1}),
        ("identify", {"index": 1, "thing_id": LEFT}),
        ("identify", {"index": True, "knowingly": "yes"}),
        ("hold", {"thing_id": LEFT, "motion": "off"}),
        ("hold", {"thing_id": LEFT}),
        ("calibrate", {}),
        ("calibrate/step", {"lease": "x", "action": "fly"}),
        ("calibrate/step", {"lease": "x", "action": "save", "up": "long"}),
        ("lease/renew", {}),
        ("lease/end", {"lease": 3}),
    ],
)
async def test_bad_input_is_refused(motor_page: MotorPage, command: str, details: dict[str, Any]) -> None:
    if "lease" not in command and "step" not in command:
        details = {"entry_id": motor_page.home.entry.entry_id, **details}
    assert motor_page.error(command, **details)["code"] == "invalid_format"


async def test_a_mistake_of_ours_is_told_and_ends_the_lease(
    motor_page: MotorPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_down(*_: object, run: Run | None = None, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("custom_components.ipcom.panel.hold._async_hold", break_down)
    holding = motor_page.subscribe("hold", thing_id=LEFT, motion="up")
    await until(lambda: holding.last == "refused")
    assert holding.why == "ipcom_error.message"
    assert not holding.renew()
    assert "ZeroDivisionError" in caplog.text


def test_what_has_not_begun_yet_can_be_ended(motor_page: MotorPage) -> None:
    run = Run(Page(motor_page.connection, 1), motor_page.home.entry, frozenset({at(UP)}), "Living left")
    run.async_lease_ended()
    run.async_unsubscribe()
    assert not run.alive
    assert motor_page.said == {}
