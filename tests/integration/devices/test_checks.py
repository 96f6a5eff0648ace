"""What stands against saving an output or a cover, as flows and imports ask for it."""

import pytest

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.checks import Mistake, kind_mistake, name_mistake, outputs_mistake
from custom_components.ipcom.devices.kinds import KINDS
from custom_components.ipcom.devices.limits import LIMITS, impossible_numbers
from custom_components.ipcom.devices.mapping import MappedCover, MappedDevice, MappedOutput
from custom_components.ipcom.devices.naming import tidy_name
from custom_components.ipcom.library import OutputAddress

HALL = MappedOutput("Hall", OutputAddress(1, 1), MappedKind.LIGHT)
LEFT = MappedCover("Left", OutputAddress(5, 2), OutputAddress(5, 1))


@pytest.mark.parametrize(("text", "name"), [(" Big \t hall ", "Big hall"), ("\u00a0", ""), ("", "")])
def test_a_name_without_doubled_blanks(text: str, name: str) -> None:
    assert tidy_name(text) == name
    assert (name_mistake(text) is None) == bool(name)


def test_an_output_of_a_lamp_or_of_either_relay_of_a_cover_is_taken() -> None:
    others: dict[str, MappedDevice] = {"a": HALL, "b": LEFT}
    for device in others.values():
        for address in device.addresses:
            found = outputs_mistake({"output": address}, others)
            assert found == Mistake("output", "output_taken", device.name)
    assert outputs_mistake({"output": OutputAddress(5, 3)}, others) is None


@pytest.mark.parametrize("key", LIMITS)
def test_the_bounds_of_a_number_are_possible_and_what_lies_beyond_is_not(key: str) -> None:
    limit = LIMITS[key]
    for number in (limit.lowest, limit.highest):
        assert not list(impossible_numbers({key: number}))
    for number in (limit.lowest - 0.01, limit.highest + 0.01):
        assert list(impossible_numbers({key: number})) == [(key, limit.mistake)]


@pytest.mark.parametrize("kind", MappedKind)
def test_a_kind_takes_its_own_device_classes_and_power_if_it_draws_any(kind: MappedKind) -> None:
    traits = KINDS[kind]
    for device_class in traits.device_classes:
        assert kind_mistake(MappedOutput("X", HALL.address, kind, device_class=device_class)) is None
    found = kind_mistake(MappedOutput("X", HALL.address, kind, watts=40, energy=True))
    assert (found is None) == traits.draws_power
