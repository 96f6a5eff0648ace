"""Trying what is chosen before it is saved, from the forms of outputs and covers."""

import asyncio
from typing import Any

import pytest

from custom_components.ipcom.library import OutputAddress
from tests.integration.homes import Home, at, until
from tests.integration.simulated import Faults

DETAILS = {"pulse": 0.5, "energy": False}
ATTIC = {"output": "7/1", "name": "Attic", "kind": "light", "details": DETAILS, "try_first": True}
COVER = {
    "up_output": "7/1",
    "down_output": "7/2",
    "name": "Attic",
    "device_class": "shutter",
    "try_first": True,
}


def flows(home: Home) -> Any:
    return home.hass.config_entries.subentries


async def begin(home: Home, kind: str) -> Any:
    return await flows(home).async_init((home.entry.entry_id, kind), context={"source": "user"})


async def submit(home: Home, flow: Any, user_input: dict[str, Any]) -> Any:
    return await flows(home).async_configure(flow["flow_id"], user_input)


async def change_output(home: Home, subentry_id: str = "subentry_1_1") -> Any:
    return await home.entry.start_subentry_reconfigure_flow(home.hass, subentry_id)


async def change_cover(home: Home) -> Any:
    flow = await home.entry.start_subentry_reconfigure_flow(home.hass, "subentry_5_2")
    return await submit(home, flow, {"next_step_id": "change"})


def shown(flow: Any) -> dict[str, Any]:
    fields = flow["data_schema"].schema
    return {str(key): key.description["suggested_value"] for key in fields if key.description}


class Seen:
    """How often outputs went on."""

    def __init__(self, home: Home) -> None:
        self.on: list[str] = []
        self._before: set[Any] = set()
        home.client.subscribe(self._changed)

    def _changed(self, change: Any) -> None:
        self.on += [str(each.address) for each in change.observed_changes if each.new]


async def test_an_output_that_is_not_mapped_is_on_for_half_a_second(home: Home) -> None:
    before = dict(home.entry.subentries)
    flow = await begin(home, "output")
    pulse = home.hass.async_create_task(submit(home, flow, ATTIC))
    await until(lambda: home.world.is_on(at("7/1")), 2)
    assert 0.3 < await until(lambda: not home.world.is_on(at("7/1")), 2) < 0.8
    flow = await pulse
    assert not flow["errors"]
    assert home.entry.subentries == before
    assert shown(flow) == {"output": "7/1", "name": "Attic", "kind": "light", "add_another": False}
    assert "try_knowingly" not in flow["data_schema"].schema
    result = await submit(home, flow, {**ATTIC, "try_first": False})
    assert result["title"] == "Attic"
    await home.hass.async_block_till_done()


async def test_a_mapped_output_blinks_and_is_as_before(home: Home) -> None:
    seen = Seen(home)
    flow = await change_output(home)
    values = {**shown(flow), "details": DETAILS, "try_first": True}
    flow = await submit(home, flow, values)
    assert not flow["errors"]
    assert seen.on == ["1/1"] * 3
    assert not home.world.is_on(at("1/1"))
    flow = await submit(home, flow, {**values, "output": "7/1"})
    assert not flow["errors"]
    assert seen.on[3:] == ["7/1"]


async def test_an_impulse_is_pressed_only_if_the_person_knows_what_it_does(home: Home) -> None:
    seen = Seen(home)
    flow = await begin(home, "output")
    impulse = {**ATTIC, "kind": "impulse"}
    flow = await submit(home, flow, impulse)
    assert flow["errors"] == {"base": "try_impulse"}
    assert seen.on == []
    assert shown(flow)["name"] == "Attic"
    flow = await submit(home, flow, {**impulse, "try_knowingly": False})
    assert flow["errors"] == {"base": "try_impulse"}
    flow = await submit(home, flow, {**impulse, "try_knowingly": True})
    assert not flow["errors"]
    assert seen.on == ["7/1"]


async def test_a_mapped_impulse_is_not_blinked_as_something_else(home: Home) -> None:
    impulse = {**ATTIC, "kind": "impulse", "try_first": False}
    assert (await submit(home, await begin(home, "output"), impulse))["title"] == "Attic"
    await home.hass.async_block_till_done()
    subentry = home.subentry("7_1")
    seen = Seen(home)
    flow = await change_output(home, subentry.subentry_id)
    values = {**shown(flow), "kind": "light", "details": DETAILS, "try_first": True}
    flow = await submit(home, flow, values)
    assert flow["errors"] == {"base": "try_impulse"}
    assert seen.on == []
    flow = await submit(home, flow, {**values, "try_knowingly": True})
    assert len(seen.on) == 1


