"""Values of outputs as text and as bars."""

from __future__ import annotations

import pytest

from ipcom.cli.levels import bar, brightness, state_text
from ipcom.model.devices import OutputDevice
from ipcom.simulator import House

DEVICES = House.demo().devices.outputs
DIMMER = next(device for device in DEVICES if device.supports_brightness)
LAMP = next(device for device in DEVICES if not device.supports_brightness)


@pytest.mark.parametrize(("value", "percent"), [(0, 0), (40, 40), (100, 100), (255, 100)])
def test_more_than_a_hundred_is_full(value: int, percent: int) -> None:
    assert brightness(value) == percent


@pytest.mark.parametrize(
    ("value", "device", "text"),
    [(0, DIMMER, "off"), (40, DIMMER, "40 %"), (255, DIMMER, "100 %"), (255, LAMP, "on"), (1, None, "on")],
)
def test_a_dimmer_shows_its_percent_and_any_other_output_on_or_off(
    value: int, device: OutputDevice | None, text: str
) -> None:
    assert state_text(value, device) == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [(0, "    "), (50, "██  "), (100, "████"), (31.25, "█▎  "), (-5, "    "), (120, "████")],
)
def test_a_bar_is_filled_by_eighths_of_a_character(percent: float, text: str) -> None:
    assert bar(percent, 4) == text
