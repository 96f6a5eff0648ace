"""The configuration file: what it may look like, and what is said of mistakes. All are told at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.cli.profiles.config_file import MAX_BYTES, read_config
from ipcom.errors import ConfigurationError

HOME = '[gateways.home]\nhost = "192.168.1.20"\nusername = "demo"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def problems_of(file: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read_config(file)
    assert {problem.file for problem in caught.value.problems} == {str(file)}
    return [str(problem).removeprefix(str(file)) for problem in caught.value.problems]


def test_a_whole_profile(file: Path) -> None:
    file.write_text(
        f'default = "home"\n{HOME}port = 5001\npassword = "secret"\nbus = 2\nbus_type = "bibus"\n'
        'devices = "house/devices.yaml"\ntimeout = 20\n'
    )
    found = read_config(file)
    home = found.find("home")
    assert found.default == "home"
    assert (home.host, home.port, home.username, home.password) == ("192.168.1.20", 5001, "demo", "secret")
    assert (home.bus, home.bus_type, home.timeout) == (2, "bibus", 20.0)
    assert home.devices == file.parent / "house" / "devices.yaml"


def test_what_is_left_out_is_not_there(file: Path) -> None:
    file.write_text(HOME)
    home = read_config(file).find("home")
    assert (home.port, home.password, home.password_file, home.devices, home.timeout) == (None,) * 5


def test_an_empty_file_has_no_gateway(file: Path) -> None:
    file.write_text("\ufeff# later\r\n", "utf-8")
    assert not read_config(file).profiles


def test_paths_are_seen_from_the_folder_of_the_file_and_from_home(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    file.write_text(f'{HOME}password_file = "~/secret"\ndevices = "/srv/devices.yaml"\n')
    home = read_config(file).find("home")
    assert (home.password_file, home.devices) == (Path("/home/me/secret"), Path("/srv/devices.yaml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"colour = 1\n{HOME}", ": unknown key colour (known are default, gateways, bridge)"),
        (HOME.replace("gateways", "gateway"), ': unknown key gateway (Did you mean "gateways"?)'),
        (HOME.replace("gateways.", ""), ": unknown key home (write [gateways.home])"),
        ("gateways = 1\n", ": gateways is no table (write [gateways.home] above each gateway)"),
        (
            "[gateways]\nhome = 1\n",
            ": gateways.home is no table (write [gateways.home], and its host and username below)",
        ),
        (HOME.replace("home", '"\\u001b"'), ": a profile is called '\\x1b' (give it a name"),
        (HOME.replace("home", '""'), ": a profile is called '' (give it a name"),
        (f"default = 1\n{HOME}", ': default is not text (write default = "home")'),
        (
            f'default = "hom"\n{HOME}',
            ': default names "hom", which is not there (Did you mean "home"?)',
        ),
        ("a = \n", ":1: this is not TOML: Invalid value (check quotes, brackets and equals signs)"),
        (f"{HOME}host = 1\n", ":4: this is not TOML: Cannot overwrite a value"),
        ("a = [", ": this is not TOML: Invalid value"),
        ("a = " + "[" * 5000, ": it is nested too deep"),
        (
            "#" * (MAX_BYTES + 1),
            ": it is larger than 256 kB (check that this is the right file)",
        ),
    ],
)
def test_what_is_said_of_mistakes(file: Path, text: str, said: str) -> None:
    file.write_text(text, "utf-8")
    (problem,) = problems_of(file)
    assert problem.startswith(said)


def test_a_file_that_is_not_utf_8(file: Path) -> None:
    file.write_bytes(b"#\n# caf\xe9\n")
    assert problems_of(file) == [":2: it is not UTF-8 text (save it as UTF-8 in the editor)"]


def test_a_file_that_is_none(file: Path) -> None:
    assert problems_of(file) == [": there is no such file (check the path, or create the file)"]
    file.mkdir()
    assert problems_of(file)[0].startswith(": this is a directory")
    file.rmdir()
    os.mkfifo(file)
    assert problems_of(file) == [": this is a pipe, not a file (name a file; nothing was read)"]
    assert problems_of(file / "config.toml")[0].startswith(": it cannot be read: Not a directory")


def test_a_file_that_everybody_may_change_is_refused(file: Path) -> None:
    file.write_text(HOME)
    file.chmod(0o666)
    assert problems_of(file) == [f": everybody on this machine may change it (try: chmod 600 {file})"]


def test_all_mistakes_are_told_at_once(file: Path) -> None:
    file.write_text('default = "hom"\ncolour = 1\n[gateways.home]\n')
    assert len(problems_of(file)) == 4
