"""Which gateway a command line means: by a profile, which is taken whole, or without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipcom.cli import profile_choice
from ipcom.cli.console.options import Options
from ipcom.cli.settings import read_settings
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import BRIEFLY, Ipcom, run_process, value

OF_THE_LINK = (
    "HOST",
    "PORT",
    "USERNAME",
    "PASSWORD",
    "PASSWORD_FILE",
    "DEVICES",
    "BUS",
    "BUS_TYPE",
    "TIMEOUT",
)


@pytest.fixture
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable says which gateway is meant. Name it after `cottage`."""
    for name in OF_THE_LINK:
        monkeypatch.delenv(f"IPCOM_{name}", raising=False)


def make_default(config_file: Path, name: str = "cottage") -> None:
    config_file.write_text(f'default = "{name}"\n' + config_file.read_text())


# -- a profile that is named ---------------------------------------------------


@pytest.mark.parametrize("line", ["--gateway cottage on kitchen", "on kitchen --gateway cottage"])
def test_a_profile_is_taken_whole(cottage: ThreadedGateway, line: str) -> None:
    """Host, port, user, password, devices, bus and timeout are its own, whatever variables say."""
    ended = run_process(*line.split())
    assert (ended.code, ended.out, ended.err) == (0, "Kitchen: on\n", "")
    assert value(cottage, "3/4") == 255
    assert value(cottage, "16/8") == 0


def test_a_profile_without_devices_has_none(
    cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path
) -> None:
    config_file.write_text(config_file.read_text().replace('devices = "cottage.yaml"\n', ""))
    (config_file.parent / "devices.yaml").write_text("lights: {attic: {module: 1, output: 1, type: light}}\n")
    assert "attic" not in ipcom("--gateway", "cottage", "status").out
    refused = ipcom("--gateway", "cottage", "on", "3/4")
    assert refused.code == 2
    where = f"[gateways.cottage] of {config_file}"
    assert f'declare it in a new file, named by devices = "devices.yaml" in {where}' in refused.err
    assert f"Name a file by devices in {where}" in ipcom("list", "--gateway", "cottage").err


def test_a_profile_without_a_password_takes_none_of_another_gateway(
    cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path
) -> None:
    refused = ipcom("--gateway", "holiday-home", "status")
    assert refused.code == 2
    place = f"[gateways.holiday-home] of {config_file}"
    assert refused.err == f"Error: Which password has somebody? Write password_file in {place}.\n"


def test_a_variable_may_name_the_profile(
    cottage: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch, no_variables: None
) -> None:
    monkeypatch.setenv("IPCOM_GATEWAY", "cottage")
    assert ipcom("on", "kitchen").out == "Kitchen: on\n"
    monkeypatch.setenv("IPCOM_HOST", "192.168.1.20")
    refused = ipcom("on", "kitchen")
    assert refused.code == 2
    assert "IPCOM_HOST and IPCOM_GATEWAY both say which gateway is meant. Unset one" in refused.err
    assert ipcom("off", "kitchen", "--gateway", "cottage").out == "Kitchen: off\n"


def test_an_unknown_profile_is_told_with_those_that_there_are(
    cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path
) -> None:
    near = ipcom("--gateway", "holidayhome", "status", "--json")
    assert near.code == 2
    (problem,) = near.error["problems"]
    assert (problem["file"], problem["message"]) == (str(config_file), 'there is no profile "holidayhome"')
    assert problem["fix"] == 'Did you mean "holiday-home"?'
    assert "there are: cottage, holiday-home" in ipcom("--gateway", "xyz", "status").err


def test_a_profile_without_any_file(ipcom: Ipcom, home: Path) -> None:
    refused = ipcom("--gateway", "cottage", "status")
    assert refused.code == 2
    assert (
        "xdg_config_home/ipcom/config.toml: there is no such file (write [gateways.cottage] there,"
        in refused.err
    )


def test_without_a_home_there_is_no_profile(ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_choice, "configuration_folder", lambda: None)
    assert "Which gateway? Give --host, or set IPCOM_HOST." in ipcom("status").err
    for command in ("gateways", "status --gateway cottage"):
        assert "since there is no home (give --config FILE)" in ipcom(*command.split()).err


