"""What a page of the panel sets going is its person's in the activity, and *here* on the page Now."""

import asyncio
from typing import Any

import pytest

from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, at, until
from tests.integration.motor_pages import MotorPage
from tests.integration.panel.calibrating import COVER, LEFT, at_bottom, begun, going_up, motor

LAMP, KITCHEN = "light.kitchen", "subentry_3_4"
UP, DOWN = "5/2", "5/1"


def user_of(home: Home, entity_id: str) -> str | None:
    return home.whole_state(entity_id).context.user_id


def persons(home: Home, entity_id: str) -> list[tuple[str, str | None]]:
    """Follow the states of an entity from now on, each with the user that its cause has."""
    seen: list[tuple[str, str | None]] = []

    def changed(event: Any) -> None:
        if event.data["entity_id"] == entity_id and (new := event.data["new_state"]):
            seen.append((new.state, new.context.user_id))

    home.hass.bus.async_listen("state_changed", changed)
    return seen


def heard(home: Home) -> list[Any]:
    """Follow what is told of changes from outside."""
    events: list[Any] = []
    home.hass.bus.async_listen("ipcom_outside_change", events.append)
    return events


@pytest.fixture
def ada(motor_page: MotorPage) -> str:
    """The person whose page it is."""
    return str(motor_page.connection.user.id)


async def test_a_lamp_that_blinks_is_the_persons(motor_page: MotorPage, ada: str) -> None:
    home = motor_page.home
    seen, outside = persons(home, LAMP), heard(home)
    await motor_page.subscribe("identify", thing_id=KITCHEN).shows("done", 20)
    assert seen == [("on", ada), ("off", ada)] * 3
    assert not outside


async def test_a_lamp_that_the_end_of_a_lease_puts_back_is_the_persons(
    motor_page: MotorPage, ada: str
) -> None:
    home = motor_page.home
    identifying = motor_page.subscribe("identify", thing_id=KITCHEN)
    await home.shows(LAMP, "on")
    identifying.end()
    await home.shows(LAMP, "off")
    assert user_of(home, LAMP) == ada


async def test_a_shutter_that_nudges_is_the_persons(motor_page: MotorPage, ada: str) -> None:
    home = motor_page.home
    seen = persons(home, COVER)
    await motor_page.subscribe("identify", thing_id=LEFT).shows("done", 20)
    assert {state for state, _ in seen} >= {"opening", "closing"}
    assert {user for _, user in seen} == {ada}


@pytest.mark.parametrize(("motion", "state"), [("up", "opening"), ("down", "closing")])
async def test_a_run_that_is_held_is_the_persons_to_its_end(
    motor_page: MotorPage, ada: str, motion: str, state: str
) -> None:
    home = motor_page.home
    motor(home).place(50.0)
    holding = motor_page.subscribe("hold", thing_id=LEFT, motion=motion)
    await home.shows(COVER, state)
    assert user_of(home, COVER) == ada
    await holding.passes(8)
    holding.end()
    await home.shows(COVER, "unknown")
    assert user_of(home, COVER) == ada


async def test_a_stop_at_the_wall_is_not_the_persons_who_holds(motor_page: MotorPage, ada: str) -> None:
    home = motor_page.home
    motor_page.subscribe("hold", thing_id=LEFT, motion="up")
    await home.shows(COVER, "opening")
    home.gateway.press(at(UP))
    await home.shows(COVER, "unknown")
    assert user_of(home, COVER) is None


async def test_every_run_of_a_calibration_is_the_persons(motor_page: MotorPage, ada: str) -> None:
    home, seen = motor_page.home, persons(motor_page.home, COVER)
    calibration = await going_up(motor_page)
    await calibration.passes(6)
    calibration.step("arrived")
    await calibration.shows("going_down")
    await calibration.passes(6)
    calibration.step("arrived")
    await calibration.shows("measured")
    assert [state for state, _ in seen].count("opening") >= 1
    assert {user for _, user in seen} == {ada}
    assert user_of(home, COVER) == ada


async def test_a_run_after_the_command_of_another_is_the_persons_again(
    motor_page: MotorPage, ada: str
) -> None:
    home, calibration = motor_page.home, await at_bottom(motor_page)
    await calibration.while_renewed(home.call("cover", "close_cover", COVER))
    await calibration.while_renewed(home.call("cover", "stop_cover", COVER))
    assert user_of(home, COVER) is None
    await calibration.passes(2)
    assert calibration.step("up")
    await calibration.shows("going_up")
    assert user_of(home, COVER) == ada


async def test_a_page_that_goes_in_mid_run_stops_what_was_its_persons(
    motor_page: MotorPage, ada: str
) -> None:
    home = motor_page.home
    await begun(motor_page)
    motor_page.close()
    await home.shows(COVER, "unknown")
    assert user_of(home, COVER) == ada


async def test_two_pages_each_have_their_person(
    motor_page: MotorPage, ada: str, hass_read_only_user: Any
) -> None:
    home = motor_page.home
    bobs = MotorPage(home, hass_read_only_user)
    hass_read_only_user.is_owner = True
    first = motor_page.subscribe("identify", thing_id=KITCHEN)
    second = bobs.subscribe("hold", thing_id=LEFT, motion="up")
    await home.shows(LAMP, "on")
    await home.shows(COVER, "opening")
    assert (user_of(home, LAMP), user_of(home, COVER)) == (ada, hass_read_only_user.id)
    first.end()
    second.end()
    await until(lambda: second.last == "ended")


async def test_what_has_no_name_is_nobodys_last_command(motor_page: MotorPage, ada: str) -> None:
    causes = motor_page.home.entry.runtime_data.coordinator.causes
    index = OutputAddress.parse("7/1").index
    await motor_page.subscribe("identify", index=index).shows("done", 20)
    assert causes.of([OutputAddress.parse("7/1")]).user_id == ada


async def test_now_says_here_of_whatever_a_page_sets_going_and_outside_of_the_wall(
    motor_page: MotorPage,
) -> None:
    home = motor_page.home
    now = motor_page.subscribe("now/subscribe")
    await motor_page.subscribe("identify", thing_id=KITCHEN).shows("done", 20)
    holding = motor_page.subscribe("hold", thing_id=LEFT, motion="up")
    await home.shows(COVER, "opening")
    holding.end()
    await until(lambda: holding.last == "ended")
    (await begun(motor_page)).end()
    await asyncio.sleep(3)
    home.gateway.press(at("1/1"))
    await home.shows("light.hall", "on")
    told = [each for event in now.events if event["type"] == "changes" for each in event["changes"]]
    by_output = {each["index"]: set[bool]() for each in told}
    for each in told:
        by_output[each["index"]].add(each["own"])
    expected = {"3/4": {True}, UP: {True}, DOWN: {True}, "1/1": {False}}
    assert by_output == {OutputAddress.parse(place).index: own for place, own in expected.items()}
