"""What an extension sees and hears of a house, and what it may add to it."""

import asyncio
import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from ipcom.bridge.broker.broker_link import BrokerLink, BrokerWay, LinkPlan
from ipcom.bridge.broker.broker_message import Incoming, Publication, Will
from ipcom.bridge.broker.publish_queue import PublishQueue
from ipcom.bridge.commands.command_results import CommandEnd
from ipcom.bridge.commands.wishes import SwitchTo, Wish
from ipcom.bridge.house.house_extension import HouseExtension, HouseExtensions
from ipcom.bridge.things import Thing
from ipcom.model.address import OutputAddress
from ipcom.presses.wall_press import WallPress
from tests.library.bridge.bridge_rig import Rig, bridged
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.test_safety import COVER, LAMP, small_house

pytestmark = pytest.mark.usefixtures("no_quiet_time")


class Other(HouseExtension):
    """A convention with topics of its own: below `other/<name>`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lamp_topics = [f"other/{name}/lamp"]
        self.motor_topics = [f"other/{name}/motor"]
        self.heard: list[tuple[Any, ...]] = []
        self.repeat: Callable[[], None] = lambda: None
        self._outbox = PublishQueue()
        self._own = PublishQueue()

    def begin(self, outbox: PublishQueue, repeat: Callable[[], None]) -> None:
        self._outbox, self.repeat = outbox, repeat

    def understood(self, message: Incoming) -> Incoming | None:
        thing = {"lamp": LAMP, "motor": COVER}.get(message.topic.rpartition("/")[2])
        return (
            dataclasses.replace(message, topic=f"ipcom/{self.name}/{thing}/set")
            if message.topic.startswith(f"other/{self.name}/")
            else None
        )

    def announce(self) -> None:
        self._outbox.put(Publication(f"ipcom/{self.name}/announced", b"here", retain=True))

    def told(self, thing: Thing, record: Mapping[str, object]) -> None:
        self.heard.append(("told", thing.id, record["state"]))

    def available(self, online: bool) -> None:
        self.heard.append(("available", online))

    def commands_arrive(self, arrive: bool) -> None:
        self.heard.append(("arrive", arrive))

    def accepted(self, thing: Thing, wish: Wish) -> None:
        self.heard.append(("accepted", thing.id, wish))

    def ended(self, thing: str | None, end: CommandEnd) -> None:
        self.heard.append(("ended", thing, end))

    def answered(self, end: CommandEnd, seconds: float) -> None:
        self.heard.append(("answered", end, 0.0 < seconds < 5.0))

    def linked(self, links: Sequence[BrokerLink]) -> None:
        self.heard.append(("linked", len(links)))

    def pressed(self, thing: Thing, press: WallPress) -> None:
        self.heard.append(("pressed", thing.id, press.direction.value))

    def links(self, way: BrokerWay) -> Iterable[BrokerLink]:
        async def nothing(_address: str) -> None: ...

        plan = LinkPlan(f"other-{self.name}", [], Will(f"ipcom/{self.name}/other", b"lost"))
        yield BrokerLink(way, plan, self._own, lambda *_: None, lambda _up: None, nothing)

    def close(self) -> None:
        self._own.put(Publication(f"ipcom/{self.name}/other", b"gone", retain=True))


def small_parts(rig: Rig) -> list[str]:
    """The topics as they were published, without the house's name."""
    return [str(each.topic).removeprefix(f"{rig.topics.root}/") for each in rig.other.heard]


async def test_it_announces_before_the_states_and_again_when_asked(shared_broker: BrokerProcess) -> None:
    other = Other("announced")
    async with bridged(shared_broker.port, house=small_house(), name=other.name, extensions=[other]) as rig:
        parts = small_parts(rig)
        states = parts.index(f"{COVER}/state")
        assert "announced" in parts[:states]
        assert f"{LAMP}/availability" in parts[states:]
        assert other.heard[0] == ("linked", 3)
        assert ("available", True) in other.heard
        assert [each[1] for each in other.heard if each[0] == "arrive"] == [False, True]
        assert ("told", LAMP, "OFF") in other.heard
        before = len(rig.other.heard)
        other.repeat()
        await rig.other.until(lambda: "$link" in small_parts(rig)[before:])
        again = small_parts(rig)[before:]
        assert again[0] == "announced"
        assert again[-1] == "$link"


async def test_its_topics_are_commands_under_the_rules_of_the_house(shared_broker: BrokerProcess) -> None:
    other = Other("commanded")
    async with bridged(shared_broker.port, house=small_house(), name=other.name, extensions=[other]) as rig:
        await rig.other.send("other/commanded/lamp", "ON")
        await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{LAMP}/result")))
        assert rig.other.last(rig.topic(f"{LAMP}/result"))["result"] == "confirmed"
        accepted = other.heard.index(("accepted", LAMP, SwitchTo(on=True)))
        assert accepted < other.heard.index(("ended", LAMP, CommandEnd.CONFIRMED))
        assert ("answered", CommandEnd.CONFIRMED, True) in other.heard
        frames = rig.relay_frames()
        await rig.other.send("other/commanded/motor", "OPEN", retain=True)
        await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{COVER}/result")))
        assert rig.other.last(rig.topic(f"{COVER}/result"))["code"] == "command_kept_by_broker"
        assert rig.relay_frames() == frames
        await rig.other.send("other/commanded/motor", "", retain=True)  # leave no command behind


async def test_it_commands_nothing_where_the_house_only_shows(shared_broker: BrokerProcess) -> None:
    other = Other("shown")
    async with bridged(
        shared_broker.port, house=small_house(), name=other.name, extensions=[other], commands=False
    ) as rig:
        await rig.other.send("other/shown/lamp", "ON")
        rig.gateway.press(OutputAddress(3, 1))
        await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{LAMP}/wall")))
        assert ("pressed", LAMP, "on") in other.heard
        assert rig.relay_frames() == 0


async def test_its_own_connection_says_its_last_words(shared_broker: BrokerProcess) -> None:
    other = Other("ended")
    async with bridged(shared_broker.port, house=small_house(), name=other.name, extensions=[other]) as rig:
        rig.task.cancel()
        await asyncio.gather(rig.task, return_exceptions=True)
        await rig.other.until(lambda: rig.other.payloads(rig.topic("other")))
        assert set(rig.other.payloads(rig.topic("other"))) == {
            "gone"
        }  # repeated if the end met it on its way


def test_the_first_that_knows_a_message_says_what_it_is() -> None:
    both = HouseExtensions([Other("one"), Other("two")])
    found = both.understood(Incoming("other/two/lamp", b"ON"))
    assert found == Incoming(f"ipcom/two/{LAMP}/set", b"ON")
    assert both.understood(Incoming("elsewhere", b"ON")) is None
    assert both.lamp_topics == ["other/one/lamp", "other/two/lamp"]