def test_a_folder_that_may_not_be_looked_into_has_no_file(
    ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    assert "Which gateway? Give --host, or set IPCOM_HOST." in ipcom("status").err


# -- the file ------------------------------------------------------------------


def test_another_file_may_be_named(
    cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path, home: Path
) -> None:
    other = config_file.rename(config_file.with_name("houses.toml"))
    assert ipcom("--config", str(other), "--gateway", "cottage", "on", "kitchen").out == "Kitchen: on\n"
    assert (
        "nothing.toml: there is no such file (check the path"
        in ipcom("--config", "nothing.toml", "gateways").err
    )
    refused = ipcom("status", "--config", str(other))
    assert "it names no default profile (give --gateway; there are: cottage, holiday-home)" in refused.err


def test_every_mistake_in_the_file_is_an_error_wherever_it_stands(
    cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path
) -> None:
    config_file.write_text(config_file.read_text() + 'colour = "red"\nport = "5000"\n')
    ended = ipcom("--gateway", "cottage", "on", "kitchen")
    assert ended.code == 2
    assert ended.err.startswith("Error: 2 things to correct:\n")
    assert f"{config_file}: unknown key gateways.holiday-home.colour" in ended.err
    assert 'gateways.holiday-home.port is "5000", not a whole number' in ended.err
    assert value(cottage, "3/4") == 0


def test_a_file_that_everybody_may_change_is_not_used(
    cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path
) -> None:
    config_file.chmod(0o646)
    assert "everybody on this machine may change it" in ipcom("--gateway", "cottage", "status").err


# -- the default profile -------------------------------------------------------


@pytest.mark.usefixtures("no_variables")
class TestDefault:
    """Nothing else says which gateway is meant."""

    @pytest.fixture(autouse=True)
    def default(self, cottage: ThreadedGateway, config_file: Path, no_variables: None) -> None:
        make_default(config_file)

    def test_it_is_used(self, cottage: ThreadedGateway, ipcom: Ipcom) -> None:
        assert ipcom("on", "kitchen").out == "Kitchen: on\n"
        assert value(cottage, "3/4") == 255

    def test_it_does_not_stand_in_for_an_empty_name(self, cottage: ThreadedGateway, ipcom: Ipcom) -> None:
        """As a script writes it whose variable is not set: --gateway "$GATEWAY"."""
        refused = ipcom("--gateway", "", "on", "kitchen")
        assert refused.code == 2
        assert 'there is no profile ""' in refused.err
        assert value(cottage, "3/4") == 0

    def test_its_devices_are_those_in_use(self, ipcom: Ipcom, config_file: Path, house_file: Path) -> None:
        assert len(ipcom("list", "--json").json["devices"]) == 20
        cottage_yaml = str(config_file.parent / "cottage.yaml")
        assert ipcom("devices", "validate", "--json").json["file"] == cottage_yaml
        assert ipcom("list", "--json", "--devices", str(house_file)).code == 0

    def test_a_host_that_is_given_is_another_gateway(
        self, cottage: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "Which user name?" in ipcom("--host", "192.168.1.20", "on", "kitchen").err
        monkeypatch.setenv("IPCOM_HOST", "192.168.1.20")
        assert "Which user name?" in ipcom("on", "kitchen").err

    def test_a_variable_of_another_kind_does_not_mix_with_it(
        self, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("IPCOM_PASSWORD", "wrong")
        monkeypatch.setenv("IPCOM_BUS", "2")
        assert ipcom("on", "kitchen").code == 0

    @pytest.mark.parametrize("option", ["--username me", "--bus 2", "--devices house.yaml", "--port 1"])
    def test_a_written_option_does_not_mix_with_it_either(self, ipcom: Ipcom, option: str) -> None:
        refused = ipcom("on", "kitchen", *option.split())
        assert refused.code == 2
        assert f'Leave out {option.split(maxsplit=1)[0]}: the profile "cottage"' in refused.err
        assert "or give --host too" in refused.err

    def test_a_file_that_is_named_wins_over_a_variable(
        self, ipcom: Ipcom, config_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("IPCOM_HOST", "192.168.1.20")
        assert ipcom("on", "kitchen", "--config", str(config_file)).out == "Kitchen: on\n"


@pytest.mark.usefixtures("cottage", "no_variables")
def test_without_a_default_the_profiles_are_offered(ipcom: Ipcom) -> None:
    said = "Which gateway? Give --gateway (cottage, holiday-home) or --host, or set IPCOM_HOST."
    assert said in ipcom("status").err


# -- what is written beside a profile ------------------------------------------


@pytest.mark.parametrize(
    ("options", "refused"),
    [
        ("--host h", "--host"),
        ("--port 1 --username me", "--port, --username"),
        ("--password-file x", "--password-file"),
        ("--bus 1 --bus-type minido", "--bus, --bus-type"),
        ("--devices house.yaml", "--devices"),
    ],
)
@pytest.mark.parametrize("command", ["status", "list"])
def test_options_that_contradict_a_profile_are_refused(
    cottage: ThreadedGateway, ipcom: Ipcom, options: str, refused: str, command: str
) -> None:
    ended = ipcom("--gateway", "cottage", command, *options.split())
    assert ended.code == 2
    assert f'Leave out {refused}: the profile "cottage" of' in ended.err
    assert "in this profile or another, or leave out --gateway." in ended.err


def test_config_beside_host_would_be_of_no_use(ipcom: Ipcom) -> None:
    assert "Leave out --config" in ipcom("status", "--config", "x", "--host", "y").err


@pytest.mark.usefixtures("cottage")
def test_only_a_written_timeout_counts(config_file: Path) -> None:
    config_file.with_name("p").write_text("x")
    text = config_file.read_text().replace("timeout = 20", 'timeout = 20\npassword_file = "p"')
    config_file.write_text(text)
    variable = Options(profile="holiday-home", timeout=0.1, unwritten=frozenset({"timeout"}))
    assert read_settings(variable).timeout == 20.0
    assert read_settings(Options(profile="holiday-home", timeout=3.0)).timeout == 3.0


# -- who takes none ------------------------------------------------------------


def test_a_simulated_house_takes_no_profile(
    cottage: ThreadedGateway,
    ipcom: Ipcom,
    config_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    no_variables: None,
) -> None:
    make_default(config_file)
    access = ipcom(*BRIEFLY, "--json").json
    assert (access["username"], access["password"]) == ("demo", "demo")
    monkeypatch.setenv("IPCOM_GATEWAY", "cottage")
    assert ipcom(*BRIEFLY, "--json").json["host"] == "127.0.0.1"
    assert ipcom("demo", "--check", "--seconds", "0.5", "--json").json
    for command in (BRIEFLY, ("demo",), ("simulate", "--replay", "x")):
        refused = ipcom("--gateway", "cottage", "--config", str(config_file), *command)
        assert refused.code == 2
        assert "Leave out --config, --gateway" in refused.err


def test_the_portal_has_gateways_of_its_own(ipcom: Ipcom) -> None:
    refused = ipcom("--gateway", "cottage", "devices", "import")
    assert refused.code == 2
    assert "Leave out --gateway cottage, or write it after import: there it is the portal's." in refused.err
    assert "Which account?" in ipcom("devices", "import", "--gateway", "cottage").err


# -- what is kept --------------------------------------------------------------


def test_what_is_kept_of_a_gateway_is_the_same_with_and_without_a_profile(
    cottage: ThreadedGateway, ipcom: Ipcom, home: Path, config_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By host, port and bus, so that a second profile of one gateway knows the positions too."""
    localhost = config_file.read_text().replace(cottage.host, "localhost")
    config_file.write_text(
        localhost + localhost.replace("cottage]", "same]").partition("[gateways.holiday")[0]
    )
    assert ipcom("--gateway", "cottage", "cover", "stop", "living left").code == 0
    kept = names_in(home / "xdg_state_home")
    assert ipcom("--gateway", "same", "cover", "stop", "living left").code == 0
    assert names_in(home / "xdg_state_home") == kept
    assert f"address-localhost-{cottage.port}.txt" in kept


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_without_a_file_nothing_of_profiles_is_loaded(home: Path) -> None:
    script = (
        "import sys\n"
        "from ipcom.cli.app import run\n"
        "run(['off', 'x', '--username', 'u'])\n"
        "print(*[name for name in sys.modules if 'tomllib' in name or '.profiles' in name])\n"
    )
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=unmeasured
    )
    assert "Which gateway?" in ended.stderr
    assert ended.stdout == "\n"
