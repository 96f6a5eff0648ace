"""on, off, toggle, dim and status against a house."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipcom.cli.house_table import motion_text
from ipcom.client.client import IPComClient
from ipcom.errors import CommandNotConfirmed, CommandSuperseded
from ipcom.model.address import OutputAddress
from ipcom.model.snapshot import StateSnapshot
from ipcom.simulator.faults import Faults
from ipcom.simulator.house.house import House
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import PATIENCE_S, Ipcom, press, start_process, value, wait_for


def test_on_and_off_by_key(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("on", "kitchen")
    assert (ended.code, ended.out, ended.err) == (0, "Kitchen: on\n", "")
    assert value(gateway, "3/4") == 255
    assert ipcom("off", "kitchen").out == "Kitchen: off\n"
    assert value(gateway, "3/4") == 0


def test_several_names_in_any_case_go_together(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("on", "HALL", "Kitchen Worktop", "hall", "coffee")
    assert ended.out == "Hall: on\nKitchen worktop: on\nCoffee machine: on\n"
    assert [value(gateway, at) for at in ("1/1", "3/5", "4/5")] == [255, 255, 255]


def test_toggle_does_the_opposite_for_each(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "1/1")
    assert ipcom("toggle", "hall", "porch").out == "Hall: off\nPorch: on\n"


def test_a_dimmer_is_switched_on_fully_and_dimmed_by_percent(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "living").out == "Living room: 100 %\n"
    assert ipcom("dim", "living", "40").out == "Living room: 40 %\n"
    assert value(gateway, "6/1") == 40
    assert ipcom("dim", "living", "0").out == "Living room: off\n"


def test_an_output_has_an_address_as_well_as_a_name(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "3/4").out == "Kitchen: on\n"
    assert ipcom("off", "3/4").out == "Kitchen: off\n"


@pytest.mark.parametrize("command", ["on", "toggle"])
def test_an_impulse_is_switched_on_once_and_is_off_afterwards(
    gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path, command: str
) -> None:
    text = house_file.read_text("utf-8").replace("type: switch", "type: impulse\n    pulse: 0.3", 1)
    house_file.write_text(text, "utf-8")
    ended = ipcom(command, "coffee", "hall")
    assert (ended.code, ended.out, ended.err) == (0, "Coffee machine: off\nHall: on\n", "")
    assert value(gateway, "4/5") == 0
    history = gateway.call(lambda it: list(it.house.world.history))
    assert [event.value for event in history if event.address == OutputAddress(4, 5)] == [255, 0]


UNDECLARED = [("on", "16/8"), ("toggle", "16/8"), ("dim", "16/8", "100"), ("check", "--write-test", "16/8")]


@pytest.mark.parametrize("arguments", UNDECLARED)
def test_an_undeclared_output_is_not_switched_on_and_the_line_to_write_is_told(
    gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path, arguments: tuple[str, ...]
) -> None:
    ended = ipcom(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "output 16/8 is not declared, so it may be half of a shutter's motor" in ended.err
    assert str(house_file) in ended.err
    assert value(gateway, "16/8") == 0
    kind = "dimmer" if "dim" in arguments else "light"
    line = f"lamp_16_8: {{module: 16, output: 8, type: {kind}}}"
    assert line in ended.err
    text = house_file.read_text("utf-8").replace("lights:\n", f"lights:\n  {line}\n")
    house_file.write_text(text, "utf-8")
    assert ipcom(*arguments).code == 0


def test_a_declared_neighbour_is_not_switched_either(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("on", "hall", "16/8").code == 2
    assert value(gateway, "1/1") == 0


def test_an_undeclared_output_may_be_switched_off(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "16/8")
    assert value(gateway, "16/8") == 255
    ended = ipcom("off", "16/8")
    assert (ended.code, ended.out) == (0, "Output 16/8: off\n")
    assert value(gateway, "16/8") == 0


def test_without_a_devices_yaml_no_motor_is_driven(
    gateway: ThreadedGateway, ipcom: Ipcom, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")
    ended = ipcom("on", "5/3", "5/4")
    assert (ended.code, ended.out) == (2, "")
    assert "a new file devices.yaml in this folder, or " in ended.err
    assert str(home / "xdg_config_home" / "ipcom" / "devices.yaml") in ended.err
    assert [value(gateway, relay) for relay in ("5/3", "5/4")] == [0, 0]
    assert gateway.call(lambda it: len(it.transcript)) == 0


def test_json_tells_what_is_there_now(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("--json", "dim", "living", "40")
    assert ended.err == ""
    assert ended.json.keys() == {"timestamp", "host", "devices"}
    assert ended.json["devices"] == [
        {
            "device_key": "living",
            "display_name": "Living room",
            "category": "lights",
            "type": "dimmer",
            "module": 6,
            "output": 1,
            "supports_brightness": True,
            "value": 40,
            "state": "on",
            "brightness": 40,
        }
    ]


@pytest.mark.parametrize(
    "arguments", [("on", "living left"), ("off", "5/1"), ("toggle", "living_left_d"), ("dim", "5/2", "3")]
)
def test_a_shutter_relay_is_refused_with_the_command_to_use(
    gateway: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...]
) -> None:
    ended = ipcom(*arguments)
    assert ended.code == 1
    assert "Living left is a shutter" in ended.err
    assert "ipcom cover open living_left_u" in ended.err


def test_every_unknown_name_is_told_with_near_matches_and_nothing_is_switched(
    gateway: ThreadedGateway, ipcom: Ipcom
) -> None:
    ended = ipcom("on", "kitchn", "hall", "poarch", "99/99", "3/9", "16/8", "living left")
    assert ended.code == 2
    for said in ("99/99: There is no module 99: use 1 to 16", "3/9: There is no output 9: use 1 to 8"):
        assert said in ended.err
    assert "output 16/8 is not declared" in ended.err
    assert "Living left is a shutter" in ended.err
    assert 'Did you mean "kitchen"' in ended.err or 'Did you mean "Kitchen"' in ended.err
    assert '"porch"' in ended.err.lower()
    assert value(gateway, "1/1") == 0


def test_an_output_without_levels_is_not_dimmed(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("dim", "hall", "40")
    assert ended.code == 2
    assert "Hall is only on or off. Try: ipcom on hall" in ended.err
    assert ipcom("dim", "hall", "140").code == 2


def test_a_write_that_the_gateway_ignores_is_told_by_name(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    gateway.call(lambda it: setattr(it, "faults", Faults(ignore_writes_percent=100)))
    ended = ipcom("on", "kitchen", "--json")
    assert ended.code == 1
    assert ended.error["type"] == "CommandNotConfirmed"
    assert ended.error["message"].startswith("Kitchen: ")


def test_a_command_that_takes_longer_than_the_timeout_says_so(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    gateway.call(lambda it: setattr(it, "faults", Faults(ignore_writes_percent=100)))
    ended = ipcom("on", "kitchen", "--timeout", "0.5")
    assert ended.code == 5
    assert "longer than 0.5 s" in ended.err
    assert "ipcom check" in ended.err


def test_status_is_a_table_without_ornaments_in_a_pipe(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "3/4")
    lines = ipcom("status").out.splitlines()
    assert lines[0].split() == ["Device", "Key", "Output", "State"]
    assert ["Kitchen", "kitchen", "3/4", "on"] in [line.split() for line in lines]
    assert any(line.split() == ["Living", "left", "living_left_u", "5/2,", "5/1", "still"] for line in lines)
    assert all(line == line.rstrip() and line.isascii() for line in lines)


def test_a_dimmer_shows_its_level_as_a_bar(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ipcom("dim", "living", "50")
    assert ipcom("status", "living").out.endswith("6/1     50 %  \u2588\u2588\u2588\u2588\u2588\n")


def test_status_of_some(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    lines = ipcom("status", "hall", "living left", "16/8").out.splitlines()
    assert len(lines) == 4
    assert lines[3].split() == ["Output", "16/8", "16/8", "off"]


def test_status_as_json_has_every_relay_by_module_and_output(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "3/4")
    status = ipcom("status", "--json").json
    places = [(device["module"], device["output"]) for device in status["devices"]]
    assert places == sorted(places)
    assert len(places) == 20
    by_key = {device["device_key"]: device for device in status["devices"]}
    assert by_key["kitchen"]["state"] == "on"
    assert by_key["living_left_u"]["relay_role"] == "up"
    assert by_key["living_left_u"]["paired_device"] == "living_left_d"
    assert by_key["living"]["brightness"] == 0
    assert "brightness" not in by_key["kitchen"]


@pytest.mark.parametrize(("relay", "said"), [("5/1", "going down"), ("5/2", "going up")])
def test_a_moving_shutter_shows_its_direction(
    gateway: ThreadedGateway, ipcom: Ipcom, relay: str, said: str
) -> None:
    press(gateway, relay)
    assert said in ipcom("status", "living left").out


def test_status_without_devices_lists_what_is_on(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")
    assert ipcom("status").err == "Everything is off.\n"
    press(gateway, "3/4")
    assert ipcom("status").out.splitlines()[1].split() == ["Output", "3/4", "3/4", "on"]
    (device,) = ipcom("status", "--json").json["devices"]
    assert (device["module"], device["output"], device["value"], device["device_key"]) == (3, 4, 255, None)


def test_both_relays_of_a_shutter_on_is_shown_as_what_it_is() -> None:
    devices = House.demo().devices
    values = bytearray(128)
    for address in devices.shutters[0].pair.addresses:
        values[address.index] = 255
    snapshot = StateSnapshot(bytes(values), timestamp=0, asked_at=0, received_at=0)
    assert motion_text(devices.shutters[0], snapshot) == "both relays on!"


@pytest.fixture
def superseded(gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else is always first."""

    async def give_way(*_: object, **_options: object) -> None:
        raise CommandSuperseded("a newer command", [OutputAddress(3, 4)])

    monkeypatch.setattr(IPComClient, "set_outputs", give_way)


