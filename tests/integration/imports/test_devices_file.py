"""What Home Assistant makes of a devices.yaml, and how mistakes in it are listed."""

from custom_components.ipcom.imports.devices_file import mapped_devices, markdown_list
from custom_components.ipcom.library import parse_devices
from tests.integration.files import SMALL


def test_a_file_becomes_mapped_devices() -> None:
    devices = mapped_devices(parse_devices(SMALL, "devices.yaml"))
    assert {(t.name, t.platform, t.object_id) for t in devices} == {
        ("Kitchen", "light", "kitchen"),
        ("Living room", "light", "living_room"),
        ("Coffee machine", "switch", "coffee_machine"),
        ("Living left", "cover", "living_left"),
    }


def test_a_long_list_of_mistakes_is_cut() -> None:
    assert markdown_list([str(number) for number in range(25)]).endswith("- … + 5")
