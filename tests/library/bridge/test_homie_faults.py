"""The checker hears faults of the bridge itself: each rule that is broken on purpose is found on a real broker."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ipcom.bridge.broker.broker_message import Publication
from ipcom.bridge.homie import homie_child
from ipcom.bridge.homie.homie_child import HomieChild
from ipcom.bridge.homie.homie_house import HomieHouse
from ipcom.bridge.homie.homie_values import values_of
from tests.library.bridge.broker_process import BrokerProcess
from tests.library.bridge.homie.test_homie_house import LAMP_AT, house_of, until_ready
from tests.library.bridge.homie_checker import faults_of
from tests.library.bridge.homie_rig import homie_listener, in_homie
from tests.library.bridge.test_safety import LAMP, small_house

pytestmark = pytest.mark.usefixtures("no_quiet_time")

Break = Callable[[pytest.MonkeyPatch], None]
announcement, take, told_once = HomieChild.announcement, HomieChild.take, homie_child.told_once


def with_targets_of_the_wall(patch: pytest.MonkeyPatch) -> None:
    def taken(self: HomieChild, record: Any) -> list[Publication]:
        return [*self.aim(values_of(self.thing.kind, record)), *take(self, record)]

    patch.setattr(HomieChild, "take", taken)


def without_init(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(HomieChild, "announcement", lambda *known: announcement(*known)[1:])


def at_least_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(homie_child, "EXACTLY_ONCE", 1)


def with_kept_events(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(homie_child, "told_once", lambda *said: replace(told_once(*said), retain=True))


def without_targets_at_first(patch: pytest.MonkeyPatch) -> None:
    def announced(*known: Any) -> list[Publication]:
        return [each for each in announcement(*known) if not each.topic.endswith("$target")]

    patch.setattr(HomieChild, "announcement", announced)


def without_deleting(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(HomieHouse, "_gone", lambda _house: ())


def with_homies_words(patch: pytest.MonkeyPatch) -> None:
    def said(*known: Any) -> dict[str, str]:
        return {path: "ON" if value == "true" else value for path, value in values_of(*known).items()}

    patch.setattr(homie_child, "values_of", said)


FAULTS: dict[str, tuple[Break, str]] = {
    "a target from the wall": (with_targets_of_the_wall, "changes without a command"),
    "a device without its state": (without_init, "does not exist yet"),
    "values at least once": (at_least_once, "has QoS 1"),
    "events that are kept": (with_kept_events, "is retained"),
    "a target that comes later": (without_targets_at_first, "comes after the first value"),
    "a thing that stays": (without_deleting, "is no child of its parent"),
    "values of another convention": (with_homies_words, "is no boolean"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_rule_that_is_broken_is_found(
    shared_broker: BrokerProcess, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    broken, said = FAULTS[fault]
    broken(monkeypatch)
    name = f"broken-{list(FAULTS).index(fault)}"
    async with homie_listener(shared_broker.port, name) as homie:
        async with in_homie(shared_broker.port, name, small_house()) as rig:
            await until_ready(homie, name)
            rig.gateway.press(LAMP_AT)
            await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{LAMP}/wall")))
            await asyncio.sleep(0.3)
            await homie.set(f"{name}--{LAMP}/switch/power", "false")
            await rig.other.until(lambda: rig.other.payloads(rig.topic(f"{LAMP}/result")))
        async with in_homie(shared_broker.port, name, house_of(LAMP)):
            await until_ready(homie, name, after=2)
            await asyncio.sleep(0.2)
        found = faults_of(homie.heard, name)
    assert any(said in each for each in found), found