@pytest.mark.parametrize(
    "arguments", [("on", "kitchen"), ("off", "kitchen"), ("toggle", "kitchen"), ("on", "9/1", "--undeclared")]
)
def test_giving_way_to_another_command_is_no_error_and_not_done_either(
    superseded: None, ipcom: Ipcom, arguments: tuple[str, ...]
) -> None:
    ended = ipcom(*arguments)
    assert ended.code == 7
    assert ended.out.endswith(": off\n")
    assert ended.err == "Not done. Kitchen: a newer command\n"


def test_a_script_reads_notes_as_json_too(superseded: None, ipcom: Ipcom) -> None:
    ended = ipcom("on", "kitchen", "--json")
    assert ended.code == 7
    assert ended.json["devices"][0]["state"] == "off"
    assert json.loads(ended.err) == {"note": {"message": "Not done. Kitchen: a newer command"}}


def test_a_press_at_the_wall_that_wins_is_told_by_the_exit_code(gateway: ThreadedGateway) -> None:
    gateway.call(lambda it: setattr(it, "faults", Faults(ignore_writes_percent=100)))
    with start_process("dim", "living", "40") as process:
        wait_for(lambda: gateway.call(lambda it: it.transcript.writes))
        press(gateway, "6/1")
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (7, "Living room: 100 %\n")
    assert err == "Not done. Living room: output 6/1: somebody else set another value\n"


