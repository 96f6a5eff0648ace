"""The safety table: what is sent through the broker, how many relay frames the gateway saw, and what was answered.

Each row that no frame may follow has a rule of its own. The last tests take each rule away and see its row turn red.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from ipcom.bridge.broker import broker_link
from ipcom.bridge.commands import entry_rules
from ipcom.bridge.commands.command_results import ResultMemory
from ipcom.bridge.commands.entry_rules import EntryRules
from ipcom.bridge.topics import Topics
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice
from ipcom.simulator.house.house import House
from tests.library.bridge.bridge_rig import Rig, bridged, listener
from tests.library.bridge.broker_process import BrokerProcess

COVER, LAMP, DOOR = "living-left-u", "lamp", "door"
NAMES = (f"safe-{number}" for number in itertools.count())
Payload = str | dict[str, Any]

pytestmark = pytest.mark.usefixtures("no_quiet_time")


def small_house() -> House:
    """A shutter, a lamp and a door opener."""
    shutter = [each for each in House.demo().devices.outputs if each.display_name == "Living left"]
    lamp = OutputDevice(LAMP, "Lamp", Category.LIGHTS, DeviceType.LIGHT, OutputAddress(3, 1))
    door = OutputDevice(DOOR, "Door", Category.SWITCHES, DeviceType.IMPULSE, OutputAddress(3, 2))
    return House.of(Devices((*shutter, lamp, door)))


@pytest.fixture
def name() -> str:
    """A house of its own for each test: no other test has its topics."""
    return next(NAMES)


async def kept_for(port: int, name: str, rest: str, payload: str) -> None:
    async with listener(port) as sender:
        await sender.send(f"ipcom/{name}/{rest}", payload, retain=True)


async def refused(rig: Rig, thing: str, topic: str, payload: Payload, **properties: Any) -> str:
    """Send a command, see that nothing leaves for the house, and return the code of its result."""
    before = rig.relay_frames()
    result = await rig.result_of(thing, topic, payload, **properties)
    await asyncio.sleep(0.7)
    assert rig.relay_frames() == before
    assert result["result"] == "refused", result
    return str(result["code"])


@pytest.mark.parametrize(
    ("thing", "rest", "payload"),
    [
        (COVER, "set", "OPEN"),
        (COVER, "position/set", "40"),
        (COVER, "stop", "STOP"),
        (DOOR, "set", "PRESS"),
        (LAMP, "set", "ON"),
    ],
)
async def test_what_the_broker_has_kept_does_nothing(
    shared_broker: BrokerProcess,
    name: str,
    thing: str,
    rest: str,
    payload: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(broker_link, "TICKS", 12)
    await kept_for(shared_broker.port, name, f"{thing}/{rest}", payload)
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        result = rig.topic(f"{thing}/result")
        await rig.other.until(lambda: rig.other.records(result))
        assert rig.other.last(result)["code"] == "command_kept_by_broker"
        await asyncio.sleep(0.5)
        assert rig.relay_frames() == 0
    await kept_for(shared_broker.port, name, f"{thing}/{rest}", "")


@pytest.mark.parametrize(("thing", "payload"), [(COVER, "OPEN"), (DOOR, "PRESS")])
async def test_a_command_with_the_retain_flag_moves_nothing(
    shared_broker: BrokerProcess, name: str, thing: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        code = await refused(rig, thing, f"{thing}/set", payload, retain=True)
        assert code == "command_kept_by_broker"
    await kept_for(shared_broker.port, name, f"{thing}/set", "")


@pytest.mark.parametrize(("thing", "payload"), [(COVER, "OPEN"), (DOOR, "PRESS")])
async def test_within_three_seconds_of_the_connection_only_the_session_counts(
    shared_broker: BrokerProcess, name: str, thing: str, payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_link, "TICKS", 40)
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        assert await refused(rig, thing, f"{thing}/set", payload) == "command_too_soon"
        old = {"state": payload, "session": "of-yesterday"}
        assert await refused(rig, thing, f"{thing}/set", old) == "command_of_old_session"
        now = {"state": payload, "session": rig.session}
        assert (await rig.result_of(thing, f"{thing}/set", now))["result"] == "confirmed"


async def test_after_three_seconds_a_command_without_a_session_is_taken(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_link, "TICKS", 12)
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await asyncio.sleep(3.2)
        assert (await rig.result_of(COVER, f"{COVER}/set", "OPEN"))["result"] == "confirmed"


async def test_the_three_seconds_do_not_pass_while_the_program_stands_still(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_link, "TICKS", 12)
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.other.send(rig.topic(f"{COVER}/set"), "OPEN")
        time.sleep(3.5)  # noqa: ASYNC251 - the loop stands still, as it does in a busy program
        result = rig.topic(f"{COVER}/result")
        await rig.other.until(lambda: rig.other.records(result))
        assert rig.other.last(result)["code"] == "command_too_soon"
        assert rig.relay_frames() == 0


@pytest.mark.parametrize(("thing", "payload"), [(COVER, "OPEN"), (DOOR, "PRESS")])
async def test_a_command_of_an_older_session_moves_nothing(
    shared_broker: BrokerProcess, name: str, thing: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        old = {"state": payload, "session": "of-yesterday"}
        assert await refused(rig, thing, f"{thing}/set", old) == "command_of_old_session"


@pytest.mark.parametrize(("thing", "payload"), [(COVER, "OPEN"), (DOOR, "PRESS")])
async def test_a_strict_house_wants_the_session(
    shared_broker: BrokerProcess, name: str, thing: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name, strict=True) as rig:
        assert await refused(rig, thing, f"{thing}/set", payload) == "command_without_session"
        assert (await rig.result_of(LAMP, f"{LAMP}/set", "ON"))["result"] == "confirmed"
        now = {"state": payload, "session": rig.session}
        assert (await rig.result_of(thing, f"{thing}/set", now))["result"] == "confirmed"


async def test_a_repeated_id_gets_the_same_result_and_does_nothing(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        first = await rig.result_of(COVER, f"{COVER}/set", {"state": "OPEN", "id": "a"})
        assert first["result"] == "confirmed"
        await rig.result_of(COVER, f"{COVER}/stop", "STOP")
        before = rig.relay_frames()
        again = await rig.result_of(COVER, f"{COVER}/set", {"state": "OPEN", "id": "a"})
        await asyncio.sleep(0.7)
        assert (again["result"], again["id"]) == ("confirmed", "a")
        assert rig.relay_frames() == before


@pytest.mark.parametrize(("thing", "payload"), [(LAMP, "TOGGLE"), (DOOR, "PRESS")])
async def test_the_same_toggle_or_impulse_within_two_seconds_is_one(
    shared_broker: BrokerProcess, name: str, thing: str, payload: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        assert (await rig.result_of(thing, f"{thing}/set", payload))["result"] == "confirmed"
        assert await refused(rig, thing, f"{thing}/set", payload) == "command_repeated"


async def test_a_scene_with_one_part_that_is_refused_does_nothing(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        before = rig.relay_frames()
        scene = {LAMP: "ON", COVER: "OPEN", "session": "of-yesterday"}
        result = await rig.result_of("", "set", scene)
        await asyncio.sleep(0.7)
        assert result["result"] == "refused"
        assert set(result["things"]) == {LAMP, COVER}
        assert rig.relay_frames() == before


async def test_what_is_too_old_when_it_could_leave_is_dropped(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.gateway.stop()
        result = await rig.result_of(COVER, f"{COVER}/set", {"state": "OPEN", "max_age": 0.5})
        await rig.gateway.start()
        assert (result["result"], result["code"]) == ("failed", "command_expired")
        await asyncio.sleep(2.0)
        assert rig.relay_frames() == 0


ORIGINAL: Any = EntryRules.refusal
OPENED: Any = ResultMemory.opened
MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "retain": lambda patch: patch.setattr(EntryRules, "refusal", _judged_as(retained=False), raising=True),
    "early": lambda patch: patch.setattr(EntryRules, "refusal", _judged_as(early=False)),
    "session": lambda patch: patch.setattr(EntryRules, "refusal", _judged_without_session()),
    "strict": lambda patch: patch.setattr(
        EntryRules, "refusal", lambda self, *rest: ORIGINAL(EntryRules(), *rest)
    ),
    "again": lambda patch: patch.setattr(entry_rules, "AGAIN_S", 0.0),
    "id": lambda patch: patch.setattr(
        ResultMemory, "opened", lambda self, _id, *rest, **more: OPENED(self, None, *rest, **more)
    ),
}


def _judged_as(**other: bool) -> Callable[..., Any]:
    return lambda self, thing, request, arrival: ORIGINAL(self, thing, request, replace(arrival, **other))


def _judged_without_session() -> Callable[..., Any]:
    def judged(self: EntryRules, thing: Any, request: Any, arrival: Any) -> Any:
        return ORIGINAL(self, thing, replace(request, about=replace(request.about, session=None)), arrival)

    return judged


ROWS: list[tuple[str, Callable[..., Awaitable[None]], dict[str, Any]]] = [
    ("retain", test_a_command_with_the_retain_flag_moves_nothing, {"thing": COVER, "payload": "OPEN"}),
    ("session", test_a_command_of_an_older_session_moves_nothing, {"thing": COVER, "payload": "OPEN"}),
    ("strict", test_a_strict_house_wants_the_session, {"thing": COVER, "payload": "OPEN"}),
    (
        "again",
        test_the_same_toggle_or_impulse_within_two_seconds_is_one,
        {"thing": LAMP, "payload": "TOGGLE"},
    ),
    ("id", test_a_repeated_id_gets_the_same_result_and_does_nothing, {}),
]


@pytest.mark.parametrize(("rule", "row", "arguments"), ROWS, ids=[row[0] for row in ROWS])
async def test_without_its_rule_a_row_turns_red(
    shared_broker: BrokerProcess,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    rule: str,
    row: Callable[..., Awaitable[None]],
    arguments: dict[str, Any],
) -> None:
    MUTANTS[rule](monkeypatch)
    with pytest.raises(AssertionError):
        await row(shared_broker=shared_broker, name=name, **arguments)


async def test_without_the_quiet_time_an_early_command_moves_something(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTANTS["early"](monkeypatch)
    with pytest.raises(AssertionError):
        await test_within_three_seconds_of_the_connection_only_the_session_counts(
            shared_broker, name, COVER, "OPEN", monkeypatch
        )


async def test_a_sender_that_kept_its_commands_is_refused_after_an_outage_of_the_broker(
    broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender has the session of before; what it sends when the broker is back names an older one."""
    monkeypatch.setattr(broker_link, "TICKS", 12)
    async with bridged(broker.port, house=small_house(), name=name) as rig:
        old = rig.session
        broker.stop()
        await asyncio.sleep(0.3)
        broker.start()
        async with listener(broker.port) as sender:
            topics = Topics("ipcom", name)
            await sender.client.subscribe(f"{topics.root}/#", qos=1)
            await sender.until(
                lambda: [r for r in sender.records(topics.link) if r.get("session") not in (None, old)]
            )
            for payload in ({"state": "OPEN", "session": old}, "OPEN"):
                await sender.send(topics.of(COVER, "set"), payload)  # type: ignore[arg-type]
            result = f"{topics.root}/{COVER}/result"
            await sender.until(lambda: len(sender.records(result)) == 2)
            codes = [record["code"] for record in sender.records(result)]
        assert codes == ["command_of_old_session", "command_too_soon"]
        assert rig.relay_frames() == 0
