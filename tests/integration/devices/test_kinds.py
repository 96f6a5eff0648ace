"""The table of kinds, and the properties of an output that its subentry holds."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from homeassistant.core import HomeAssistant

from custom_components import ipcom
from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.kinds import KINDS
from custom_components.ipcom.devices.mapping import MappedCover, MappedDevice, MappedOutput, from_subentry
from custom_components.ipcom.imports.devices_file import mapped_devices
from custom_components.ipcom.library import OutputAddress, OutputKind, parse_devices
from tests.integration.kinds_house import BELL, OPENER, start_kinds
from tests.integration.subentries import subentry_of

SHADE = MappedCover(
    "Shade", OutputAddress(5, 1), OutputAddress(5, 2), "awning", icon="mdi:sunglasses", room="Terrace"
)


@pytest.mark.parametrize("kind", MappedKind)
def test_every_kind_is_in_the_table(kind: MappedKind) -> None:
    assert KINDS[kind].icon.startswith("mdi:")
    assert KINDS[kind].is_impulse == (KINDS[kind].output_kind is OutputKind.MOMENTARY)
    assert not (KINDS[kind].is_impulse and KINDS[kind].draws_power)


@pytest.mark.parametrize(
    "device",
    [
        BELL,
        replace(BELL, pulse=1.5, icon="mdi:doorbell", room="Hall"),
        replace(BELL, kind=MappedKind.DIMMER, watts=60.0, energy=True),
        replace(BELL, kind=MappedKind.VALVE, device_class="gas"),
        SHADE,
    ],
)
def test_a_subentry_holds_every_property(device: MappedDevice) -> None:
    assert from_subentry(subentry_of(device)) == device


def test_a_property_that_nobody_gave_is_not_stored() -> None:
    assert set(BELL.as_data()) == {"module", "output", "kind", "key", "object_id"}


def test_a_devices_yaml_gives_each_kind() -> None:
    text = """\
lights:
  hall: {module: 1, output: 1, type: switch, graphic_type: OutputButtonLedYellow}
  desk: {module: 1, output: 2, type: light, icon: "mdi:desk-lamp", watts: 0}
switches:
  tv: {module: 2, output: 1, type: switch, graphic_type: OutputTelevision, watts: 80, energy: true}
  plug: {module: 2, output: 2, type: switch, graphic_type: OutputSocket}
  other: {module: 2, output: 3, type: switch, device_class: outlet}
  bell: {module: 2, output: 4, type: impulse, pulse: 1.5, room: Hall}
  drive: {module: 2, output: 5, type: gate, device_class: garage}
  water: {module: 2, output: 6, type: valve, device_class: outlet}
shutters:
  up: {module: 5, output: 1, type: switch, relay_role: up, paired_device: down, graphic_type: OutputBlindUp}
  down: {module: 5, output: 2, type: switch, relay_role: down, paired_device: up, icon: "mdi:blinds"}
"""
    hall, desk, tv, plug, other, bell, drive, water, blind = mapped_devices(parse_devices(text))
    assert isinstance(hall, MappedOutput)
    assert (hall.kind, hall.icon) == (MappedKind.LIGHT, "mdi:led-on")
    assert isinstance(desk, MappedOutput)
    assert (desk.kind, desk.icon, desk.watts) == (MappedKind.LIGHT, "mdi:desk-lamp", None)
    assert isinstance(tv, MappedOutput)
    assert (tv.kind, tv.icon, tv.watts, tv.energy) == (MappedKind.SWITCH, "mdi:television", 80, True)
    assert [each.kind for each in (plug, other) if isinstance(each, MappedOutput)] == [MappedKind.OUTLET] * 2
    assert isinstance(bell, MappedOutput)
    assert (bell.kind, bell.pulse, bell.room) == (MappedKind.IMPULSE, 1.5, "Hall")
    assert isinstance(drive, MappedOutput)
    assert (drive.kind, drive.device_class, drive.pulse) == (MappedKind.GATE, "garage", 0.5)
    assert isinstance(water, MappedOutput)
    assert (water.kind, water.device_class) == (MappedKind.VALVE, "")
    assert isinstance(blind, MappedCover)
    assert (blind.device_class, blind.icon) == ("blind", "mdi:blinds")


def test_the_icon_of_an_impulse_is_the_one_of_the_table() -> None:
    icons = json.loads((Path(ipcom.__file__).parent / "icons.json").read_text("utf-8"))
    assert icons["entity"]["button"]["impulse"]["default"] == KINDS[MappedKind.IMPULSE].icon


async def test_an_icon_that_the_owner_chose_shows(hass: HomeAssistant, gateway: Any) -> None:
    home = await start_kinds(hass, gateway, OPENER, BELL, replace(SHADE, room=""))
    assert home.attribute("button.opener", "icon") == "mdi:door"
    opener = home.subentry("2_2")
    hass.config_entries.async_update_subentry(home.entry, opener, data={**opener.data, "icon": "mdi:gate"})
    await hass.async_block_till_done()
    assert home.attribute("button.opener", "icon") == "mdi:gate"
    assert home.attribute("button.bell", "icon") is None
    assert home.attribute("cover.shade", "icon") == "mdi:sunglasses"
    assert home.attribute("cover.shade", "device_class") == "awning"