def test_what_can_be_done_is_done_and_all_that_was_not_is_told(
    superseded: None, ipcom: Ipcom, house_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unseen(*_: object) -> None:
        raise CommandNotConfirmed("it did not follow", [OutputAddress(4, 5)])

    monkeypatch.setattr(IPComClient, "pulse", unseen)
    text = house_file.read_text("utf-8").replace("type: switch", "type: impulse", 1)
    house_file.write_text(text, "utf-8")
    ended = ipcom("on", "kitchen", "coffee")
    assert ended.code == 1
    assert ended.out == "Kitchen: off\nCoffee machine: off\n"
    assert ended.err == "Kitchen: a newer command\nError: Coffee machine: it did not follow\n"


def test_an_error_about_an_output_without_a_name_stays_as_it_is(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **_options: object) -> None:
        raise CommandNotConfirmed("output 16/8 did not follow", [OutputAddress(16, 8)])

    monkeypatch.setattr(IPComClient, "set_outputs", fails)
    assert ipcom("off", "16/8").err == "Error: output 16/8 did not follow\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "A name is empty: perhaps a variable that stands there is not set."),
        ("  ", "A name is empty"),
        ("3-4", '"3-4" is no output: write module/output, for example 3/4.'),
        ("3.", '"3." is no output'),
        ("/4", '"/4" is no output'),
        ("9999/1", '"9999/1" is no output'),
        ("a\033[31mred", 'There is no device "a\ufffd[31mred"'),
        ("x" * 5000, f'There is no device "{"x" * 200}..."'),
    ],
)
@pytest.mark.parametrize("command", ["on", "off", "status"])
def test_what_is_no_name_is_told_in_words_that_a_terminal_can_show(
    gateway: ThreadedGateway, ipcom: Ipcom, command: str, name: str, said: str
) -> None:
    ended = ipcom(command, name)
    assert ended.code == 2
    assert said in ended.err
