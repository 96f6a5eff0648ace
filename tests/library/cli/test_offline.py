"""What needs no gateway: options, help, lists, and errors about them."""

from __future__ import annotations

import logging
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

import ipcom.cli
from ipcom.cli import app
from ipcom.cli.app import COMMANDS
from ipcom.cli.console.options import Options
from tests.library.cli.cli_rig import Ipcom

GIVEN = Options(host="house", username="me")


def test_the_help_names_every_command_and_variable(ipcom: Ipcom) -> None:
    text = ipcom("--help").out
    assert all(f"  {name} " in text for name in COMMANDS)
    for name in ("HOST", "PORT", "USERNAME", "PASSWORD", "BUS", "BUS_TYPE", "DEVICES", "TIMEOUT", "JSON"):
        assert f"IPCOM_{name}" in text
    assert max(len(line) for line in text.splitlines()) <= 100


@pytest.mark.parametrize(
    "name", [*COMMANDS, "cover open", "cover position", "cover calibrate", "devices validate"]
)
def test_every_command_has_help_that_names_the_common_options(ipcom: Ipcom, name: str) -> None:
    ended = ipcom(*name.split(), "--help")
    assert ended.code == 0
    assert "Usage: ipcom " + name in ended.out
    assert "--host" in ended.out or name in {"cover", "devices"}


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(ipcom: Ipcom, option: str) -> None:
    assert ipcom(option).out == f"ipcom {version('ipcom')}\n"


