"""The repair that proposes other travel times: taken, declined, or measured in the panel."""

from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from custom_components.ipcom.const import DOMAIN
from tests.integration.homes import Home, HomeMaker
from tests.integration.stored_runs import (
    DOWN_S,
    SUBENTRY,
    UP_S,
    count_logins,
    cut_by_timer,
    put,
    stopped,
    with_times,
)


def issue(home: Home) -> Any:
    return ir.async_get(home.hass).async_get_issue(
        DOMAIN, f"other_travel_times_{home.entry.entry_id}_{SUBENTRY}"
    )


def times(home: Home) -> tuple[float, float]:
    data = home.entry.subentries[SUBENTRY].data
    return data["travel_time_up"], data["travel_time_down"]


async def begin(home: Home) -> tuple[Any, Any]:
    assert await async_setup_component(home.hass, "repairs", {})
    from homeassistant.components.repairs import repairs_flow_manager

    manager = repairs_flow_manager(home.hass)
    assert manager is not None
    return manager, await manager.async_init(DOMAIN, context={"issue_id": issue(home).issue_id})


async def choose(manager: Any, flow: Any, step: str) -> Any:
    return await manager.async_configure(flow["flow_id"], {"next_step_id": step})


@pytest.fixture
async def proposed(house: HomeMaker, hass_storage: dict[str, Any]) -> Home:
    """A house with a proposal: 18.9 and 17.5 s are known, 21.0 and 19.5 are true."""
    home = with_times(house())
    put(home, hass_storage)
    return home


async def test_it_shows_the_evidence_and_what_is_accepted_counts_without_a_reload(proposed: Home) -> None:
    logins = count_logins(proposed.gateway)
    home = await proposed.start()
    state = home.whole_state("cover.living_left")
    manager, flow = await begin(home)
    assert flow["type"] is FlowResultType.MENU
    assert flow["step_id"] == "init"
    assert flow["menu_options"] == ["accept", "decline", "calibrate"]
    shown = flow["description_placeholders"]
    assert (shown["known_up"], shown["known_down"]) == ("18.9", "17.5")
    assert times(home) == (UP_S, DOWN_S)
    result = await choose(manager, flow, "accept")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home.hass.async_block_till_done()
    assert times(home) == pytest.approx((21.4, 19.9), abs=0.3)
    assert times(home) == (float(shown["proposed_up"]), float(shown["proposed_down"]))
    assert home.entry.runtime_data.covers[SUBENTRY].travel_times.up == times(home)[0]
    assert issue(home) is None
    assert len(home.entry.runtime_data.learned.history(SUBENTRY)) == 0
    assert home.whole_state("cover.living_left").last_changed == state.last_changed
    assert logins() == 1


async def test_what_is_declined_is_not_asked_again(proposed: Home) -> None:
    logins = count_logins(proposed.gateway)
    home = await proposed.start()
    manager, flow = await begin(home)
    assert (await choose(manager, flow, "decline"))["type"] is FlowResultType.CREATE_ENTRY
    assert issue(home) is None
    assert times(home) == (UP_S, DOWN_S)
    assert logins() == 1
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    assert issue(home) is None
    assert home.entry.runtime_data.learned.history(SUBENTRY).declined is not None


async def test_who_wants_to_measure_is_led_to_the_panel_and_the_proposal_stays(proposed: Home) -> None:
    home = await proposed.start()
    manager, flow = await begin(home)
    result = await choose(manager, flow, "calibrate")
    assert result["reason"] == "calibrate_in_panel"
    assert result["description_placeholders"]["panel"] == f"/ipcom/shutters?entry={home.entry.entry_id}"
    assert issue(home) is not None
    assert times(home) == (UP_S, DOWN_S)


async def test_a_proposal_that_is_over_is_not_accepted(proposed: Home) -> None:
    home = await proposed.start()
    manager, flow = await begin(home)
    subentry = home.entry.subentries[SUBENTRY]
    home.hass.config_entries.async_update_subentry(
        home.entry, subentry, data={**subentry.data, "travel_time_up": 25.0}
    )
    await home.hass.async_block_till_done()
    result = await choose(manager, flow, "accept")
    assert result["reason"] == "proposed_no_more"
    assert times(home) == (25.0, DOWN_S)


@pytest.mark.parametrize("step", ["accept", "decline", "calibrate"])
async def test_a_gateway_that_is_gone_meanwhile_is_told(
    hass: HomeAssistant, proposed: Home, step: str
) -> None:
    home = await proposed.start()
    manager, flow = await begin(home)
    await hass.config_entries.async_unload(home.entry.entry_id)
    assert (await choose(manager, flow, step))["reason"] == "cover_gone"


async def test_a_proposal_that_is_over_when_the_repair_is_opened_is_told(proposed: Home) -> None:
    home = await proposed.start()
    learned = home.entry.runtime_data.learned
    learned._learners[SUBENTRY].proposal = None
    _, flow = await begin(home)
    assert flow["reason"] == "proposed_no_more"


async def test_a_gateway_that_is_not_loaded_has_no_proposal(hass: HomeAssistant, proposed: Home) -> None:
    home = await proposed.start()
    await hass.config_entries.async_unload(home.entry.entry_id)
    _, flow = await begin(home)
    assert flow["reason"] == "cover_gone"


async def test_the_length_of_a_timer_stays_a_guess(house: HomeMaker, hass_storage: dict[str, Any]) -> None:
    home = with_times(house(), travel_up=30.0, travel_down=30.0, guessed=True)
    put(home, hass_storage, up=cut_by_timer(22.0), down=cut_by_timer(22.0), times=(30.0, 30.0))
    await home.start()
    manager, flow = await begin(home)
    assert flow["step_id"] == "timer"
    shown_again = await manager.async_configure(flow["flow_id"])
    assert (shown_again["type"], shown_again["step_id"]) == (FlowResultType.MENU, "timer")
    await choose(manager, flow, "accept")
    assert times(home) == pytest.approx((22.0, 22.0), abs=0.2)
    assert home.entry.subentries[SUBENTRY].data["times_guessed"] is True


async def test_guessed_times_that_people_correct_are_a_guess_no_more(
    house: HomeMaker, hass_storage: dict[str, Any]
) -> None:
    home = with_times(house(), guessed=True)
    put(home, hass_storage, up=stopped(21.0), down=stopped(19.5, seed=2))
    await home.start()
    manager, flow = await begin(home)
    await choose(manager, flow, "accept")
    assert "times_guessed" not in home.entry.subentries[SUBENTRY].data
