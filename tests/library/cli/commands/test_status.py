"""The state of the house: what is on, and the values of all outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, press, run_process


def names(said: str) -> list[str]:
    """The first column of a table."""
    return [line.split("  ")[0].strip() for line in said.splitlines()[1:]]


def test_only_what_is_on(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    for address in ("3/4", "16/8"):
        press(gateway, address)
    ended = run_process("status", "--on")
    assert (ended.code, ended.err) == (0, "")
    assert names(ended.out) == ["Kitchen", "Output 16/8"]
    found = ipcom("status", "--on", "--json").json
    assert [(each["device_key"], each["value"]) for each in found["devices"]] == [
        ("kitchen", 255),
        (None, 255),
    ]
    assert found.keys() == {"timestamp", "host", "devices"}


def test_only_what_is_on_of_what_is_named(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "3/4")
    press(gateway, "1/1")
    assert names(ipcom("status", "--on", "kitchen", "living", "living left").out) == ["Kitchen"]
    nothing = ipcom("status", "--on", "living")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "All of that is off.\n")
    assert ipcom("status", "--on", "living", "--json").json["devices"] == []


def test_a_shutter_that_moves_is_on(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "5/1")
    (line,) = ipcom("status", "--on").out.splitlines()[1:]
    assert line.startswith("Living left")
    assert line.endswith("going down")
    (relay,) = ipcom("status", "--on", "--json").json["devices"]
    assert relay["relay_role"] == "down"


def test_nothing_is_on(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("status", "--on")
    assert (ended.code, ended.out, ended.err) == (0, "", "Everything is off.\n")


def test_without_devices_it_is_what_is_on(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")
    press(gateway, "3/4")
    assert ipcom("status").out == ipcom("status", "--on").out
    assert names(ipcom("status").out) == ["Output 3/4"]


def test_a_room(gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path) -> None:
    house_file.write_text(
        "lights:\n  lamp: {module: 3, output: 4, type: light, room: Kitchen}\n"
        "switches:\n  fridge: {module: 3, output: 5, type: outlet, room: kitchen}\n"
        "  pump: {module: 3, output: 6, type: switch, room: Cellar}\n"
    )
    assert names(ipcom("status", "--room", "KITCHEN").out) == ["Lamp", "Fridge"]
    assert names(ipcom("status", "pump", "--room", "Kitchen").out) == ["Lamp", "Fridge", "Pump"]
    assert 'Did you mean "Cellar"?' in ipcom("status", "--room", "Celar").err


def test_raw_is_every_value_by_module(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("dim", "living", "40").code == 0
    press(gateway, "16/8")
    ended = run_process("status", "--raw")
    assert (ended.code, ended.err) == (0, "")
    heading, *lines = ended.out.splitlines()
    assert heading.split() == ["Module", *"12345678"]
    rows = [line.split() for line in lines]
    assert [row[0] for row in rows] == [str(module) for module in range(1, 17)]
    assert {len(row) for row in rows} == {9}
    assert rows[5] == ["6", "40", *"0000000"]
    assert rows[15] == ["16", *"0000000", "255"]


def test_raw_in_json_has_128_numbers(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    press(gateway, "3/4")
    found = ipcom("status", "--raw", "--json").json
    assert found.keys() == {"timestamp", "host", "bus", "modules"}
    assert (found["host"], found["bus"]) == ("127.0.0.1", 1)
    assert [each["module"] for each in found["modules"]] == list(range(1, 17))
    assert {len(each["values"]) for each in found["modules"]} == {8}
    assert found["modules"][2]["values"] == [0, 0, 0, 255, 0, 0, 0, 0]


@pytest.mark.parametrize("more", [("kitchen",), ("--on",), ("--room", "Hall")])
def test_raw_beside_a_choice_is_refused(ipcom: Ipcom, more: tuple[str, ...]) -> None:
    ended = ipcom("status", "--raw", *more)
    assert ended.code == 2
    assert "--raw shows all outputs. Leave out NAME, --room and --on, or --raw." in ended.err
