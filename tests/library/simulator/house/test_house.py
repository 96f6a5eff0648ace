"""Houses: the demo one, one of one's own, and one from a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.model.devices import RelayRole
from ipcom.model.devices_yaml import load_devices
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator import Faults, House, MotorSpec
from tests.library.simulator.simulator_rig import DIMMER, LEFT, LIGHT, HandClock

DEVICES = """
lights:
  kitchen: {module: 3, output: 4, type: switch, display_name: "Kitchen"}
switches:
  gate: {module: 1, output: 1, type: switch, display_name: "Gate"}
shutters:
  front_d: {module: 5, output: 1, type: switch, display_name: "Front", relay_role: down, paired_device: front_u}
  front_u: {module: 5, output: 2, type: switch, display_name: "Front", relay_role: up, paired_device: front_d}
"""


def write(folder: Path, text: str, name: str = "house.yaml") -> Path:
    (folder / "devices.yaml").write_text(DEVICES, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_demo_house_is_what_was_promised() -> None:
    devices = House.demo().devices
    assert (len(devices.lights), len(devices.switches), len(devices.shutters)) == (12, 2, 3)
    assert sum(light.supports_brightness for light in devices.lights) == 2
    assert {device.address.module for device in devices.outputs} == {1, 2, 3, 4, 5, 6}
    assert devices.at(LIGHT) == devices.by_key("kitchen")
    assert LEFT in devices.pairs()


def test_every_device_of_the_demo_house_is_in_a_room() -> None:
    house = House.demo()
    assert all(house.room_of(device) for device in house.devices.outputs)
    assert house.room_of(house.devices.find("Living left")) == "Living room"


def test_its_devices_yaml_loads_again(tmp_path: Path) -> None:
    house = House.demo()
    path = tmp_path / "devices.yaml"
    path.write_text(house.devices_yaml(), encoding="utf-8")
    assert load_devices(path).pairs() == house.devices.pairs()
    assert load_devices(path).kinds() == house.devices.kinds()
    assert house.devices_yaml(1) == house.devices_yaml()


def test_every_motor_of_the_demo_house_has_its_own_times() -> None:
    times = {motor.spec.up_s for motor in House.demo().world.shutters.values()}
    assert len(times) == 3


def test_two_buses_share_a_clock_and_a_power_cut() -> None:
    clock = HandClock()
    house = House.demo({1: BusType.MINIDO, 2: BusType.BIBUS})
    house.follow(clock)
    house.speed = 5.0
    for world in house.buses.values():
        world.press_shutter(LEFT, "down")
    clock.pass_by(1)
    positions = [world.shutters[LEFT].position for world in house.buses.values()]
    assert positions[0] == positions[1] < 80
    assert house.speed == 5.0
    house.lose_power()
    assert not any(any(world.values()) for world in house.buses.values())


def test_a_house_can_be_made_of_devices_alone() -> None:
    devices = House.demo().devices
    house = House.of(devices)
    assert set(house.world.shutters) == set(devices.pairs())
    assert house.room_of(devices.outputs[0]) == ""


def test_a_devices_yaml_is_a_house(tmp_path: Path) -> None:
    house = House.from_file(write(tmp_path, DEVICES, "mine.yaml"))
    assert house.devices.by_key("kitchen") is not None
    assert house.faults == Faults()


def test_an_empty_file_is_the_demo_house(tmp_path: Path) -> None:
    house = House.from_file(write(tmp_path, ""))
    assert house.devices == House.demo().devices
    assert house.room_of(house.devices.outputs[0])
    assert house.world.shutters[LEFT].spec == House.demo().world.shutters[LEFT].spec


def test_a_house_file_may_say_everything(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        devices: devices.yaml
        bus_type: bibus
        rooms: {Downstairs: [kitchen]}
        motors: {front_u: {up: 21, down: 19.5, start_delay: 0.2, stop_lag: 0.1, position: 30}}
        auto_off: {front_u: 40}
        wall_auto_off: {kitchen: 180}
        momentary: [gate]
        ramp: 1.5
        dimmer_step: 2
        flicker: 0.1
        faults: [split, ignore_writes=20]
        bus_2: {bus_type: minido}
        """,
    )
    house = House.from_file(path)
    layout = house.world.layout
    assert layout.bus_type is BusType.BIBUS
    assert house.room_of(house.devices.find("kitchen")) == "Downstairs"
    assert list(layout.shutters.values()) == [MotorSpec(21.0, 19.5, 0.2, 0.1, 30.0)]
    assert layout.on_time_s(OutputAddress(5, 2)) == 40.0
    assert (layout.on_time_s(LIGHT), layout.on_time_s(LIGHT, pressed=True)) == (None, 180.0)
    assert layout.kind(OutputAddress(1, 1)) is OutputKind.MOMENTARY
    assert (layout.dimmer.ramp_s, layout.dimmer.step, layout.flicker_s) == (1.5, 2, 0.1)
    assert house.faults == Faults(split=1, ignore_writes_percent=20.0)
    assert house.buses[2].layout.kind(DIMMER) is OutputKind.DIMMER


