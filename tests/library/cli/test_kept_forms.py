"""What the command line stores and prints keeps its form: `tests/fixtures/recorded`, made by `script/record_forms`."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest

from ipcom import OutputAddress, StoredPosition
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, start_process
from tests.recorded import Recorded, but_for, sort

FIXTURES = Path(__file__).parents[2] / "fixtures"
FAST = 20.0
TIMES = ("--up", "1.05", "--down", "1.0", "--yes")
"""The demo's shutters at this speed, about."""
LEFT, RIGHT, WINDOW = "Living left", "Living right", "Bedroom window"
STORES = ("store/covers.json", "store/covers_uncounted.json")
"""As this version writes it, and as it was before it said what a position rests on."""
COMMANDS = """\
status, list, on, off, toggle, dim, scene, pulse, watch, check, devices, devices validate, devices import, devices schema, gateways, simulate, demo, cover, cover open, cover close,
cover stop, cover position, cover status, cover calibrate
"""


@pytest.fixture
def gateway(gateway: ThreadedGateway) -> ThreadedGateway:
    """The demo house, whose shutters take a second."""
    gateway.call(lambda it: setattr(it.house, "speed", FAST))
    return gateway


@pytest.fixture
def state(home: Path) -> Path:
    """Where the command line stores what it remembers."""
    return home / "xdg_state_home" / "ipcom"


def covers_file(gateway: ThreadedGateway) -> str:
    return f"covers-{gateway.host}-{gateway.port}-bus1.json"


# -- what it prints ------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "status Kitchen living",
        "status --on",
        "status --raw",
        "on Kitchen",
        "dim living 40",
        "toggle coffee",
        "off living",
        "devices validate house.yaml",
    ],
)
def test_json_of_outputs(ipcom: Ipcom, gateway: ThreadedGateway, recorded: Recorded, line: str) -> None:
    found = ipcom(*line.split(), "--json").json
    recorded.holds(f"json/{line.replace(' ', '_')}", but_for(found, "timestamp"))


def test_json_of_changes(ipcom: Ipcom, gateway: ThreadedGateway, recorded: Recorded) -> None:
    with start_process("watch", "--count", "1", "--seconds", "20", "--json") as watching:
        while watching.poll() is None:
            gateway.call(lambda it: it.press(OutputAddress(3, 4)))
            time.sleep(0.3)
        said, _ = watching.communicate()
    state, change = (json.loads(line) for line in said.splitlines())
    recorded.holds("json/watch", but_for(change, "timestamp", "old", "new"))
    assert (state["connection"], state["changes"], len(state["devices"])) == ("online", [], 20)


def test_json_of_a_check(ipcom: Ipcom, gateway: ThreadedGateway, recorded: Recorded) -> None:
    found = ipcom("check", "--seconds", "1", "--write-test", "Kitchen", "--json").json
    statistics = found.pop("statistics")
    loops = statistics.pop("loops_running")
    shown = but_for(found, "found", "ok", "healthy", "advice")
    recorded.holds("json/check", {**shown, "statistics": {**sort(statistics), "loops_running": loops}})


def test_json_of_the_demo(ipcom: Ipcom, recorded: Recorded) -> None:
    found = ipcom("demo", "--check", "--seconds", "2", "--json").json
    recorded.holds("json/demo", but_for(found, "found", "ok"))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("unknown_device", "on nothing"),
        ("undeclared_output", "on 16/8"),
        ("no_travel_times", "cover position living_left_u 40"),
        ("unreachable", "--host 127.0.0.2 --timeout 1 status"),
    ],
)
def test_json_of_errors(
    ipcom: Ipcom, gateway: ThreadedGateway, recorded: Recorded, name: str, line: str
) -> None:
    ended = ipcom(*line.split(), "--json")
    error = but_for(ended.error, "message", "fix")
    assert ended.code == error["exit_code"]
    recorded.holds(f"json/error_{name}", error)


def test_commands_options_and_variables(ipcom: Ipcom, recorded: Recorded) -> None:
    helps = {
        command: ipcom(*command.split(), "--help").out
        for command in ["", *re.split(r",\s+", COMMANDS.strip())]
    }
    words = {
        command or "ipcom": sorted(set(re.findall(r"(?<![\w-])-{1,2}[a-z][a-z-]*|IPCOM_[A-Z_]+", text)))
        for command, text in helps.items()
    }
    recorded.holds("command_line", words)


# -- what it stores ------------------------------------------------------------


