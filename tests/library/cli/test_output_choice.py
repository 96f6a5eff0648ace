"""What a command makes of each output that it was given."""

from __future__ import annotations

from ipcom.cli.output_choice import OutputChoice
from ipcom.cli.targets import Target
from ipcom.model.devices_yaml import parse_devices
from ipcom.model.snapshot import StateSnapshot

BELL, LAMP = parse_devices(
    "lights: {lamp: {module: 1, output: 2, type: light}}\n"
    "switches: {bell: {module: 1, output: 1, type: impulse, pulse: 0.7}}\n"
).outputs
TARGETS = [Target(device.address, device) for device in (BELL, LAMP)]
NOW = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0).replace_values(
    {LAMP.address: 255}
)


def test_a_value_is_chosen_from_the_one_that_each_has() -> None:
    choice = OutputChoice(TARGETS, lambda target, value: 0 if value else target.on_value)
    wanted = choice.values(NOW)
    assert wanted == {BELL.address: 255, LAMP.address: 0}
    assert choice.pulses(wanted) == {BELL.address: 0.7}


def test_an_impulse_that_goes_off_is_no_pulse() -> None:
    choice = OutputChoice(TARGETS, lambda *_: 0)
    assert choice.pulses(choice.values(NOW)) == {}
