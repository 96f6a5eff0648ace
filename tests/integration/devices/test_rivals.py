"""A program that takes back what Home Assistant switches is reported; a person who does so is not."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from homeassistant.helpers import issue_registry as ir

from custom_components.ipcom.const import DOMAIN
from custom_components.ipcom.devices.rivals import RIVAL, TIMES, Rivals
from custom_components.ipcom.library import CausedChange, OutputAddress
from tests.integration.homes import Home, at, until

LAMP, OTHER = OutputAddress(3, 4), OutputAddress(3, 5)


def on(address: OutputAddress, *, own: bool) -> CausedChange:
    return CausedChange(address, 0, 255, own)


def off(address: OutputAddress, *, own: bool) -> CausedChange:
    return CausedChange(address, 255, 0, own)


def told(moments: Iterable[tuple[float, CausedChange]]) -> list[list[OutputAddress]]:
    """What is told of changes at their times."""
    reports: list[list[OutputAddress]] = []
    rivals = Rivals(reports.append)
    for now, change in moments:
        rivals.changed([change], now)
    return reports


def fight(times: int, every_s: float, back_after_s: float) -> list[tuple[float, CausedChange]]:
    return [
        moment
        for number in range(times)
        for moment in (
            (number * every_s, on(LAMP, own=True)),
            (number * every_s + back_after_s, off(LAMP, own=False)),
        )
    ]


def test_five_in_ten_minutes_are_told_once() -> None:
    assert told(fight(TIMES, 60.0, 1.0)) == [[LAMP]]
    assert told(fight(2 * TIMES - 1, 60.0, 1.0)) == [[LAMP]]


@pytest.mark.parametrize(
    ("times", "every_s", "back_after_s"), [(TIMES - 1, 60.0, 1.0), (20, 60.0, 3.5), (20, 200.0, 1.0)]
)
def test_a_person_s_second_thoughts_are_not_told(times: int, every_s: float, back_after_s: float) -> None:
    assert told(fight(times, every_s, back_after_s)) == []


def test_another_output_or_another_value_is_nothing_taken_back() -> None:
    assert told([(float(n), on(each, own=n % 2 == 0)) for n in range(20) for each in (LAMP, OTHER)]) == []


async def test_a_fight_over_a_lamp_is_reported_by_its_name(home: Home) -> None:
    def issue() -> Any:
        return ir.async_get(home.hass).async_get_issue(DOMAIN, f"{RIVAL}_{home.entry.entry_id}_")

    for _ in range(TIMES):
        await home.light("turn_on", "light.kitchen")
        home.gateway.press(at("3/4"))
        await home.shows("light.kitchen", "off")
    await until(issue)
    assert issue().translation_placeholders == {"name": "The house", "outputs": "Kitchen"}
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await asyncio.sleep(0)
    assert issue() is None
