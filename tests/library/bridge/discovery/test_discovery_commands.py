"""What Home Assistant is told of the commands of each type."""

import pytest

from ipcom.bridge.discovery.discovery_commands import (
    COVER_CLASSES,
    command_component,
    cover_commands,
    cover_shown,
)
from ipcom.model.devices import DeviceType
from tests.library.bridge.discovered_things import TOPICS, output, shutter

STATE = "{{ value_json.state }}"


@pytest.mark.parametrize(
    ("kind", "platform", "keys"),
    [
        (DeviceType.LIGHT, "light", {"schema": "json", "supported_color_modes": ["onoff"]}),
        (
            DeviceType.DIMMER,
            "light",
            {"schema": "json", "supported_color_modes": ["brightness"], "brightness_scale": 100},
        ),
        (DeviceType.SWITCH, "switch", {"value_template": STATE, "device_class": "switch"}),
        (DeviceType.OUTLET, "switch", {"value_template": STATE, "device_class": "outlet"}),
        (DeviceType.FAN, "fan", {"state_value_template": STATE}),
        (DeviceType.VALVE, "valve", {"payload_open": "ON", "payload_close": "OFF", "device_class": "water"}),
        (DeviceType.SIREN, "siren", {"command_template": "{{ value }}", "support_volume_set": False}),
    ],
)
def test_each_type_has_its_platform(kind: DeviceType, platform: str, keys: dict[str, object]) -> None:
    made, component = command_component(output(kind), TOPICS)
    assert made == platform
    assert keys.items() <= component.items()
    assert component["command_topic"] == f"ipcom/home/{kind}/set"
    assert component["state_topic"] == f"ipcom/home/{kind}/state"
    assert "retain" not in component
    assert "optimistic" not in component


@pytest.mark.parametrize("kind", [DeviceType.IMPULSE, DeviceType.GATE])
def test_what_is_on_for_a_moment_is_a_button(kind: DeviceType) -> None:
    expected = {"command_topic": f"ipcom/home/{kind}/set", "payload_press": "PRESS"}
    assert command_component(output(kind), TOPICS) == ("button", expected)


def test_what_the_owner_calls_it_counts() -> None:
    _, socket = command_component(output(DeviceType.SWITCH, device_class="outlet"), TOPICS)
    assert socket["device_class"] == "outlet"
    _, gas = command_component(output(DeviceType.VALVE, device_class="gas"), TOPICS)
    assert gas["device_class"] == "gas"
    awning = cover_shown(shutter(device_class="awning"), TOPICS, tilts=False)
    assert awning["device_class"] == "awning"
    unknown = cover_shown(shutter(device_class="drawbridge"), TOPICS, tilts=False)
    assert unknown["device_class"] == COVER_CLASSES[0] == "shutter"


def test_a_shutter_goes_to_positions_if_it_is_measured_and_tilts_if_its_slats_turn() -> None:
    plain = cover_commands(shutter(), TOPICS, positions=False, tilts=False)
    assert plain == {
        "command_topic": "ipcom/home/left/set",
        "payload_open": "OPEN",
        "payload_close": "CLOSE",
        "payload_stop": "STOP",
    }
    whole = cover_commands(shutter(), TOPICS, positions=True, tilts=True)
    assert whole["set_position_topic"] == "ipcom/home/left/position/set"
    assert whole["tilt_command_topic"] == "ipcom/home/left/tilt/set"
    assert "tilt_status_topic" not in cover_shown(shutter(), TOPICS, tilts=False)
    assert cover_shown(shutter(), TOPICS, tilts=True)["tilt_status_topic"] == "ipcom/home/left/state"
