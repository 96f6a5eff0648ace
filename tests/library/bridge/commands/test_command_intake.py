"""From a message to the worker of its thing, without a broker."""

import json
from math import inf
from typing import Any

import pytest

from ipcom.bridge.broker.broker_message import Incoming
from ipcom.bridge.broker.publish_queue import PublishQueue
from ipcom.bridge.commands.command_intake import NAMES_SHOWN, CommandIntake
from ipcom.bridge.commands.command_results import CONFIRMED, ResultMemory
from ipcom.bridge.commands.command_slots import WaitingCommand
from ipcom.bridge.commands.entry_rules import Arrival, EntryRules
from ipcom.bridge.commands.wishes import GoTo, HaltMotor, SwitchTo, Wish
from ipcom.bridge.things import things_of
from ipcom.bridge.topics import Topics
from ipcom.simulator.house.house import House

TOPICS = Topics("ipcom", "home")
THINGS = things_of(House.demo().devices)
NOW = Arrival(100.0, retained=False, early=False, session="now")


class Worker:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.put_in: list[WaitingCommand] = []

    def put(self, command: WaitingCommand) -> None:
        self.put_in.append(command)


class Intake:
    """An intake, and what came of it."""

    def __init__(self) -> None:
        self.workers = {name: Worker() for name in THINGS}
        self.queue = PublishQueue()
        self.accepted: list[tuple[str, Wish]] = []
        workers: Any = self.workers
        self.intake = CommandIntake(
            TOPICS, THINGS, workers, EntryRules(), ResultMemory(), self.queue, lambda: 0.0,
            on_accept=lambda thing, wish: self.accepted.append((thing.id, wish)),
        )  # fmt: skip

    def take(self, rest: str, payload: Any, arrival: Arrival = NOW, **more: Any) -> list[dict[str, Any]]:
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.intake.take(Incoming(f"ipcom/home/{rest}", data, **more), arrival)
        told = []
        while self.queue:
            message = self.queue.take_now()
            told.append({"topic": message.topic.removeprefix("ipcom/home/"), **json.loads(message.payload)})
        return told


@pytest.fixture
def house() -> Intake:
    return Intake()


def test_a_command_waits_at_its_thing_with_its_deadline(house: Intake) -> None:
    assert house.take("hall/set", {"state": "ON", "max_age": 4}, expiry=9.0) == []
    assert house.take("hall/set", {"state": "ON", "max_age": 4}, expiry=2.0) == []
    assert house.take("hall/set", b"ON") == []
    ages = [(each.deadline, each.max_age) for each in house.workers["hall"].put_in]
    assert ages == [(104.0, 4.0), (102.0, 2.0), (inf, inf)]


def test_what_is_let_in_is_told_and_nothing_else(house: Intake) -> None:
    house.take("hall/set", b"ON")
    house.take("hall/set", b"BRIGHT")
    house.take("living-left-u/set", b"40", Arrival(100.0, retained=True, early=False, session="now"))
    house.take("set", {"hall": "OFF", "living-left-u": 40})
    house.take("set", {"hall": "ON", "nowhere": 40})
    assert house.accepted == [
        ("hall", SwitchTo(on=True)),
        ("hall", SwitchTo(on=False)),
        ("living-left-u", GoTo(position=40.0)),
    ]


def test_an_empty_payload_says_nothing_but_at_a_stop(house: Intake) -> None:
    for rest, arrival in (("hall/set", NOW), ("living-left-u/set", NOW)):
        assert house.take(rest, b"", arrival) == []
    kept = Arrival(1.0, retained=True, early=True, session="now")
    assert house.take("living-left-u/stop", b"", kept, retained=True) == []
    assert not any(worker.put_in for worker in house.workers.values())
    assert house.take("living-left-u/stop", b"") == []
    assert [each.wish for each in house.workers["living-left-u"].put_in] == [HaltMotor()]


def test_topics_of_others_are_none_of_its_business(house: Intake) -> None:
    assert house.take("hall/state", b"ON") == []
    assert house.take("$link", b"{}") == []


def test_a_name_that_is_no_text_is_told_as_far_as_it_can_be(house: Intake) -> None:
    (told,) = house.take("set", b'{"\\ud800": "ON"}')
    assert (told["code"], list(told["things"])) == ("unknown_thing", ["?"])


def test_a_mistake_is_told_with_its_id_and_may_be_mended_under_it(house: Intake) -> None:
    (told,) = house.take("hall/set", {"state": "bright", "id": "a"})
    assert (told["topic"], told["id"], told["result"]) == ("hall/result", "a", "refused")
    assert told["at"] == "1970-01-01T00:00:00.000+00:00"
    assert house.take("hall/set", {"state": "ON", "id": "a"}) == []
    assert house.workers["hall"].put_in[0].wish == SwitchTo(on=True)


def test_a_refusal_is_remembered_under_its_id(house: Intake) -> None:
    early = Arrival(100.0, retained=False, early=True, session="now")
    for arrival in (early, NOW):
        (told,) = house.take("living-left-u/set", {"state": "OPEN", "id": "a"}, arrival)
        assert told["code"] == "command_too_soon"


def test_an_unknown_thing_is_told_which_there_are(house: Intake) -> None:
    (told,) = house.take("attic/set", b"ON")
    assert told["code"] == "unknown_thing"
    assert told["text"].count(",") == NAMES_SHOWN
    assert told["text"].endswith(", ...")


def test_a_scene_waits_at_each_thing_and_is_told_once(house: Intake) -> None:
    assert house.take("set", {"hall": "ON", "living-left-u": 40, "id": "s"}) == []
    waiting = [each for worker in house.workers.values() for each in worker.put_in]
    assert len(waiting) == 2
    for each in waiting:
        each.decision.decide(CONFIRMED)
    message = house.queue.take_now()
    assert json.loads(message.payload)["result"] == "confirmed"
    assert message.topic == "ipcom/home/result"
    (again,) = house.take("set", {"hall": "ON", "id": "s"})
    assert again["result"] == "confirmed"


def test_a_scene_with_a_mistake_does_nothing_and_names_each(house: Intake) -> None:
    (told,) = house.take("set", {"hall": "bright", "porch": "ON", "attic": "ON"})
    assert told["result"] == "refused"
    assert {name: each["code"] for name, each in told["things"].items()} == {
        "hall": "payload_not_understood",
        "attic": "unknown_thing",
        "porch": "scene_refused",
    }
    assert not any(worker.put_in for worker in house.workers.values())


def test_what_is_no_scene_is_told(house: Intake) -> None:
    (told,) = house.take("set", b"ON")
    assert told["code"] == "scene_not_an_object"


@pytest.mark.parametrize("reply", ["ipcom/other/reply/x", "ipcom/home/hall/set", "ipcom/home/reply/#", None])
def test_no_answer_goes_where_its_asker_may_not_write(house: Intake, reply: str | None) -> None:
    told = house.take("hall/set", b"bright", response_topic=reply)
    assert [each["topic"] for each in told] == ["hall/result"]


def test_an_answer_goes_below_the_replies_of_the_house(house: Intake) -> None:
    told = house.take("hall/set", b"bright", response_topic="ipcom/home/reply/x", correlation=b"7")
    assert {each["topic"] for each in told} == {"hall/result", "reply/x"}