def test_covers_are_printed_and_stored_in_this_form(
    ipcom: Ipcom, gateway: ThreadedGateway, state: Path, recorded: Recorded
) -> None:
    printed = {
        "calibrate": ipcom("cover", "calibrate", LEFT, *TIMES, "--json").json,
        "position": ipcom("cover", "position", LEFT, "40", "--json").json,
        "times": ipcom("cover", "calibrate", RIGHT, *TIMES, "--json").json,
        "close": ipcom("cover", "close", RIGHT, "--json").json,
    }
    recorded.holds("json/cover", but_for(printed, "timestamp", "position", "counted_at"))
    file = state / covers_file(gateway)
    be_killed_while_it_moves(file)
    stored = file.read_text("utf-8")
    recorded.keeps("store/covers.json", stored)
    recorded.holds("store/covers_form", but_for(json.loads(stored), "at", "position", "uptime_s"))


def be_killed_while_it_moves(file: Path) -> None:
    """A command without travel times that is killed leaves a note of the run that it began."""
    with start_process("cover", "close", WINDOW) as command:
        while "5/6-5/5" not in file.read_text("utf-8") or not _moves(file, "5/6-5/5"):
            assert command.poll() is None
            time.sleep(0.02)
        command.kill()


def _moves(file: Path, cover: str) -> bool:
    moving: str = json.loads(file.read_text("utf-8"))[cover]["position"]["moving"]
    return moving != "off"


@pytest.fixture(params=STORES)
def stored(gateway: ThreadedGateway, state: Path, recorded: Recorded, request: pytest.FixtureRequest) -> Path:
    """What an earlier release has stored of this gateway's covers."""
    state.mkdir(parents=True)
    file = state / covers_file(gateway)
    file.write_text(recorded.text(request.param), "utf-8")
    return file


def test_stored_covers_are_where_they_were(ipcom: Ipcom, stored: Path, recorded: Recorded) -> None:
    left = json.loads(stored.read_text("utf-8"))["5/2-5/1"]["position"]["position"]
    still = ipcom("cover", "position", LEFT, str(left), "--direct", "--json").json["covers"][0]
    assert (still["result"], still["position"]) == ("already_there", round(left, 1))
    found = ipcom("cover", "stop", LEFT, RIGHT, WINDOW, "--json").json
    assert [cover["confidence"] for cover in found["covers"]] == ["estimated", "estimated", "unknown"], (
        "nothing has watched since"
    )
    assert [cover["position"] for cover in found["covers"]] == [round(left, 1), 0.0, None]
    recorded.holds("json/cover_stop", but_for(found, "timestamp", "position", "counted_from", "counted_at"))


@pytest.mark.parametrize("file", STORES)
def test_every_stored_cover_is_read_back_as_it_was_written(recorded: Recorded, file: str) -> None:
    for cover in json.loads(recorded.text(file)).values():
        assert StoredPosition.from_dict(cover["position"]).to_dict() == cover["position"]


def test_an_address_is_stored_and_read_in_this_form(
    ipcom: Ipcom, gateway: ThreadedGateway, state: Path, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_HOST", "localhost")
    assert ipcom("status").code == 0
    recorded.holds_text("store/address.txt", (state / f"address-localhost-{gateway.port}.txt").read_text())
    monkeypatch.setenv("IPCOM_HOST", "gateway.invalid")
    assert ipcom("status", "--timeout", "2").code == 3
    kept = state / f"address-gateway.invalid-{gateway.port}.txt"
    kept.write_text(recorded.text("store/address.txt"))
    assert ipcom("status").code == 0


# -- what people write ---------------------------------------------------------


def test_devices_are_exported_in_this_form(ipcom: Ipcom, home: Path, recorded: Recorded) -> None:
    ipcom("simulate", "--port", "0", "--seconds", "0.1", "--write-devices", "devices.yaml")
    recorded.holds_text("devices.yaml", (home / "devices.yaml").read_text("utf-8"))


@pytest.mark.parametrize("file", ["recorded/devices.yaml", "devices.yaml"])
def test_devices_are_imported_to_the_same_values(ipcom: Ipcom, recorded: Recorded, file: str) -> None:
    found = ipcom("list", "--devices", str(FIXTURES / file), "--json").json
    recorded.holds(f"devices_of/{file.partition('.')[0]}", found)


def test_a_house_file_is_read_to_the_same_values(ipcom: Ipcom, home: Path, recorded: Recorded) -> None:
    for name in ("house.yaml", "devices.yaml"):
        shutil.copy(FIXTURES / name, home)
    line = (
        "simulate",
        "--house",
        "house.yaml",
        "--port",
        "0",
        "--seconds",
        "0.1",
        "--write-devices",
        "out.yaml",
    )
    access = ipcom(*line, "--json").json
    recorded.holds("json/simulate", sort(access))
    recorded.holds_text("house_devices.yaml", (home / "out.yaml").read_text("utf-8"))
