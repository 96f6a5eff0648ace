"""The commands that import a file, carry an import out, and export."""

from typing import Any

from tests.integration.homes import Home
from tests.integration.pages import Page

NEW = """
lights:
  attic: {display_name: Attic, type: light, module: 9, output: 1}
shutters:
  gable_u: {display_name: Gable, type: switch, module: 9, output: 2, relay_role: up, paired_device: gable_d}
  gable_d: {display_name: Gable, type: switch, module: 9, output: 3, relay_role: down, paired_device: gable_u}
"""


async def read(page: Page, home: Home, text: str) -> Any:
    return await page.result("ipcom/import/file", entry_id=home.entry.entry_id, text=text)


async def test_a_file_is_read_planned_and_carried_out(page: Page, home: Home) -> None:
    read_file = await read(page, home, NEW)
    plan = read_file["plan"]
    assert (read_file["problems"], read_file["warnings"]) == ([], [])
    attic = {"name": "Attic", "type": "output", "kind": "light", "outputs": [64], "room": ""}
    gable = {"name": "Gable", "type": "cover", "kind": "shutter", "outputs": [65, 66], "room": ""}
    assert plan["added"] == [attic, gable]
    assert (plan["changed"], plan["blocked"], plan["empty"]) == ([], [], False)
    assert len(plan["left_alone"]) == len(home.devices)
    assert plan["asks_typical_time"]
    done = await page.result("ipcom/import/apply", token=read_file["token"], typical_time=25)
    assert done == {"done": True, "added": 2, "changed": 0}
    assert home.subentry("9_2").data["travel_time_up"] == 25
    await home.hass.async_block_till_done()
    assert home.state("light.attic") == "off"
