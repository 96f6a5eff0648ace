"""A stop: on whatever topic and in whatever form, it discards what came before it and leaves what comes after it."""

import asyncio
import itertools
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ipcom.bridge.commands.command_slots import CommandSlots
from ipcom.bridge.commands.entry_rules import EntryRules
from ipcom.bridge.house.house_control import HouseControl
from ipcom.model.address import OutputAddress
from tests.library.bridge import bridge_rig
from tests.library.bridge.bridge_rig import Rig, bridged
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.mutating import mutate
from tests.library.bridge.test_safety import COVER, LAMP, small_house

NAMES = (f"stop-{number}" for number in itertools.count())
FORMS = [
    (f"{COVER}/set", "STOP"),
    (f"{COVER}/set", "stop"),
    (f"{COVER}/set", '{"state": "STOP"}'),
    (f"{COVER}/set", '{"state": "STOP", "position": 40}'),
    (f"{COVER}/set", '{"value": "Stop", "colour": 1, "max_age": -1}'),
    (f"{COVER}/position/set", "STOP"),
    (f"{COVER}/position/set", '{"position": "STOP"}'),
    (f"{COVER}/tilt/set", "STOP"),
    (f"{COVER}/tilt/set", '{"state": "STOP"}'),
    (f"{COVER}/stop", "STOP"),
    (f"{COVER}/stop", ""),
    (f"{COVER}/stop", "OPEN"),
    (f"{COVER}/stop", "{"),
    (f"{COVER}/stop", "x" * 5000),
]
SCENES = [json.dumps({COVER: "STOP"}), json.dumps({COVER: {"state": "STOP"}, LAMP: "ON"})]

pytestmark = pytest.mark.usefixtures("no_quiet_time")


@pytest.fixture
def name() -> str:
    return next(NAMES)


def relays(rig: Rig) -> tuple[OutputAddress, OutputAddress]:
    (shutter,) = rig.gateway.house.devices.shutters
    return shutter.pair.addresses


def running(rig: Rig) -> list[bool]:
    """Whether the relay for up and the one for down are on."""
    return [bool(rig.gateway.house.world.value(each)) for each in relays(rig)]


def ends(rig: Rig) -> dict[str | None, str]:
    """What became of the commands with an id, and why."""
    told = rig.other.records(rig.topic(f"{COVER}/result"))
    return {each["id"]: each.get("code") or each["result"] for each in told}


async def at_once(rig: Rig, *messages: tuple[str, str]) -> None:
    """Send all while the program stands still, so that it reads them together."""
    for rest, payload in messages:
        await rig.other.client.publish(rig.topic(rest), payload, qos=0)
    time.sleep(0.3)  # noqa: ASYNC251 - the loop stands still


@pytest.mark.parametrize(("rest", "payload"), FORMS)
async def test_a_stop_discards_what_came_before_it(
    shared_broker: BrokerProcess, name: str, rest: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        position = (f"{COVER}/position/set", '{"position": 40, "id": "before"}')
        await at_once(rig, (f"{COVER}/set", '{"state": "OPEN", "id": "first"}'), position, (rest, payload))
        await rig.other.until(lambda: len(ends(rig)) == 3)
        assert ends(rig) == {"first": "command_replaced", "before": "command_discarded", None: "confirmed"}
        await asyncio.sleep(0.5)
        assert running(rig) == [False, False]
        states = [each["state"] for each in rig.other.records(rig.topic(f"{COVER}/state"))]
        assert not {"opening", "closing"} & set(states)


@pytest.mark.parametrize(("rest", "payload"), FORMS[::4])
async def test_what_comes_after_a_stop_stands(
    shared_broker: BrokerProcess, name: str, rest: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        after = (f"{COVER}/set", '{"state": "OPEN", "id": "after"}')
        await at_once(rig, (rest, payload), after)
        await rig.other.until(lambda: "after" in ends(rig))
        await asyncio.sleep(0.3)
        assert ends(rig)["after"] == "confirmed"
        assert running(rig) == [True, False]


@pytest.mark.parametrize(("rest", "payload"), [*FORMS[::3], *(("set", scene) for scene in SCENES)])
async def test_a_stop_ends_what_is_being_carried_out(
    shared_broker: BrokerProcess, name: str, rest: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        assert (await rig.result_of(COVER, f"{COVER}/set", "OPEN"))["result"] == "confirmed"
        assert running(rig) == [True, False]
        told_as = "" if rest == "set" else COVER
        assert (await rig.result_of(told_as, rest, payload))["result"] == "confirmed"
        assert running(rig) == [False, False]


async def test_a_stop_with_the_retain_flag_stops_nothing(shared_broker: BrokerProcess, name: str) -> None:
    """The broker would repeat it after every connection, and end whatever moves then."""
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.result_of(COVER, f"{COVER}/set", "OPEN")
        before = rig.relay_frames()
        for rest, payload in ((f"{COVER}/stop", "STOP"), (f"{COVER}/set", "STOP")):
            told = await rig.result_of(COVER, rest, payload, retain=True)
            assert told.get("code") == "command_kept_by_broker"
            await rig.other.send(rig.topic(rest), "", retain=True)
        await asyncio.sleep(0.5)
        assert rig.relay_frames() == before
        assert running(rig) == [True, False]


def _stopping_once_more_later(patch: pytest.MonkeyPatch) -> None:
    again = "await shutter.stop(); await __import__('asyncio').sleep(0.4); await shutter.stop()"
    mutate(patch, HouseControl, "_move", "await shutter.stop()", again)


def _keeping_what_came_before(patch: pytest.MonkeyPatch) -> None:
    mutate(patch, CommandSlots, "put", "self._drop(DISCARDED)", "pass")


def _letting_kept_stops_in(patch: pytest.MonkeyPatch) -> None:
    mutate(
        patch,
        EntryRules,
        "_as_old",
        "if arrival.retained:",
        "if arrival.retained and not isinstance(request.wish, HaltMotor):",
    )


ROWS: list[tuple[Any, Callable[..., Awaitable[None]], dict[str, Any]]] = [
    (
        _keeping_what_came_before,
        test_a_stop_discards_what_came_before_it,
        {"rest": f"{COVER}/set", "payload": "STOP"},
    ),
    (
        _stopping_once_more_later,
        test_what_comes_after_a_stop_stands,
        {"rest": f"{COVER}/stop", "payload": "STOP"},
    ),
    (_letting_kept_stops_in, test_a_stop_with_the_retain_flag_stops_nothing, {}),
]


@pytest.mark.parametrize(("mutant", "row", "arguments"), ROWS, ids=[row[0].__name__ for row in ROWS])
async def test_without_its_rule_a_row_turns_red(
    shared_broker: BrokerProcess,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    mutant: Any,
    row: Callable[..., Awaitable[None]],
    arguments: dict[str, Any],
) -> None:
    mutant(monkeypatch)
    monkeypatch.setattr(bridge_rig, "HEARD_WITHIN_S", 6.0)
    with pytest.raises((AssertionError, TimeoutError)):
        await row(shared_broker=shared_broker, name=name, **arguments)
