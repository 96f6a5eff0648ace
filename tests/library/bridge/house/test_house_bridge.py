"""One house on a broker: states, commands and what becomes of them, floods, outages and two bridges at once."""

import asyncio
import itertools
import json
import time
from typing import Any

import aiomqtt
import pytest

from ipcom.bridge.broker import broker_link
from ipcom.bridge.broker.broker_settings import MqttVersion
from ipcom.bridge.broker.mqtt import NameTaken
from ipcom.bridge.broker.turns import LONGEST_S, HouseTurns, Turns
from ipcom.bridge.things import ThingKind
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from tests.library.bridge.bridge_rig import Rig, bridged, listener
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.test_safety import COVER, DOOR, LAMP, small_house

NAMES = (f"house-{number}" for number in itertools.count())
LAMP_AT = OutputAddress(3, 1)

pytestmark = pytest.mark.usefixtures("no_quiet_time")


@pytest.fixture
def name() -> str:
    return next(NAMES)


def state(rig: Rig, thing: str) -> dict[str, Any]:
    return rig.other.last(rig.topic(f"{thing}/state"))


def pair_of(rig: Rig) -> ShutterPair:
    (shutter,) = rig.gateway.house.devices.shutters
    return shutter.pair


async def test_a_wall_switch_shows_with_its_cause(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        rig.gateway.press(LAMP_AT)
        await rig.other.until(lambda: state(rig, LAMP)["state"] == "ON")
        assert state(rig, LAMP)["cause"] == "outside"
        await rig.result_of(LAMP, f"{LAMP}/set", "OFF")
        await rig.other.until(lambda: state(rig, LAMP)["confirmed"] and state(rig, LAMP)["state"] == "OFF")
        assert state(rig, LAMP)["cause"] == "bridge"


async def test_a_shutter_goes_to_its_position_and_tells_the_way(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        assert (await rig.result_of(COVER, f"{COVER}/set", "OPEN"))["result"] == "confirmed"
        assert state(rig, COVER)["state"] == "opening"
        assert (await rig.result_of(COVER, f"{COVER}/set", "STOP"))["result"] == "confirmed"
        await rig.other.until(lambda: state(rig, COVER)["state"] in ("open", "stopped"))
        assert not any(rig.gateway.house.world.value(each) for each in pair_of(rig).addresses)


async def test_states_are_kept_for_who_comes_later_and_results_are_not(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.result_of(LAMP, f"{LAMP}/set", "ON")
        async with listener(shared_broker.port) as later:
            await later.client.subscribe(f"{rig.topics.root}/#")
            await asyncio.sleep(0.5)
            heard = {str(each.topic).removeprefix(f"{rig.topics.root}/") for each in later.heard}
        parts = {f"{thing}/{part}" for thing in (COVER, LAMP, DOOR) for part in ("state", "availability")}
        assert heard == parts | {"$link"}


async def test_an_answer_goes_where_it_was_asked_for_but_never_to_another_house(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        reply = rig.topic("reply/me")
        asked = {"ResponseTopic": reply, "CorrelationData": b"7"}
        await rig.result_of(LAMP, f"{LAMP}/set", {"state": "ON", "id": "x"}, **asked)
        await rig.other.until(lambda: rig.other.payloads(reply))
        (answer,) = [each for each in rig.other.heard if str(each.topic) == reply]
        assert answer.properties is not None
        assert answer.properties.CorrelationData == b"7"  # type: ignore[attr-defined]
        assert rig.other.last(reply)["id"] == "x"
        async with listener(shared_broker.port) as stranger:
            await stranger.client.subscribe("ipcom/elsewhere/#")
            for foreign in ("ipcom/elsewhere/lamp/set", f"{rig.topics.root}/{LAMP}/state"):
                await rig.result_of(LAMP, f"{LAMP}/set", "OFF", ResponseTopic=foreign)
            await asyncio.sleep(0.3)
            assert not stranger.heard
        assert "result" not in state(rig, LAMP)


async def test_a_scene_is_one_frame_a_module(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, name=name) as rig:
        lamps = [each.id for each in rig.things.values() if each.kind == "switch"]
        modules = {rig.things[each].addresses[0].module for each in lamps}
        before = rig.relay_frames()
        result = await rig.result_of("", "set", {**dict.fromkeys(lamps, "ON"), "id": "evening"})
        assert (result["result"], result["id"]) == ("confirmed", "evening")
        assert rig.relay_frames() - before == len(modules)


async def test_a_stop_arrives_in_a_flood_that_lasts_while_the_program_stands_still(
    shared_broker: BrokerProcess, name: str
) -> None:
    """A thousand commands wait at a lamp's topic and as many at the shutter's own; the stop comes after them."""
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.result_of(COVER, f"{COVER}/set", "OPEN")
        for number in range(1000):
            await rig.other.client.publish(rig.topic(f"{LAMP}/set"), "ON" if number % 2 else "OFF", qos=0)
            await rig.other.client.publish(rig.topic(f"{COVER}/position/set"), str(number % 100), qos=0)
        await rig.other.client.publish(rig.topic(f"{COVER}/stop"), '{"id": "the stop"}', qos=0)
        await asyncio.sleep(0)
        time.sleep(3.0)  # noqa: ASYNC251 - the loop stands still
        results = rig.topic(f"{COVER}/result")
        await rig.other.until(lambda: "the stop" in {each["id"] for each in rig.other.records(results)})
        await asyncio.sleep(1.5)
        values = [rig.gateway.house.world.value(each) for each in pair_of(rig).addresses]
        assert values == [0, 0], "nothing that came before the stop comes after it"
        assert rig.gateway.house.world.shutters[pair_of(rig)].both_on_count == 0


async def test_two_who_command_at_once_are_both_told(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        for command, payload in (("first", "OPEN"), ("second", "CLOSE")):
            await rig.other.send(rig.topic(f"{COVER}/set"), {"state": payload, "id": command})
        results = rig.topic(f"{COVER}/result")
        await rig.other.until(lambda: len(rig.other.records(results)) == 2)
        told = {record["id"]: record["result"] for record in rig.other.records(results)}
        assert told == {"first": "superseded", "second": "confirmed"}
        assert rig.gateway.house.world.shutters[pair_of(rig)].both_on_count == 0


async def test_mistakes_are_answered_with_what_to_write(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        before = rig.relay_frames()
        wrong = await rig.result_of(LAMP, f"{LAMP}/set", {"state": "bright", "id": "w"})
        assert (wrong["result"], wrong["id"]) == ("refused", "w")
        assert "ON, OFF or TOGGLE" in wrong["text"]
        unknown = await rig.result_of("attic", "attic/set", "ON")
        assert unknown["code"] == "unknown_thing"
        assert LAMP in unknown["text"]
        long = await rig.result_of(LAMP, f"{LAMP}/set", "x" * 5000)
        assert long["code"] == "payload_too_long"
        assert rig.relay_frames() == before


async def test_a_gateway_that_is_away_shows_and_comes_back(
    shared_broker: BrokerProcess, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        await rig.gateway.stop()
        available = rig.topic(f"{LAMP}/availability")
        await rig.other.until(lambda: rig.other.payloads(available)[-1] == "offline")
        await rig.other.until(lambda: rig.other.last(rig.topics.link)["gateway"] == "offline")
        failed = await rig.result_of(LAMP, f"{LAMP}/set", "ON")
        assert failed["result"] == "failed"
        await rig.gateway.start()
        await rig.other.until(lambda: rig.other.payloads(available)[-1] == "online")
    said = [each.message for each in caplog.records if each.name == "ipcom.bridge"]
    assert [text.partition(":")[2][:30] for text in said if "the gateway" in text] == [
        " the gateway is not reached: t",
        " the gateway is reached again",
    ]


async def test_a_broker_that_goes_away_stops_nothing_that_moves(broker: BrokerProcess, name: str) -> None:
    async with bridged(broker.port, house=small_house(), name=name) as rig:
        await rig.result_of(COVER, f"{COVER}/set", "OPEN")
        before, session = rig.relay_frames(), rig.session
        broker.stop()
        await asyncio.sleep(1.5)
        assert rig.relay_frames() == before
        assert any(rig.gateway.house.world.value(each) for each in pair_of(rig).addresses)
        broker.start()
        async with listener(broker.port) as later:
            await later.client.subscribe(f"{rig.topics.root}/#")
            await later.until(lambda: any(r["state"] == "online" for r in later.records(rig.topics.link)))
            assert later.last(rig.topics.link)["session"] != session
            await later.until(lambda: later.records(rig.topic(f"{COVER}/state")))


async def test_shutters_are_told_first_when_the_broker_is_back(
    broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_link, "SHORTEST_PAUSE_S", 3.0)
    async with bridged(broker.port, name=name) as rig:
        broker.stop()
        broker.start()
        async with listener(broker.port) as other:
            await other.client.subscribe(rig.topic("#"), qos=1)
            await other.until(lambda: other.payloads(rig.topics.link))
            told = [
                str(each.topic).split("/")[2] for each in other.heard if str(each.topic).endswith("/state")
            ]
    assert len(told) == len(rig.things)
    assert {rig.things[each].kind for each in told[:3]} == {ThingKind.COVER}


async def test_a_house_logs_in_when_it_is_its_turn(shared_broker: BrokerProcess, name: str) -> None:
    turns = HouseTurns(logins=Turns(1, 0.0))
    await turns.logins.begin()
    began = time.monotonic()
    async with bridged(shared_broker.port, house=small_house(), name=name, turns=turns):
        assert time.monotonic() - began > 0.9 * LONGEST_S


async def test_the_end_of_a_bridge_stops_its_motors_and_leaves_offline_behind(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with listener(shared_broker.port) as later:
        async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
            await later.client.subscribe(rig.topics.link)
            await rig.result_of(COVER, f"{COVER}/set", "OPEN")
            rig.task.cancel()
            await asyncio.gather(rig.task, return_exceptions=True)
            assert not any(rig.gateway.house.world.value(each) for each in pair_of(rig).addresses)
        await later.until(lambda: later.last(rig.topics.link)["state"] == "offline")
        assert "lost" not in [record["state"] for record in later.records(rig.topics.link)]


async def test_a_bridge_that_is_gone_without_a_word_is_lost(shared_broker: BrokerProcess, name: str) -> None:
    """Another client takes its name, as the broker sees it: the will of the older one is published."""
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        async with aiomqtt.Client("127.0.0.1", shared_broker.port, identifier=f"ipcom-{name}"):
            await rig.other.until(lambda: rig.other.last(rig.topics.link)["state"] == "lost")
        await rig.other.until(lambda: rig.other.last(rig.topics.link)["state"] == "online")


@pytest.mark.parametrize("version", list(MqttVersion))
async def test_a_second_bridge_of_one_name_ends_the_older_one(
    shared_broker: BrokerProcess, name: str, version: MqttVersion
) -> None:
    way: dict[str, Any] = {
        "house": small_house(),
        "name": f"{name}-{version.replace('.', '')}",
        "version": version,
    }
    async with bridged(shared_broker.port, **way) as older, bridged(shared_broker.port, **way) as newer:
        done, _ = await asyncio.wait([older.task], timeout=15)
        assert done, "no tug-of-war"
        assert isinstance(older.task.exception(), NameTaken)
        await asyncio.sleep(1.0)
        assert not newer.task.done()
        assert newer.other.last(newer.topics.link)["session"] == newer.session
        assert newer.other.last(newer.topics.link)["state"] == "online"


async def test_a_bridge_without_commands_only_shows_the_house(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name, commands=False) as rig:
        before = rig.relay_frames()
        await rig.other.send(rig.topic(f"{LAMP}/set"), "ON")
        await rig.other.send(rig.topic(f"{COVER}/set"), "OPEN")
        rig.gateway.press(LAMP_AT)
        await rig.other.until(lambda: state(rig, LAMP)["state"] == "ON")
        assert state(rig, LAMP)["cause"] == "outside"
        assert rig.relay_frames() == before
        assert not rig.other.payloads(rig.topic(f"{LAMP}/result"))


async def test_a_new_session_comes_with_every_connection(shared_broker: BrokerProcess, name: str) -> None:
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        first = rig.session
    async with bridged(shared_broker.port, house=small_house(), name=name) as rig:
        assert rig.session != first
        assert json.loads(rig.other.payloads(rig.topics.link)[-1])["state"] == "online"
