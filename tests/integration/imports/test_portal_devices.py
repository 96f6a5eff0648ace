"""What the portal describes is compared by outputs with what is mapped."""

from dataclasses import replace

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedCover, MappedDevice, MappedOutput
from custom_components.ipcom.imports.devices_file import mapped_devices
from custom_components.ipcom.imports.portal_devices import compare_with_portal, turned
from custom_components.ipcom.library import FoundDevices, OutputAddress, parse_devices
from tests.integration.files import SMALL

FOUND = FoundDevices(parse_devices(SMALL))


def mapped(*devices: MappedDevice) -> dict[str, MappedDevice]:
    return {f"subentry_{number}": device for number, device in enumerate(devices)}


def test_everything_is_new_to_an_empty_house() -> None:
    comparison = compare_with_portal({}, FOUND)
    assert [device.name for device in comparison.new] == [
        "Kitchen",
        "Living room",
        "Coffee machine",
        "Living left",
    ]
    assert {device.object_id for device in comparison.new} == {""}
    assert comparison.new[0].key == "kitchen"
    assert not comparison.renamed
    assert not comparison.gone
    assert not comparison.empty


def test_nothing_is_new_to_a_house_that_has_it_all() -> None:
    comparison = compare_with_portal(mapped(*mapped_devices(FOUND.devices)), FOUND)
    assert comparison.empty
    assert not comparison.gone


def test_a_cover_is_known_by_both_relays_in_either_order() -> None:
    cover = next(each for each in mapped_devices(FOUND.devices) if isinstance(each, MappedCover))
    comparison = compare_with_portal(mapped(replace(turned(cover), name="Left")), FOUND)
    assert not [each for each in comparison.new if isinstance(each, MappedCover)]
    (renamed,) = comparison.renamed
    assert renamed.after == replace(turned(cover), name="Living left")


def test_a_key_of_another_device_stays_with_it() -> None:
    other = MappedOutput("Other", OutputAddress(9, 1), MappedKind.LIGHT, key="kitchen")
    comparison = compare_with_portal(mapped(other), FOUND)
    assert comparison.new[0].key == ""
    assert comparison.gone == (other,)
