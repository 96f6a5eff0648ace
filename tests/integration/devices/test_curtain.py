"""Whether a command is for the motor that moves a cover, or for one of its slats only."""

import pytest
from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.curtain import curtain_commanded
from custom_components.ipcom.devices.identify import Identify
from tests.integration.blinds import BOTTOM, COVERS, FIRST, OWN, blinds
from tests.integration.simulated import pair


@pytest.mark.parametrize(("entity_id", "commanded"), [(FIRST, True), (BOTTOM, True), (OWN, False)])
async def test_slats_with_a_motor_of_their_own_leave_the_curtain_free(
    hass: HomeAssistant, entity_id: str, commanded: bool
) -> None:
    async with blinds(hass) as house:
        covers = house.home.entry.runtime_data.covers
        shutter = covers[f"subentry_{COVERS[entity_id].local_id}"]
        assert not curtain_commanded(shutter)
        await house.home.call("cover", "set_cover_tilt_position", entity_id, tilt_position=50)
        assert curtain_commanded(shutter) is commanded
        await house.rests()
        await house.home.call("cover", "set_cover_position", entity_id, position=50)
        assert curtain_commanded(shutter)
        await house.rests()


async def test_a_nudge_ends_while_the_slats_turn(hass: HomeAssistant) -> None:
    async with blinds(hass) as house:
        runtime = house.home.entry.runtime_data
        shutter = runtime.covers[f"subentry_{COVERS[OWN].local_id}"]
        await house.home.call("cover", "set_cover_tilt_position", OWN, tilt_position=90)
        await Identify(runtime.coordinator, "Own").async_nudge(COVERS[OWN], shutter, None)
        assert house.home.world.shutters[pair(COVERS[OWN])].running is None
        await house.rests()
        assert house.real(OWN)[1] == pytest.approx(90, abs=4)
