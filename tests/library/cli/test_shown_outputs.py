"""Which outputs are shown."""

import pytest

from ipcom.cli.shown_outputs import find_shown, outputs_on, watched_at_first
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices_yaml import parse_devices
from ipcom.model.snapshot import StateSnapshot

DEVICES = parse_devices("""\
lights:
  lamp: {module: 1, output: 1, type: light, room: Kitchen}
shutters:
  u: {module: 5, output: 2, type: switch, room: Kitchen, relay_role: up, paired_device: d}
  d: {module: 5, output: 1, type: switch, room: Kitchen, relay_role: down, paired_device: u}
""")
OFF = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)
LAMP, DOWN, UP, STRANGER = map(OutputAddress.parse, ("1/1", "5/1", "5/2", "9/8"))


def test_names_and_rooms_go_together_each_output_once() -> None:
    assert find_shown(("lamp",), ("kitchen",), DEVICES) == [LAMP, DOWN, UP]
    assert find_shown((), (), DEVICES) == []


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        find_shown(("lmp",), ("Kitchn",), DEVICES)
    assert len(caught.value.problems) == 2


def test_the_first_state_has_what_is_chosen_or_all_that_may_be_on() -> None:
    lit = OFF.replace_values({STRANGER: 255})
    assert outputs_on(lit) == [STRANGER]
    assert watched_at_first((UP,), DEVICES, lit) == [UP]
    assert watched_at_first((), DEVICES, lit) == [LAMP, DOWN, UP, STRANGER]
