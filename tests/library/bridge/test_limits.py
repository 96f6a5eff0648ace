"""The rest of the safety table: floods, sizes, ages, ids, answers, and what is on the wire; with the rules taken away."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any

import aiomqtt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcom.bridge.broker.broker_settings import BrokerSettings, MqttVersion
from ipcom.bridge.broker.mqtt import BrokerUnreachable, connected
from ipcom.bridge.commands import command_intake, payloads, thing_worker
from ipcom.bridge.commands.command_results import ResultMemory, new_decision
from ipcom.bridge.commands.command_slots import CommandSlots, WaitingCommand
from ipcom.bridge.commands.thing_worker import ThingWorker
from ipcom.bridge.commands.wishes import HaltMotor
from ipcom.bridge.house.house_bridge import HouseBridge
from ipcom.bridge.topics import Topics
from tests.library.bridge import bridge_rig
from tests.library.bridge.bridge_rig import Rig, bridged, listener
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.commands.test_payloads import PAYLOADS
from tests.library.bridge.house.test_house_bridge import (
    test_a_bridge_without_commands_only_shows_the_house as row_without_commands,
)
from tests.library.bridge.house.test_house_bridge import (
    test_a_broker_that_goes_away_stops_nothing_that_moves as row_of_a_broker_that_goes,
)
from tests.library.bridge.house.test_house_bridge import (
    test_an_answer_goes_where_it_was_asked_for_but_never_to_another_house as row_of_answers,
)
from tests.library.bridge.house.test_house_bridge import (
    test_mistakes_are_answered_with_what_to_write as row_of_mistakes,
)
from tests.library.bridge.house.test_house_bridge import (
    test_two_who_command_at_once_are_both_told as row_of_two,
)
from tests.library.bridge.mutating import mutate
from tests.library.bridge.test_safety import COVER, DOOR, LAMP, kept_for, small_house
from tests.library.bridge.test_safety import (
    test_a_scene_with_one_part_that_is_refused_does_nothing as row_of_a_scene,
)
from tests.library.bridge.test_safety import (
    test_what_is_too_old_when_it_could_leave_is_dropped as row_of_an_age,
)

NAMES = (f"limit-{number}" for number in itertools.count())
MAXIMUM_PACKET_SIZE, SESSION_EXPIRY = 0x27, 0x11

pytestmark = pytest.mark.usefixtures("no_quiet_time")


@pytest.fixture
def name() -> str:
    return next(NAMES)


async def test_a_flood_starves_neither_the_stops_of_a_house_nor_another_house(
    shared_broker: BrokerProcess, name: str
) -> None:
    """A thousand commands a second on the topic of a lamp."""
    port = shared_broker.port
    async with (
        bridged(port, house=small_house(), name=name) as flooded,
        bridged(port, house=small_house(), name=f"{name}-b") as other,
        listener(port) as sender,
    ):
        await flooded.result_of(COVER, f"{COVER}/set", "OPEN")
        flood = asyncio.ensure_future(_thousand_a_second(sender.client, flooded.topic(f"{LAMP}/set"), 20))
        await asyncio.sleep(1.0)
        for rig, thing, rest, payload in (
            (other, LAMP, f"{LAMP}/set", {"state": "ON", "id": "other"}),
            (flooded, COVER, f"{COVER}/stop", {"id": "stop"}),
        ):
            async with asyncio.timeout(5.0):
                assert (await rig.result_of(thing, rest, payload))["result"] == "confirmed"
        assert not flood.done(), "both were answered while it went on"
        flood.cancel()
        await asyncio.gather(flood, return_exceptions=True)
        assert (await flooded.result_of(COVER, f"{COVER}/set", {"state": "OPEN", "id": "z"}))["id"] == "z"


async def _thousand_a_second(client: aiomqtt.Client, topic: str, seconds: int) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(1000 * seconds):
        await client.publish(topic, "ON" if number % 2 else "OFF", qos=0)
        if number % 20 == 0:
            await asyncio.sleep(max(0.0, began + number / 1000 - loop.time()))


async def test_an_expiry_of_mqtt_counts_too(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.gateway.stop()
        told = await rig.result_of(COVER, f"{COVER}/set", {"state": "OPEN"}, MessageExpiryInterval=1)
        await rig.gateway.start()
        assert (told["result"], told.get("code")) == ("failed", "command_expired")
        await asyncio.sleep(2.0)
        assert rig.relay_frames() == 0


async def test_an_id_is_known_again_after_an_outage_of_the_broker(broker: BrokerProcess, name: str) -> None:
    async with bridged(broker.port, house=small_house(), name=name) as rig:
        command = {"state": "OPEN", "id": "once"}
        assert (await rig.result_of(COVER, f"{COVER}/set", command))["result"] == "confirmed"
        await rig.result_of(COVER, f"{COVER}/stop", "")
        before = rig.relay_frames()
        broker.stop()
        broker.start()
        async with listener(broker.port) as later:
            topics = rig.topics
            await later.client.subscribe(f"{topics.root}/#", qos=1)
            await later.until(lambda: any(r["state"] == "online" for r in later.records(topics.link)))
            await later.send(rig.topic(f"{COVER}/set"), command)
            await later.until(lambda: later.records(rig.topic(f"{COVER}/result")))
            assert later.last(rig.topic(f"{COVER}/result"))["result"] == "confirmed"
        await asyncio.sleep(0.7)
        assert rig.relay_frames() == before


async def test_what_the_broker_has_kept_does_nothing_with_the_older_mqtt(
    shared_broker: BrokerProcess, name: str
) -> None:
    """The flag of a stored message is seen with 3.1.1, too; that of one published meanwhile is not."""
    await kept_for(shared_broker.port, name, f"{COVER}/set", "OPEN")
    async with bridged(shared_broker.port, house=small_house(), name=name, version=MqttVersion.V311) as rig:
        result = rig.topic(f"{COVER}/result")
        await rig.other.until(lambda: rig.other.records(result))
        assert rig.other.last(result)["code"] == "command_kept_by_broker"
        await asyncio.sleep(0.5)
        assert rig.relay_frames() == 0
    await kept_for(shared_broker.port, name, f"{COVER}/set", "")


def test_every_payload_is_answered_once_and_ends_nothing(shared_broker: BrokerProcess) -> None:
    @settings(max_examples=6, deadline=None)
    @given(st.lists(PAYLOADS.filter(bool), min_size=40, max_size=40))
    def play(sent: list[bytes]) -> None:
        asyncio.run(_all_answered(shared_broker.port, next(NAMES), sent))

    play()


async def _all_answered(port: int, name: str, sent: list[bytes]) -> None:
    async with bridged(port, house=small_house(), name=name) as rig:
        for payload in sent:
            for rest in (f"{LAMP}/set", f"{DOOR}/set", f"{COVER}/set", f"{COVER}/position/set"):
                await rig.other.send(rig.topic(rest), payload)
        last = {"state": "OFF", "id": "the last"}
        await rig.other.send(rig.topic(f"{LAMP}/set"), last)
        await rig.other.until(lambda: _count(rig, LAMP) > len(sent))
        await rig.other.until(lambda: _count(rig, COVER) >= 2 * len(sent))
        await rig.other.until(lambda: _count(rig, DOOR) >= len(sent))
        assert (_count(rig, LAMP), _count(rig, COVER), _count(rig, DOOR)) == (
            len(sent) + 1,
            2 * len(sent),
            len(sent),
        )
        (shutter,) = rig.gateway.house.devices.shutters
        assert rig.gateway.house.world.shutters[shutter.pair].both_on_count == 0


def _count(rig: Rig, thing: str) -> int:
    return len(rig.other.payloads(rig.topic(f"{thing}/result")))


async def test_the_first_packet_says_what_the_bridge_takes() -> None:
    """Clean start, a keep-alive of 15 s, no session expiry, and 64 KiB at most, as MQTT 5 writes it."""
    heard: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(1000))
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(BrokerUnreachable):
            async with connected(BrokerSettings("127.0.0.1", port), "127.0.0.1", "w", None, print):
                pass
    packet = heard[0]
    assert packet[:1] == b"\x10"
    assert packet[2:9] == b"\x00\x04MQTT\x05"
    flags, keep_alive, properties = packet[9], int.from_bytes(packet[10:12]), packet[13 : 13 + packet[12]]
    assert (flags, keep_alive) == (0x02, 15)
    assert properties == bytes([MAXIMUM_PACKET_SIZE]) + (65_536).to_bytes(4)
    assert SESSION_EXPIRY not in properties


def _without_ages(patch: pytest.MonkeyPatch) -> None:
    mutate(patch, command_intake, "_waiting", "arrival.at + age if isfinite(age) else inf", "inf")


def _without_a_second_look(patch: pytest.MonkeyPatch) -> None:
    """The age is looked at when a command begins, and not again when its frame is to leave."""
    limit = "asyncio.timeout_at(None if command.deadline == inf else command.deadline)"
    mutate(patch, ThingWorker, "_result", limit, "asyncio.timeout_at(None)")


def _without_memory(patch: pytest.MonkeyPatch) -> None:
    mutate(patch, ResultMemory, "opened", "if command is None:", "if True:")


def _answering_anywhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Topics, "replies", "")


def _reading_any_length(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(payloads, "MAX_PAYLOAD", 1_000_000)


def _listening_all_the_same(patch: pytest.MonkeyPatch) -> None:
    """The connections are made as for a bridge that takes commands."""
    mutate(patch, HouseBridge, "_made_links", "if plan.commands", "if True")


def _stopping_with_the_broker(patch: pytest.MonkeyPatch) -> None:
    def stop(self: ThingWorker) -> None:
        self.put(WaitingCommand(HaltMotor(), new_decision(lambda _result: None)))

    patch.setattr(ThingWorker, "drop_waiting", stop)


def _telling_only_the_newest(patch: pytest.MonkeyPatch) -> None:
    mutate(patch, CommandSlots, "_drop", "self._newest.decision.decide(result)", "pass")
    mutate(patch, thing_worker, "_told", "CommandResult(end,", "CommandResult(CommandEnd.CONFIRMED,")


def _doing_what_is_left_of_a_scene(patch: pytest.MonkeyPatch) -> None:
    mutate(patch, command_intake.CommandIntake, "_take_scene", "if refused:", "if False:")


ROWS: list[tuple[Any, Callable[..., Awaitable[None]], bool]] = [
    (_without_ages, row_of_an_age, False),
    (_without_a_second_look, row_of_an_age, False),
    (_without_ages, test_an_expiry_of_mqtt_counts_too, False),
    (_without_memory, test_an_id_is_known_again_after_an_outage_of_the_broker, True),
    (_answering_anywhere, row_of_answers, False),
    (_reading_any_length, row_of_mistakes, False),
    (_listening_all_the_same, row_without_commands, False),
    (_stopping_with_the_broker, row_of_a_broker_that_goes, True),
    (_telling_only_the_newest, row_of_two, False),
    (_doing_what_is_left_of_a_scene, row_of_a_scene, False),
]


@pytest.mark.parametrize(
    ("mutant", "row", "own"), ROWS, ids=[f"{r[0].__name__}-{r[1].__name__}" for r in ROWS]
)
async def test_without_its_rule_a_row_turns_red(
    request: pytest.FixtureRequest,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    mutant: Any,
    row: Callable[..., Awaitable[None]],
    own: bool,
) -> None:
    """`own` rows end their broker, and so have one of their own."""
    fixture = "broker" if own else "shared_broker"
    mutant(monkeypatch)
    monkeypatch.setattr(bridge_rig, "HEARD_WITHIN_S", 6.0)
    with pytest.raises((AssertionError, TimeoutError, KeyError)):
        await row(**{fixture: request.getfixturevalue(fixture)}, name=name)
