"""A house in Homie on a real broker: all that is said is checked against the convention."""

import asyncio
import itertools
import json
from typing import Any

import pytest

from ipcom.bridge.broker import broker_link
from ipcom.bridge.broker.broker_settings import MqttVersion
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.house import House
from tests.library.bridge import bridge_rig
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.homie_rig import HomieListener, homie_listener, in_homie, kill_connection
from tests.library.bridge.test_safety import COVER, DOOR, LAMP, small_house

NAMES = (f"homie-{number}" for number in itertools.count())
LAMP_AT, SPOT_AT = OutputAddress(3, 1), OutputAddress(4, 1)
SPOT = "spot"
ALL = (COVER, LAMP, DOOR)

pytestmark = pytest.mark.usefixtures("no_quiet_time")


@pytest.fixture
def name() -> str:
    return next(NAMES)


def house_of(*keys: str, **kinds: DeviceType) -> House:
    """The small house with some of its things, a dimmer if wanted, and things of another kind."""
    outputs = small_house().devices.outputs
    chosen = [
        each for each in outputs if each.key in keys or (COVER in keys and each.display_name == "Living left")
    ]
    spot = OutputDevice(SPOT, "Spot", Category.LIGHTS, DeviceType.DIMMER, SPOT_AT)
    others = [OutputDevice(key, key.title(), Category.LIGHTS, kind, LAMP_AT) for key, kind in kinds.items()]
    return House.of(Devices((*chosen, *([spot] if SPOT in keys else []), *others)))


async def until_ready(homie: HomieListener, name: str, *, after: int = 0) -> None:
    await homie.until(f"{name}/$state", "ready", after=after)


def document(homie: HomieListener, device: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(homie.last(f"{device}/$description") or "{}")
    return found


def states(homie: HomieListener, name: str, things: tuple[str, ...] = ALL) -> set[str | None]:
    return {homie.last(f"{device}/$state") for device in (name, *(f"{name}--{thing}" for thing in things))}


async def test_a_house_is_a_root_and_its_things_are_children(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, house_of(COVER, LAMP, DOOR, SPOT)):
            await until_ready(homie, name)
            things = [f"{name}--{thing}" for thing in (COVER, LAMP, DOOR, SPOT)]
            assert set(document(homie, name)["children"]) == set(things)
            lamp = document(homie, f"{name}--{LAMP}")
            assert (lamp["root"], lamp["parent"], lamp["name"]) == (name, name, "Lamp")
            assert homie.tree()[f"{name}/gateway/online"] == "true"
            assert homie.tree()[f"{name}--{SPOT}/light/brightness"] == "0"
            assert states(homie, name, (COVER, LAMP, DOOR, SPOT)) == {"ready"}
        homie.require_valid()


async def test_a_wall_switch_changes_the_value_and_no_target(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()) as rig:
            await until_ready(homie, name)
            power = f"{name}--{LAMP}/switch/power"
            (pair,) = [each.pair for each in rig.gateway.house.devices.shutters]
            rig.gateway.press(LAMP_AT)
            await homie.until(power, "true")
            rig.gateway.press_shutter(pair, "up")
            await homie.until(f"{name}--{COVER}/shutter/motion", "opening")
            await homie.until(f"{name}--{COVER}/wall/press", "up")
            assert homie.said(f"{name}--{LAMP}/wall/press") == ["on"]
            assert homie.said(f"{power}/$target") == ["false"]
            await homie.set(power, "true")
            await homie.until(f"{power}/$target", "true")
            rig.gateway.press(LAMP_AT)
            await homie.until(power, "false", after=1)
            assert homie.said(f"{power}/$target") == ["false", "true"]
        homie.require_valid()


async def test_commands_are_carried_out_and_told_as_a_target_first(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, house_of(LAMP, DOOR, SPOT)) as rig:
            await until_ready(homie, name)
            power, spot = f"{name}--{LAMP}/switch/power", f"{name}--{SPOT}/light"
            await homie.set(power, "true")
            await homie.until(power, "true")
            assert rig.gateway.house.world.value(LAMP_AT)
            await homie.set(f"{spot}/brightness", "040")
            await homie.until(f"{spot}/brightness", "40")
            assert homie.last(f"{spot}/brightness/$target") == "040", "to the letter"
            assert homie.last(f"{spot}/power/$target") == "true"
            await homie.set(f"{spot}/power", "false")
            await homie.until(f"{spot}/brightness", "0", after=1)
            await rig.other.send(rig.topic(f"{SPOT}/set"), "ON")
            await homie.until(f"{spot}/brightness", "40", after=2)
            await homie.until(f"{spot}/brightness/$target", "40")
            await homie.set(f"{name}--{DOOR}/impulse/press", "press", qos=0)
            await homie.until(f"{name}--{DOOR}/impulse/press", "press")
            topics = [each.topic for each in homie.heard]
            told = topics.index(homie.topic(f"{power}/set"))
            assert topics.index(homie.topic(f"{power}/$target"), told) < topics.index(
                homie.topic(power), told
            )
        homie.require_valid()


async def test_a_shutter_shows_its_position_as_soon_as_it_is_known(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_rig, "TIMES", TravelTimes(up=2.5, down=2.5))
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, house_of(COVER)):
            await until_ready(homie, name)
            shutter = f"{name}--{COVER}/shutter"
            assert "position" not in document(homie, f"{name}--{COVER}")["nodes"]["shutter"]["properties"]
            await homie.set(f"{shutter}/action", "open")
            await homie.until(f"{shutter}/action", "open")
            await homie.until(f"{name}--{COVER}/$state", "ready", after=3)
            assert document(homie, f"{name}--{COVER}")["nodes"]["shutter"]["properties"]["position"][
                "settable"
            ]
            assert homie.last(f"{shutter}/confidence") == "known"
            await homie.shows(f"{shutter}/motion", "stopped")
            await homie.set(f"{shutter}/position", "40")
            await homie.shows(f"{shutter}/motion", "closing")
            await homie.shows(f"{shutter}/motion", "stopped")
            assert homie.last(f"{shutter}/position/$target") == "40"
            assert 30 <= int(homie.last(f"{shutter}/position") or 0) <= 50
            await homie.set(f"{shutter}/action", "close")
            await homie.shows(f"{shutter}/motion", "closing")
            assert homie.last(f"{shutter}/position/$target") == "0"
            await homie.set(f"{shutter}/action", "stop")
            await homie.shows(f"{shutter}/motion", "stopped")
            assert homie.last(f"{shutter}/position/$target") not in ("0", None), "it shall stay where it is"
        homie.require_valid()


