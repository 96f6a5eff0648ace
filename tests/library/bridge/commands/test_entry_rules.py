"""Which commands are let in."""

import pytest

from ipcom.bridge.commands.entry_rules import AGAIN_S, Arrival, EntryRules
from ipcom.bridge.commands.wishes import (
    About,
    GoTo,
    HaltMotor,
    PressImpulse,
    Request,
    RunToEnd,
    SwitchTo,
    ToggleOutput,
    Wish,
)
from ipcom.bridge.things import Thing, ThingKind, things_of
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice
from ipcom.simulator.house.house import House

DOOR = OutputDevice("door", "Door", Category.SWITCHES, DeviceType.IMPULSE, OutputAddress(16, 8))
THINGS = things_of(Devices((*House.demo().devices.outputs, DOOR)))
LAMP, BLIND, BELL = THINGS["hall"], THINGS["living-left-u"], THINGS["door"]
LATER = Arrival(100.0, retained=False, early=False, session="now")
EARLY = Arrival(100.0, retained=False, early=True, session="now")
KEPT = Arrival(100.0, retained=True, early=True, session="now")
FLAGGED = Arrival(100.0, retained=True, early=False, session="now")
NOTHING = About()
UP, PRESS, ON = RunToEnd(up=True), PressImpulse(), SwitchTo(on=True)


def refused(
    thing: Thing, wish: Wish, arrival: Arrival, about: About = NOTHING, *, strict: bool = False
) -> str | None:
    message = EntryRules(strict=strict).refusal(thing, Request(wish, about), arrival)
    return message.code if message else None


@pytest.mark.parametrize(("thing", "wish"), [(BLIND, UP), (BLIND, GoTo(4.0)), (BELL, PRESS)])
def test_nothing_moves_by_what_may_be_old(thing: Thing, wish: Wish) -> None:
    now, old = About(session="now"), About(session="before")
    assert refused(thing, wish, LATER) is None
    assert refused(thing, wish, KEPT) == "command_kept_by_broker"
    assert refused(thing, wish, FLAGGED, now) == "command_kept_by_broker"
    assert refused(thing, wish, EARLY) == "command_too_soon"
    assert refused(thing, wish, EARLY, old) == "command_of_old_session"
    assert refused(thing, wish, LATER, old) == "command_of_old_session"
    assert refused(thing, wish, EARLY, now) is None
    assert refused(thing, wish, LATER, strict=True) == "command_without_session"
    assert refused(thing, wish, LATER, now, strict=True) is None


def test_a_stop_is_let_in_unless_the_broker_kept_it() -> None:
    for arrival in (LATER, EARLY):
        for about in (About(), About(session="before"), About(session="now")):
            assert refused(BLIND, HaltMotor(), arrival, about, strict=True) is None
    assert refused(BLIND, HaltMotor(), KEPT) == "command_kept_by_broker"


def test_a_lamp_is_only_kept_from_what_the_broker_repeats() -> None:
    assert refused(LAMP, ON, KEPT) == "command_kept_by_broker"
    for arrival in (LATER, EARLY, FLAGGED):
        assert refused(LAMP, ON, arrival, About(session="before"), strict=True) is None


@pytest.mark.parametrize(("thing", "wish"), [(LAMP, ToggleOutput()), (BELL, PRESS)])
def test_the_same_again_is_taken_once_unless_each_has_an_id(thing: Thing, wish: Wish) -> None:
    rules = EntryRules()

    def at(moment: float, about: About = NOTHING) -> str | None:
        arrival = Arrival(moment, retained=False, early=False, session="now")
        message = rules.refusal(thing, Request(wish, about), arrival)
        return message.code if message else None

    assert at(10.0) is None
    assert at(10.0 + AGAIN_S - 0.01) == "command_repeated"
    assert at(10.5, About("a")) is None
    assert at(10.6, About("b")) is None
    assert at(10.0 + AGAIN_S) is None


def test_a_state_may_come_as_often_as_it_likes() -> None:
    rules = EntryRules()
    for _ in range(3):
        assert rules.refusal(LAMP, Request(ON), LATER) is None


def test_the_kinds_of_these() -> None:
    assert [each.kind for each in (LAMP, BLIND, BELL)] == [
        ThingKind.SWITCH,
        ThingKind.COVER,
        ThingKind.IMPULSE,
    ]
