"""The mapping as a devices.yaml, which imports again to the same, whatever the things are called."""

from dataclasses import replace
from random import Random

import pytest

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.kinds import COVER_CLASSES, KINDS
from custom_components.ipcom.devices.mapping import MappedCover, MappedDevice, MappedOutput
from custom_components.ipcom.imports.devices_export import export_devices
from custom_components.ipcom.imports.devices_file import mapped_devices
from custom_components.ipcom.imports.import_plan import plan_import
from custom_components.ipcom.library import OutputAddress, parse_devices

CHARACTERS = "aZ9 éß浴🏠'\"\\#:-{}[]&*!|>%@`,\t\n\r\x00\x07\x7f\x85\u2028\u202e\ufeff~?=<"
KEYS = ("kitchen", "on", "Left_u", "12", "left_d", "ключ", "null", "<<")
HOUSES = range(300)
each_house = pytest.mark.parametrize("seeds", [HOUSES], ids=["300 houses"])


def text(rng: Random, least: int = 0) -> str:
    return "".join(rng.choices(CHARACTERS, k=rng.randint(least, 12)))


def name(rng: Random) -> str:
    """A name as the forms take it: not blank, and without blanks around it."""
    return text(rng).strip() or "Lamp"


def output(rng: Random, address: OutputAddress) -> MappedOutput:
    """An output as the forms can make it."""
    kind = rng.choice(list(MappedKind))
    watts = rng.choice([None, 60.0, 0.1, rng.uniform(0.001, 9999)])
    return MappedOutput(
        name(rng),
        address,
        kind,
        key=rng.choice(["", *KEYS]),
        pulse=rng.choice([0.5, 1.25, 60.0]),
        watts=watts,
        energy=watts is not None and rng.choice([False, True]),
        icon=rng.choice(["", "mdi:lamp"]),
        device_class=rng.choice(["", *KINDS[kind].device_classes]),
        room=rng.choice(["", name(rng)]),
    )


def cover(rng: Random, up: OutputAddress, down: OutputAddress) -> MappedCover:
    """A cover as the forms can make it."""
    return MappedCover(
        name(rng),
        up,
        down,
        device_class=rng.choice(COVER_CLASSES),
        key=rng.choice(["", *KEYS]),
        icon=rng.choice(["", "mdi:lamp"]),
        room=rng.choice(["", name(rng)]),
        options=CoverOptions.from_data({"travel_time_up": 21.0, "travel_time_down": 19.5}),
    )


def house(seed: int) -> dict[str, MappedDevice]:
    """A house of some outputs and covers, whose keys are one of a kind."""
    rng = Random(seed)
    found: dict[str, MappedDevice] = {}
    taken: set[str] = set()
    for number in range(1, rng.randint(1, 7)):
        one, other = OutputAddress(number, rng.randint(1, 4)), OutputAddress(number, rng.randint(5, 8))
        choices: list[MappedDevice] = [output(rng, one), cover(rng, one, other), cover(rng, other, one)]
        device = rng.choice(choices)
        if device.key.casefold() in taken:
            device = replace(device, key="")
        taken.add(device.key.casefold())
        found[f"subentry_{number}"] = device
    return found


def without_ids(device: MappedDevice) -> MappedDevice:
    """Without what a file gives to what had none, and what it does not hold."""
    if isinstance(device, MappedCover):
        return replace(device, key="", object_id="", options=CoverOptions())
    return replace(device, key="", object_id="")


@each_house
def test_an_export_imports_again_to_the_same(seeds: range) -> None:
    for seed in seeds:
        exported = house(seed)
        again = mapped_devices(parse_devices(export_devices(exported.values(), text(Random(seed)))))
        expected = {device.local_id: without_ids(device) for device in exported.values()}
        assert {device.local_id: without_ids(device) for device in again} == expected, seed
        kept = {device.local_id: device.key for device in exported.values() if device.key}
        assert kept.items() <= {device.local_id: device.key for device in again}.items(), seed


@each_house
def test_an_import_of_the_own_export_changes_nothing(seeds: range) -> None:
    for seed in seeds:
        exported = house(seed)
        plan = plan_import(exported, mapped_devices(parse_devices(export_devices(exported.values()))))
        assert plan.empty, (seed, plan.added, plan.changed)
        assert not plan.blocked
        assert not plan.kept


def test_the_text_is_what_a_person_would_write() -> None:
    lamp = MappedOutput("Küche", OutputAddress(3, 4), MappedKind.LIGHT, room="Küche")
    shutter = MappedCover("Salon", OutputAddress(5, 2), OutputAddress(5, 1), device_class="shutter")
    assert export_devices([lamp, shutter], "Villa\nlights: {}").splitlines() == [
        "# Villa\\U0000000alights: {}",
        "lights:",
        "  kuche:",
        "    module: 3",
        "    output: 4",
        "    type: light",
        '    display_name: "Küche"',
        '    room: "Küche"',
        "switches:",
        "shutters:",
        "  salon_d:",
        "    module: 5",
        "    output: 1",
        "    type: switch",
        '    display_name: "Salon"',
        '    device_class: "shutter"',
        "    relay_role: down",
        "    paired_device: salon_u",
        "  salon_u:",
        "    module: 5",
        "    output: 2",
        "    type: switch",
        '    display_name: "Salon"',
        '    device_class: "shutter"',
        "    relay_role: up",
        "    paired_device: salon_d",
    ]


def test_an_empty_house_is_an_empty_file() -> None:
    assert parse_devices(export_devices([])).outputs == ()