async def test_the_rules_of_the_house_hold_for_what_a_controller_sets(
    shared_broker: BrokerProcess, name: str
) -> None:
    """Retained is refused, too soon as well; what is no value is answered in the log of the device."""
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()) as rig:
            await until_ready(homie, name)
            before = rig.relay_frames()
            action = f"{name}--{COVER}/shutter/action"
            await homie.set(action, "open", retain=True)
            await homie.set(action, "", retain=True)
            await homie.set(f"{name}--{LAMP}/switch/power", "ON")
            await homie.set(f"{name}--{DOOR}/impulse/press", "ring")
            await homie.until(
                f"{name}--{DOOR}/$log/warn", "impulse/press/set: 'ring' is not understood; write press"
            )
            await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{COVER}/result")))
            results = rig.other.records(rig.topic(f"{COVER}/result"))
            assert [each["code"] for each in results] == ["command_kept_by_broker"]
            (said,) = homie.said(f"{name}--{LAMP}/$log/warn")
            assert said == "switch/power/set: 'ON' is not understood; write true or false"
            assert rig.relay_frames() == before
            assert not homie.said(action)
        homie.require_valid()


async def test_what_comes_too_soon_moves_nothing(
    shared_broker: BrokerProcess, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_link, "TICKS", 12)
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()) as rig:
            await until_ready(homie, name)
            await homie.set(f"{name}--{COVER}/shutter/action", "open")
            await homie.set(f"{name}--{DOOR}/impulse/press", "press")
            await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{DOOR}/result")))
            for thing in (COVER, DOOR):
                assert rig.other.last(rig.topic(f"{thing}/result"))["code"] == "command_too_soon"
            assert rig.relay_frames() == 0
            assert not homie.said(f"{name}--{COVER}/shutter/action")
        homie.require_valid()


async def test_in_a_strict_house_a_controller_only_stops(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house(), strict=True) as rig:
            await until_ready(homie, name)
            nodes = document(homie, f"{name}--{COVER}")["nodes"]
            assert nodes["shutter"]["properties"]["action"]["format"] == "stop"
            assert (
                "settable"
                not in document(homie, f"{name}--{DOOR}")["nodes"]["impulse"]["properties"]["press"]
            )
            shown = rig.session
            await rig.other.send(rig.topic(f"{COVER}/set"), {"state": "OPEN", "session": shown})
            await homie.until(f"{name}--{COVER}/shutter/motion", "opening")
            await homie.set(f"{name}--{COVER}/shutter/action", "stop")
            await homie.until(f"{name}--{COVER}/shutter/motion", "stopped", after=1)
        homie.require_valid()


async def test_without_commands_nothing_can_be_set(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house(), commands=False) as rig:
            await until_ready(homie, name)
            said = [each.payload for each in homie.heard if each.topic.endswith("$description")]
            assert not any(b"settable" in each for each in said)
            await homie.set(f"{name}--{LAMP}/switch/power", "true")
            rig.gateway.press(LAMP_AT)
            await homie.until(f"{name}--{LAMP}/switch/power", "true")
            assert rig.relay_frames() == 0
            assert not any("$target" in each.topic for each in homie.heard)
        homie.require_valid()


async def test_a_gateway_that_is_away_makes_its_things_lost(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()) as rig:
            await until_ready(homie, name)
            await rig.gateway.stop()
            await homie.until(f"{name}--{LAMP}/$state", "lost")
            await homie.until(f"{name}/gateway/online", "false")
            assert homie.last(f"{name}/$state") == "ready"
            await rig.gateway.start()
            await homie.until(f"{name}--{LAMP}/$state", "ready", after=3)
        homie.require_valid()