def test_toml_says_the_same(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'devices = "devices.yaml"\n[motors.front_u]\nup = 30\n[faults]\nsplit = true\njitter = "80ms"\n',
        "house.toml",
    )
    house = House.from_file(path)
    pair = ShutterPair(OutputAddress(5, 2), OutputAddress(5, 1))
    assert house.world.shutters[pair].spec == MotorSpec(up_s=30.0)
    assert house.faults == Faults(split=1, jitter_s=0.08)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a list", "is no mapping"),
        ("a: [", "expected"),
        ("roms: {}", '"roms" is unknown.*Did you mean "rooms"'),
        ("xyz: 1", '"xyz" is unknown.*there are: devices'),
        ("devices: 3", "devices: 3.*write a text"),
        ("devices: missing.yaml", "missing.yaml"),
        ("bus_type: canbus", '"canbus" is unknown.*minido or bibus'),
        ("momentary: gate", "momentary: 'gate'.*list of names"),
        ("momentary: [gate]", 'there is no device "gate"'),
        ("motors: [1]", "motors: .*write a mapping"),
        ("motors: {nowhere: {}}", "nowhere"),
        ("motors: {kitchen: {}}", '"kitchen" is no shutter'),
        ("motors: {living_left_u: {up: 0}}", "motors: living_left_u: up: 0.*from 0.1"),
        ("motors: {living_left_u: {up: fast}}", "up: 'fast'"),
        ("motors: {living_left_u: {speed: 1}}", '"speed" is unknown'),
        ("ramp: yes", "ramp: True"),
        ("dimmer_step: 1.5", "dimmer_step: 1.5.*whole number from 1 to 100"),
        ("dimmer_step: 0", "dimmer_step: 0"),
        ("faults: [splitt]", 'faults: There is no fault "splitt"'),
        ("faults: 3", "faults: 3.*list of names"),
    ],
)
def test_mistakes_in_a_house_file_say_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as raised:
        House.from_file(write(tmp_path, text))
    assert all(problem.file.startswith(str(tmp_path)) for problem in raised.value.problems)


def test_every_mistake_in_a_house_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        House.from_file(write(tmp_path, "bus_type: x\nramp: -1\nbus_2: {flicker: long}\n"))
    assert len(raised.value.problems) == 3


def test_a_house_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        House.from_file(tmp_path / "nothing.yaml")


def test_broken_toml_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"broken\.toml"):
        House.from_file(write(tmp_path, "a = ", "broken.toml"))


def test_a_shutter_is_found_by_either_relay(tmp_path: Path) -> None:
    house = House.from_file(write(tmp_path, "motors: {living_left_d: {up: 33}}"))
    assert house.world.shutters[LEFT].spec.up_s == 33.0
    assert house.devices.by_key("living_left_u").relay_role is RelayRole.UP  # type: ignore[union-attr]


LINES = """
devices: devices.yaml
motors:
  front_u: {up: 21}
  kitchen: {up: 3}
  front_d:
    up: fast
auto_off:
  nowhere: 40
ramp: -1
momentary:
  - hall
rooms: [1]
fautls: {}
faults: {split: -1}
bus_2: {flicker: long}
"""


def test_each_mistake_in_yaml_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        House.from_file(write(tmp_path, LINES))
    assert sorted(problem.line or 0 for problem in raised.value.problems) == [5, 7, 9, 10, 11, 13, 14, 15, 16]


def test_each_mistake_in_toml_has_the_path_of_its_key(tmp_path: Path) -> None:
    text = 'ramp = -1\n[motors.living_left_u]\nup = "fast"\nspeed = 1\n[bus_2]\nflicker = true\n'
    with pytest.raises(ConfigurationError) as raised:
        House.from_file(write(tmp_path, text, "house.toml"))
    said = [problem.message for problem in raised.value.problems]
    assert sorted(said) == [
        "bus_2.flicker: True",
        'motors.living_left_u."speed" is unknown',
        "motors.living_left_u.up: 'fast'",
        "ramp: -1",
    ]


def test_a_value_in_a_message_is_cut(tmp_path: Path) -> None:
    text = "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\nramp: [*b, *b, *b, *b, *b, *b]\n"
    with pytest.raises(ConfigurationError) as raised:
        House.from_file(write(tmp_path, text))
    assert max(len(str(problem)) for problem in raised.value.problems) < 400


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "house.yaml")
    with pytest.raises(ConfigurationError, match="is a pipe"):
        House.from_file(tmp_path / "house.yaml")
