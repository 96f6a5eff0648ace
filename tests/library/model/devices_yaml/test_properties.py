"""The table of what may stand in a devices.yaml."""

from dataclasses import fields

from ipcom.model.devices import Category, OutputDevice
from ipcom.model.devices_yaml.properties import KNOWN, REQUIRED, SAYS, SECTIONS

NOT_WRITTEN = {"key", "category", "address", "line"}
"""What a device has by the place where it stands."""


def test_every_property_is_described() -> None:
    assert SAYS.keys() == set(KNOWN)
    assert SECTIONS.keys() == set(Category)
    assert all(text.endswith(".") for text in (*SAYS.values(), *SECTIONS.values()))


def test_every_field_of_a_device_can_be_written() -> None:
    own = {field.name for field in fields(OutputDevice)} - NOT_WRITTEN
    assert set(KNOWN) == own | set(REQUIRED)