async def test_what_is_on_already_is_not_tried(home: Home) -> None:
    home.gateway.press(at("7/1"))
    await until(lambda: home.client.observed.value(OutputAddress.parse("7/1")))
    flow = await submit(home, await begin(home, "output"), ATTIC)
    assert flow["errors"] == {"base": "try_refused"}
    assert home.world.is_on(at("7/1"))


async def test_two_that_are_not_mapped_are_never_tried_at_once(home: Home) -> None:
    first, second = await begin(home, "output"), await begin(home, "output")
    running = home.hass.async_create_task(submit(home, first, ATTIC))
    await until(lambda: home.world.is_on(at("7/1")), 2)
    second = await submit(home, second, {**ATTIC, "output": "8/1"})
    assert second["errors"] == {"base": "try_refused"}
    assert not home.world.is_on(at("8/1"))
    assert not (await running)["errors"]


async def test_what_is_not_seen_on_is_told(home: Home) -> None:
    home.gateway.faults = Faults(ignore_writes_percent=100)
    flow = await submit(home, await begin(home, "output"), ATTIC)
    assert flow["errors"] == {"base": "try_not_seen"}
    flow_of_mapped = await change_output(home)
    values = {**shown(flow_of_mapped), "details": DETAILS, "try_first": True}
    flow_of_mapped = await submit(home, flow_of_mapped, values)
    assert flow_of_mapped["errors"] == {"base": "try_not_seen"}
    home.gateway.faults = Faults()
    assert not (await submit(home, flow, ATTIC))["errors"]


async def test_without_a_link_nothing_is_tried(home: Home) -> None:
    output, cover = await begin(home, "output"), await begin(home, "cover")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert (await submit(home, output, ATTIC))["errors"] == {"base": "try_no_link"}
    assert (await submit(home, cover, COVER))["errors"] == {"base": "try_no_link"}


async def test_the_relay_for_up_of_a_new_cover_runs_for_half_a_second(home: Home) -> None:
    seen = Seen(home)
    flow = await submit(home, await begin(home, "cover"), COVER)
    assert not flow["errors"]
    assert seen.on == ["7/1"]
    assert not home.world.is_on(at("7/1"))
    assert shown(flow)["down_output"] == "7/2"
    home.gateway.press(at("7/2"))
    await until(lambda: home.client.observed.value(OutputAddress.parse("7/2")))
    flow = await submit(home, flow, COVER)
    assert flow["errors"] == {"base": "try_refused"}
    assert seen.on == ["7/1", "7/2"]


@pytest.mark.parametrize("kind", ["gate", "garage"])
async def test_a_gate_is_moved_only_if_the_person_sees_it(home: Home, kind: str) -> None:
    seen = Seen(home)
    gate = {**COVER, "device_class": kind}
    flow = await submit(home, await begin(home, "cover"), gate)
    assert flow["errors"] == {"base": "try_gate"}
    assert seen.on == []
    flow = await submit(home, flow, {**gate, "try_knowingly": True})
    assert not flow["errors"]
    assert seen.on == ["7/1"]


async def test_a_mapped_cover_nudges_and_is_back(home: Home) -> None:
    seen = Seen(home)
    flow = await change_cover(home)
    values = {**shown(flow), "try_first": True}
    flow = await submit(home, flow, values)
    assert not flow["errors"]
    assert sorted(seen.on) == ["5/1", "5/2"]
    assert home.client.observed.value(OutputAddress.parse("5/2")) == 0
    flow = await submit(home, flow, {**values, "up_output": "7/1", "down_output": "7/2"})
    assert not flow["errors"]
    assert seen.on[2:] == ["7/1"]


async def test_a_cover_that_moves_or_cannot_be_used_does_not_nudge(home: Home) -> None:
    home.gateway.press(at("5/1"))
    await home.shows("cover.living_left", "closing")
    flow = await change_cover(home)
    values = {**shown(flow), "try_first": True}
    flow = await submit(home, flow, values)
    assert flow["errors"] == {"base": "try_refused"}
    home.gateway.press(at("5/1"))
    await home.shows("cover.living_left", "unknown")
    await asyncio.sleep(2)
    home.entry.runtime_data.covers._started.pop("subentry_5_2")
    flow = await submit(home, flow, values)
    assert flow["errors"] == {"base": "try_refused"}


async def test_a_new_relay_beside_one_that_a_command_may_run_is_not_tried(home: Home) -> None:
    """Both may drive one motor: the one that is mapped could be commanded at any moment."""
    seen = Seen(home)
    flow = await change_cover(home)
    values = {**COVER, "up_output": "7/1", "down_output": "5/1"}
    trying = home.hass.async_create_task(submit(home, flow, values))
    await asyncio.sleep(0)
    await home.call("cover", "close_cover", "cover.living_left")
    assert (await trying)["errors"] == {"base": "try_refused"}
    await asyncio.sleep(2)
    assert seen.on == ["5/1"]
