"""off --all, off --room and on --room: lights, outlets if they are asked for, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.cli.selection import is_light, is_outlet, room_names
from ipcom.model.devices_yaml import parse_devices
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, frames, press, run_process, value

LIGHT, OUTLET, NEITHER = "light", "outlet", "neither"
KINDS = [
    ("lights", "type: light", LIGHT),
    ("lights", "type: dimmer", LIGHT),
    ("lights", "type: switch", LIGHT),
    ("lights", "type: switch, device_class: outlet", OUTLET),
    ("lights", "type: light, device_class: Outlet", OUTLET),
    ("lights", "type: outlet", OUTLET),
    ("lights", "type: fan", NEITHER),
    ("lights", "type: impulse", NEITHER),
    ("switches", "type: light", LIGHT),
    ("switches", "type: dimmer", LIGHT),
    ("switches", "type: outlet", OUTLET),
    ("switches", "type: switch, device_class: outlet", OUTLET),
    ("switches", "type: switch", NEITHER),
    ("switches", "type: switch, device_class: switch", NEITHER),
    ("switches", "type: fan", NEITHER),
    ("switches", "type: valve", NEITHER),
    ("switches", "type: valve, device_class: outlet", NEITHER),
    ("switches", "type: siren", NEITHER),
    ("switches", "type: impulse", NEITHER),
    ("switches", "type: impulse, device_class: outlet", NEITHER),
    ("switches", "type: gate", NEITHER),
]


@pytest.mark.parametrize(("section", "written", "kind"), KINDS)
def test_every_kind_of_device_is_decided(section: str, written: str, kind: str) -> None:
    (device,) = parse_devices(f"{section}:\n  it: {{module: 1, output: 1, {written}}}\n").outputs
    assert (is_light(device), is_outlet(device)) == (kind == LIGHT, kind == OUTLET)


def all_on(gateway: ThreadedGateway, *more: str) -> None:
    """Switch on at the wall: two lights, a dimmer, an outlet, and outputs that nothing declares."""
    for address in ("1/1", "3/4", "6/1", "4/5", "16/8", *more):
        press(gateway, address)


def states(gateway: ThreadedGateway) -> list[bool]:
    return [value(gateway, address) > 0 for address in ("1/1", "3/4", "6/1", "4/5", "16/8")]


def test_all_lights_go_off_and_a_freezer_stays_on(gateway: ThreadedGateway) -> None:
    all_on(gateway)
    ended = run_process("off", "--all")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == "Hall: off"
    assert len(ended.out.splitlines()) == 12
    assert states(gateway) == [False, False, False, True, True]


def test_outlets_go_off_only_if_they_are_asked_for(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    all_on(gateway)
    assert len(ipcom("off", "--all", "--outlets", "--json").json["devices"]) == 14
    assert states(gateway) == [False, False, False, False, True]


def test_a_frame_is_sent_to_each_module_in_which_a_light_is_on(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    for address in ("2/1", "2/2", "2/3", "3/5"):
        press(gateway, address)
    assert ipcom("off", "--all").code == 0
    assert frames(gateway) == [(2, [0] * 8), (3, [0] * 8)]


def test_a_moving_shutter_and_an_impulse_stay_as_they_are(
    gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path
) -> None:
    text = house_file.read_text("utf-8").replace("type: switch", "type: impulse", 1)
    house_file.write_text(text, "utf-8")
    all_on(gateway, "5/1")
    assert ipcom("off", "--all", "--outlets").code == 0
    assert value(gateway, "5/1") == 255
    assert value(gateway, "4/5") == 255


def test_a_room_is_found_by_its_name_in_any_case(rooms: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "--room", "kitchen").out == "Kitchen: on\nKitchen worktop: on\n"
    press(rooms, "4/5")
    press(rooms, "1/1")
    assert ipcom("off", "--room", "KITCHEN ").out == "Kitchen: off\nKitchen worktop: off\n"
    assert states(rooms) == [True, False, False, True, False]
    assert ipcom("off", "--room", "kitchen", "--room", "hall", "--outlets").code == 0
    assert states(rooms) == [False] * 5


def test_a_dimmer_of_a_room_goes_on_fully(rooms: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "--room", "Living room").out == "Living room: 100 %\n"
    assert frames(rooms) == [(6, [100, 0, 0, 0, 0, 0, 0, 0])]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("off",), "Missing argument 'NAME...'. Try: ipcom off --help"),
        (("on",), "Missing argument 'NAME...'. Try: ipcom on --help"),
        (("off", "hall", "--all"), "Give names, or --room, or --all: one of them."),
        (("off", "--all", "--room", "Hall"), "Give names, or --room, or --all: one of them."),
        (("on", "hall", "--room", "Hall"), "Give names, or --room, or --all: one of them."),
        (("off", "hall", "--outlets"), "--outlets belongs to --room or --all."),
        (("on", "--all"), "No such option"),
        (("off", "--room", "Kichen"), 'There is no room "Kichen". Did you mean "Kitchen"?'),
        (("off", "--room", "Xyz", "--room", "Zyx"), 'no room "Zyx". Rooms are Hall, Outside,'),
        (("off", "--room", "Xyz", "--room", "Zyx"), 'no room "Xyz". Rooms are Hall, Outside,'),
        (("on", "--room", "Hall", "--undeclared"), "--undeclared"),
    ],
)
def test_a_mistake_is_told_and_switches_nothing(
    rooms: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...], said: str
) -> None:
    ended = ipcom(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert frames(rooms) == []


def test_a_file_without_rooms_says_how_to_name_them(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("off", "--room", "Kitchen")
    assert ended.code == 2
    assert 'devices.yaml names no rooms. Add room: "Kitchen" to the devices in it.' in ended.err


def test_a_room_without_lights_and_a_house_without_any_are_told(
    gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path
) -> None:
    house_file.write_text("switches:\n  freezer: {module: 1, output: 1, type: outlet, room: Cellar}\n")
    press(gateway, "1/1")
    ended = ipcom("off", "--room", "cellar")
    assert ended.code == 2
    assert "There is no light in Cellar. Outlets are taken with --outlets." in ended.err
    assert "There is no light in devices.yaml." in ipcom("off", "--all").err
    assert value(gateway, "1/1") == 255
    assert ipcom("off", "--room", "cellar", "--outlets").out == "Freezer: off\n"


def test_without_a_devices_yaml_nothing_is_switched(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")
    all_on(gateway)
    assert ipcom("off", "--all", "--outlets").code == 2
    assert frames(gateway) == []


def test_rooms_are_named_once_in_the_order_of_the_outputs() -> None:
    lamp = "  {0}: {{module: 1, output: {1}, type: light, room: {2}}}\n"
    text = (
        "lights:\n" + lamp.format("a", 1, "Hall") + lamp.format("b", 2, "attic") + lamp.format("c", 3, "HALL")
    )
    assert room_names(parse_devices(text)) == ["Hall", "attic"]