def test_without_a_command_the_help_is_shown(ipcom: Ipcom) -> None:
    ended = ipcom()
    assert ended.code == 2
    assert "Usage: ipcom" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("statsu",), 'no command "statsu". Did you mean "status"?'),
        (("xyzzy",), "Try: ipcom --help"),
        (("cover", "oopen", "x"), 'Did you mean "open"'),
        (("on",), "Missing argument 'NAME...'. Try: ipcom on --help"),
        (("dim", "x", "bright"), "Try: ipcom dim --help"),
        (("--port", "65536", "status"), "--port"),
        (("status", "--port", "1", "--host", "h", "--username", "u"), "Which password"),
        (("status", "--port", "0", "--host", "h", "--username", "u"), "port is 0 (use 1 to 65535"),
        (("status", "--host", "http://h/login"), "has a path (write a name or an IP address"),
        (("status", "--host", "192.168.1"), "is no IP address (write four numbers"),
        (("status", "--host", "h:1", "--port", "2"), "the host says port 1, but the port is given as 2"),
        (("status", "--bus", "3"), "--bus"),
        (("--wat",), "No such option"),
        (("kitchen", "on"), "The command comes first. Did you mean: ipcom on kitchen"),
        (("pulse", "1/1", "1/2"), "extra argument (1/2). Try: ipcom pulse --help"),
        (("status",), "Which gateway? Give --host, or set IPCOM_HOST."),
        (("status", "--host", "x"), "Which user name? Give --username, or set IPCOM_USERNAME."),
        (("status", "--host", "x", "--username", "me"), "Which password has me? Set IPCOM_PASSWORD"),
        (("list",), "Name a file with --devices"),
        (("devices", "validate"), "Which file? Try: ipcom devices validate devices.yaml"),
        (("list", "--devices", "nothing.yaml"), "nothing.yaml: there is no such file"),
        (("simulate", "--key", "12"), "--key is not 128 bytes in hex"),
        (("simulate", "--key", "xyz"), "give 256 hex digits"),
        (("simulate", "--fault", "splt"), "split"),
    ],
)
def test_a_mistake_on_the_command_line_says_what_to_do(
    ipcom: Ipcom, arguments: tuple[str, ...], said: str
) -> None:
    ended = ipcom(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    again = ipcom(*arguments, "--json")
    assert again.code == 2
    assert again.error["exit_code"] == 2
    assert said in again.error["message"]


def test_all_values_that_cannot_be_taken_are_told_at_once(
    ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (("status", "--port", "abc", "--bus", "7"), ("--port", "abc", "--bus", "7", "status")):
        lines = ipcom(*arguments).err.splitlines()
        assert lines[0] == "Error: 2 things to correct:"
        assert '"abc" is no whole number from 0 to 65535.' in lines[1]
        assert '"7" is no whole number from 1 to 2.' in lines[2]
        assert lines[3].strip().startswith("Try: ipcom")
    monkeypatch.setenv("IPCOM_PORT", "x")
    monkeypatch.setenv("IPCOM_TIMEOUT", "y")
    assert "2 things to correct" in ipcom("status").err


def test_an_argument_that_looks_like_an_option_is_explained(ipcom: Ipcom) -> None:
    assert "No such option '-x'" in ipcom("--", "-x").err


def test_json_for_errors_may_be_asked_for_by_the_environment(
    ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_JSON", "1")
    assert ipcom("statsu").error["type"] == "UsageError"


def test_without_a_command_it_shows_its_help_and_no_error(ipcom: Ipcom) -> None:
    for group in ((), ("cover",), ("devices",)):
        ended = ipcom(*group)
        assert ended.code == 2
        assert ended.err.startswith("Usage: ipcom")


def test_options_may_stand_anywhere_and_the_last_word_counts(
    ipcom: Ipcom, house_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_DEVICES", "nowhere.yaml")
    for arguments in (
        ("--json", "--devices", str(house_file), "list"),
        ("list", "--json", "--devices", str(house_file)),
        ("--devices", "nothing.yaml", "list", "--devices", str(house_file), "--json"),
    ):
        assert len(ipcom(*arguments).json["devices"]) == 20


def test_every_v_counts() -> None:
    assert Options(verbose=1).merged({"verbose": 1, "host": None}).verbose == 2


def test_the_devices_of_this_directory_and_of_the_user_are_found(ipcom: Ipcom, home: Path) -> None:
    lamp = "lights:\n  {0}: {{module: 1, output: 1, type: light}}\n"
    of_user = home / "xdg_config_home" / "ipcom" / "devices.yaml"
    of_user.parent.mkdir(parents=True)
    of_user.write_text(lamp.format("attic"))
    assert ipcom("list", "--json").json["devices"][0]["device_key"] == "attic"
    (home / "devices.yaml").write_text(lamp.format("cellar"))
    assert ipcom("list", "--json").json["devices"][0]["device_key"] == "cellar"


def test_the_list_names_each_kind(ipcom: Ipcom, tmp_path: Path) -> None:
    file = tmp_path / "kinds.yaml"
    file.write_text(
        """\
lights:
  hall: {module: 1, output: 1, type: switch}
switches:
  bell: {module: 1, output: 2, type: impulse}
  pump: {module: 1, output: 3, type: switch}
""",
        "utf-8",
    )
    lines = ipcom("list", "--devices", str(file)).out.splitlines()
    assert [line.split()[:3] for line in lines[-3:]] == [
        ["Hall", "hall", "light"],
        ["Bell", "bell", "impulse"],
        ["Pump", "pump", "switch"],
    ]


def test_the_list_is_a_table(ipcom: Ipcom, house_file: Path) -> None:
    lines = ipcom("list", "--devices", str(house_file)).out.splitlines()
    assert lines[0].split() == ["Device", "Key", "Kind", "Output"]
    rows = {" ".join(line.split()) for line in lines}
    assert {"Kitchen kitchen light 3/4", "Living room living dimmer 6/1"} <= rows
    assert {"Coffee machine coffee switch 4/5", "Living left living_left_u shutter 5/2 up, 5/1 down"} <= rows


def test_a_good_file_is_called_good(ipcom: Ipcom, house_file: Path) -> None:
    ended = ipcom("devices", "validate", str(house_file))
    assert ended.code == 0
    assert ended.out == f"{house_file} is good: 12 lights, 2 switches, 3 shutters.\n"
    found = ipcom("devices", "validate", "--devices", str(house_file), "--json").json
    counts = {"lights": 12, "switches": 2, "shutters": 3}
    assert found == {"file": str(house_file), "valid": True, **counts, "warnings": []}


def test_a_broken_file_is_told_in_full(ipcom: Ipcom, home: Path) -> None:
    (home / "devices.yaml").write_text("lights:\n  a: {module: 99, output: 1, type: lihgt}\n")
    ended = ipcom("devices", "validate")
    assert ended.code == 2
    assert ended.err.splitlines()[0] == "Error: 2 things to correct:"
    assert "  devices.yaml:2: module 99 does not exist (write module: 1 to 16, without quotes)" in ended.err
    problems = ipcom("devices", "validate", "--json").error["problems"]
    assert [(problem["file"], problem["line"]) for problem in problems] == [("devices.yaml", 2)] * 2


@pytest.mark.parametrize("raised", [click.Abort(), KeyboardInterrupt()])
def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, raised: BaseException) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(app.ipcom, "main", interrupted)
    assert app.run(["status"]) == 130


def test_without_its_packages_the_command_says_which_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ipcom.cli.app", None)
    monkeypatch.delattr(ipcom.cli, "app", raising=False)
    with pytest.raises(ModuleNotFoundError):
        ipcom.cli.main()
    monkeypatch.delitem(sys.modules, "ipcom.cli.app")
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as ended:
        ipcom.cli.main()
    assert ended.value.code == 2
    assert "pip install 'ipcom[cli]'" in capsys.readouterr().err


def test_the_command_leaves_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["ipcom", "--help"])
    with pytest.raises(SystemExit) as ended:
        ipcom.cli.main()
    assert ended.value.code == 0


def test_with_v_the_library_tells_what_it_does(ipcom: Ipcom) -> None:
    for arguments, level in (
        ((), 30),
        (("-v",), 20),
        (("-vv",), 10),
        (("-v", "-v", "-v"), 10),
        (("--json",), 50),
    ):
        ipcom(*arguments, "simulate", "--port", "0", "--seconds", "0.1")
        assert logging.getLogger("ipcom").level == level


def test_the_command_line_spares_what_a_short_command_does_not_need(house_file: Path) -> None:
    script = (
        "import sys, gc\n"
        f"sys.argv = ['ipcom', 'off', 'hall', '--devices', {str(house_file)!r}]\n"
        "from ipcom.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "spared = {'ssl', 'statistics', 'difflib', 'yaml', 'ipcom.shutter.shutter', 'ipcom.simulator'}\n"
        "print(*sorted(spared & sys.modules.keys()))\n"
        "import ssl\n"
        "print(ssl.OPENSSL_VERSION_NUMBER > 0, 'asyncio' in sys.modules)\n"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert first.stdout.split() == ["yaml", "True", "True"]
    assert second.stdout.split() == ["True", "True"]