async def test_what_takes_no_commands_is_not_ready(shared_broker: BrokerProcess, name: str) -> None:
    """The connection for all that moves is gone for a while; those for lamps and for Homie are there."""
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()):
            await until_ready(homie, name)
            before = len(homie.said(f"{name}--{COVER}/$state"))
            await kill_connection(shared_broker.port, f"ipcom-{name}-motors")
            await homie.until(f"{name}--{COVER}/$state", "init", after=before)
            await homie.until(f"{name}--{COVER}/$state", "ready", after=before)
        homie.require_valid()


async def test_an_end_within_the_first_moment_leaves_all_disconnected(
    shared_broker: BrokerProcess, name: str
) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()):
            pass
        await homie.until(f"{name}/$state", "disconnected")
        await asyncio.sleep(0.3)
        assert states(homie, name) == {"disconnected"}
        homie.require_valid()


async def test_two_bridges_of_one_name_leave_one_tree(shared_broker: BrokerProcess, name: str) -> None:
    async with (
        homie_listener(shared_broker.port, name) as homie,
        in_homie(shared_broker.port, name, small_house()) as older,
        in_homie(shared_broker.port, name, small_house()) as newer,
    ):
        done, _ = await asyncio.wait([older.task], timeout=15)
        assert done, "no tug-of-war"
        await asyncio.sleep(2.0)
        assert not newer.task.done()
        assert states(homie, name) == {"ready"}


async def test_an_orderly_end_is_said_by_the_bridge_itself(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()):
            await until_ready(homie, name)
        await homie.until(f"{name}/$state", "disconnected")
        await asyncio.sleep(0.3)
        assert states(homie, name) == {"disconnected"}
        assert "lost" not in homie.said(f"{name}/$state")
        homie.require_valid()


@pytest.mark.parametrize("version", list(MqttVersion))
async def test_a_connection_that_is_gone_is_lost_and_told_anew(
    shared_broker: BrokerProcess, name: str, version: MqttVersion
) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house(), version=version) as rig:
            await until_ready(homie, name)
            await homie.set(f"{name}--{LAMP}/switch/power", "true")
            await homie.until(f"{name}--{LAMP}/switch/power", "true")
            await kill_connection(shared_broker.port, f"ipcom-{name}-homie")
            await homie.until(f"{name}/$state", "lost")
            await until_ready(homie, name, after=2)
            assert states(homie, name) == {"ready"}
            assert not rig.task.done()
        homie.require_valid()


async def test_a_broker_that_comes_back_empty_hears_all_of_it(broker: BrokerProcess, name: str) -> None:
    async with in_homie(broker.port, name, small_house()):
        async with homie_listener(broker.port, name) as homie:
            await until_ready(homie, name)
            tree = homie.tree()
        broker.stop()
        await asyncio.sleep(0.5)
        broker.start()
        async with homie_listener(broker.port, name) as homie:
            await until_ready(homie, name)
            assert homie.tree() == tree
            homie.require_valid()


async def test_what_a_house_no_longer_has_is_deleted_at_the_next_start(
    shared_broker: BrokerProcess, name: str
) -> None:
    """A thing is gone, one has come, and one is of another kind than before."""
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, house_of(COVER, LAMP, DOOR)):
            await until_ready(homie, name)
        await homie.until(f"{name}/$state", "disconnected")
        async with in_homie(shared_broker.port, name, house_of(COVER, SPOT, lamp=DeviceType.DIMMER)):
            await until_ready(homie, name, after=2)
            await homie.until(f"{name}--{DOOR}/$state", "")
            await asyncio.sleep(0.3)
            async with homie_listener(shared_broker.port, name) as later:
                await until_ready(later, name)
                await asyncio.sleep(0.3)
                devices = {topic.split("/")[0] for topic in later.tree()}
                assert devices == {name, *(f"{name}--{thing}" for thing in (COVER, SPOT, LAMP))}
                assert later.tree()[f"{name}--{LAMP}/light/brightness"] == "0"
                assert f"{name}--{LAMP}/switch/power" not in later.tree()
        homie.require_valid()


async def test_only_things_of_this_house_are_deleted(shared_broker: BrokerProcess, name: str) -> None:
    async with homie_listener(shared_broker.port, name) as homie:
        forged = json.dumps({"homie": "5.0", "version": 1, "children": ["other--lamp", f"{name}--x/y", 5]})
        await homie.other.send(homie.topic("other--lamp/$state"), "ready", retain=True)
        await homie.other.send(homie.topic(f"{name}/$description"), forged, retain=True)
        await homie.other.send(homie.topic(f"{name}--{LAMP}/$description"), "{", retain=True)
        async with in_homie(shared_broker.port, name, small_house()):
            await until_ready(homie, name)
            await asyncio.sleep(0.3)
        assert homie.said("other--lamp/$state") == ["ready"]
