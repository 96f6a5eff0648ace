"""What turns the slats of a cover, chosen in its settings: nothing is loaded again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from homeassistant.components.cover import CoverEntityFeature
from homeassistant.core import Event, HomeAssistant, callback

from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.devices.tilt_motor import TiltMotor
from custom_components.ipcom.library import OutputAddress, TiltModel
from tests.integration.blinds import BOTTOM, COVERS, FIRST, OWN, Blinds, blinds

TIMES = {"travel_time_up": 10.0, "travel_time_down": 9.0}


@pytest.fixture
async def house(hass: HomeAssistant) -> AsyncIterator[Blinds]:
    """The blinds, closed with closed slats."""
    async with blinds(hass) as house:
        yield house


async def begin(house: Blinds, entity_id: str, step: str) -> Any:
    hass, local_id = house.home.hass, COVERS[entity_id].local_id
    flow = await house.home.entry.start_subentry_reconfigure_flow(hass, f"subentry_{local_id}")
    return await send(house, flow, next_step_id=step)


async def send(house: Blinds, flow: Any, **user_input: Any) -> Any:
    found = await house.home.hass.config_entries.subentries.async_configure(flow["flow_id"], user_input)
    await house.home.hass.async_block_till_done()
    return found


def cover_of(house: Blinds, entity_id: str) -> MappedCover:
    return MappedCover.from_subentry(house.home.entry.subentries[f"subentry_{COVERS[entity_id].local_id}"])


def suggested(flow: Any) -> dict[str, Any]:
    described = {str(key): key.description for key in flow["data_schema"].schema}
    return {key: value["suggested_value"] for key, value in described.items() if value}


async def test_a_motor_of_their_own_is_chosen_and_given_up_again(house: Blinds) -> None:
    seen: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        seen.append(event.data["entity_id"])

    flow = await begin(house, FIRST, "settings")
    assert "tilt_model" not in suggested(flow)
    own = {**TIMES, "tilt_time": 6.0, "tilt_model": "own_motor"}
    flow = await send(house, flow, **own)
    assert flow["errors"] == {"tilt_up_output": "output_missing"}
    flow = await send(house, flow, **own, tilt_up_output="7/1", tilt_down_output="6/2")
    assert flow["errors"] == {"tilt_down_output": "output_taken"}
    assert flow["description_placeholders"]["owner"] == "Own"
    flow = await send(house, flow, **own, tilt_up_output="5/2", tilt_down_output="7/2")
    assert flow["errors"] == {"tilt_up_output": "same_output"}
    flow = await send(house, flow, **own, tilt_up_output="7/1", tilt_down_output="7/2")
    assert flow["reason"] == "reconfigure_successful"
    assert cover_of(house, FIRST).tilt_motor == TiltMotor(OutputAddress(7, 1), OutputAddress(7, 2))
    assert house.home.attribute(FIRST, "supported_features") & CoverEntityFeature.SET_TILT_POSITION
    assert {"7/1", "5/2"} <= {str(each) for pair in house.home.client.shutters for each in pair.addresses}
    flow = await begin(house, FIRST, "settings")
    assert suggested(flow)["tilt_up_output"] == "7/1"
    unsubscribe = house.home.hass.bus.async_listen("state_changed", note)
    flow = await send(house, flow, **TIMES, tilt_model="first_part")
    unsubscribe()
    assert cover_of(house, FIRST).tilt_motor is None
    assert "7/1" not in {str(each) for pair in house.home.client.shutters for each in pair.addresses}
    assert not house.home.attribute(FIRST, "supported_features") & CoverEntityFeature.SET_TILT_POSITION
    assert set(seen) <= {FIRST, "button.first_identify"}
    assert len(house.logins) == 1


async def test_another_model_of_the_same_motor_leaves_the_entity_where_it_is(house: Blinds) -> None:
    shutter = house.home.entry.runtime_data.covers["subentry_5_2"]
    flow = await begin(house, FIRST, "settings")
    flow = await send(house, flow, **TIMES, tilt_model="closed_end")
    assert flow["errors"] == {"tilt_time": "tilt_time_missing"}
    await send(house, flow, **TIMES, tilt_model="closed_end", tilt_time=1.5)
    assert cover_of(house, FIRST).options.tilt_model is TiltModel.CLOSED_END
    assert house.home.entry.runtime_data.covers["subentry_5_2"] is shutter
    assert house.home.state(FIRST) == "closed"
    assert len(house.logins) == 1


async def test_the_slats_alone_are_turned_round_and_what_was_open_is_closed(house: Blinds) -> None:
    await house.home.call("cover", "set_cover_tilt_position", OWN, tilt_position=70)
    await house.rests()
    flow = await begin(house, OWN, "change")
    given = {key: value for key, value in suggested(flow).items() if value is not None}
    assert "tilt_wrong_way" in {str(key) for key in flow["data_schema"].schema}
    await send(house, flow, **given, tilt_wrong_way=True)
    assert cover_of(house, OWN).tilt_motor == TiltMotor(OutputAddress(6, 2), OutputAddress(6, 1))
    assert cover_of(house, OWN).relays == COVERS[OWN].relays
    assert house.home.attribute(OWN, "current_tilt_position") == pytest.approx(30, abs=4)
    assert house.home.state(OWN) == "closed"
    flow = await begin(house, OWN, "change")
    given = {key: value for key, value in suggested(flow).items() if value is not None}
    await send(house, flow, **given, wrong_way=True)
    assert cover_of(house, OWN).relays == COVERS[OWN].relays[::-1]
    assert house.home.attribute(OWN, "current_position") == 100
    assert house.home.attribute(OWN, "current_tilt_position") == pytest.approx(30, abs=4)
    assert len(house.logins) == 1


async def test_only_slats_with_a_motor_of_their_own_can_turn_the_wrong_way(house: Blinds) -> None:
    flow = await begin(house, BOTTOM, "change")
    assert "tilt_wrong_way" not in {str(key) for key in flow["data_schema"].schema}
