"""What the command says of files and hosts that are written wrong: where it is, what it is, and what to write instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom

HALL = '  hall: {module: 1, output: 1, type: light, display_name: "Hall"}\n'
IN_ONE_COLUMN = (
    "this line does not begin in the same column as those that belong to it (begin all keys of a section in one "
    "column, and all properties of a device in one further right)"
)

THREE_RELAYS = """\
shutters:
  u: {module: 5, output: 2, type: switch, relay_role: up, paired_device: d}
  d: {module: 5, output: 1, type: switch, relay_role: down, paired_device: u}
  x: {module: 5, output: 3, type: switch, relay_role: up, paired_device: d}
"""
MISTAKES = {
    "a property deeper than its neighbours": (
        'lights:\n  hall:\n    module: 1\n    output: 1\n     display_name: "Hall"\n',
        "file.yaml:5: this is not YAML",
    ),
    "a key further left than its neighbours": (
        f"lights:\n{HALL} porch: {{module: 1, output: 2}}\n",
        f"file.yaml:3: {IN_ONE_COLUMN}",
    ),
    "properties in the column of the keys": (
        "lights:\n  hall:\n  module: 1\n  output: 1\n  type: light\n",
        f"file.yaml:3: {IN_ONE_COLUMN}",
    ),
    "a device in the column of the sections": (
        "lights:\nhall:\n  module: 1\n  output: 1\n  type: light\n",
        f"file.yaml:2: {IN_ONE_COLUMN}",
    ),
    "a tab": ("lights:\n\thall: {}\n", "file.yaml:2: this is not YAML: while scanning"),
    "no space after a colon": (
        "lights:\n  hall: {module:1, output: 1, type: light}\n",
        'unknown property "module:1"  Did you mean "module: 1"?',
    ),
    "a number that YAML reads otherwise": (
        "lights:\n  hall: {module: 010, output: 1, type: light}\n",
        "file.yaml:2: module 010 would be read as 8 (write module: 10)",
    ),
    "a third relay": (
        THREE_RELAYS,
        "file.yaml:4: x names d as its pair, but d and u are a pair already (correct paired_device of x)",
    ),
    "an include for a section": (
        "lights: !include lights.yaml\n",
        "file.yaml:1: !include is not known here (write here what it stands for)",
    ),
    "an include for a device": (
        "lights:\n  hall: !include hall.yaml\n",
        "file.yaml:2: !include is not known here (write here what it stands for)",
    ),
    "a secret for a number": (
        "lights:\n  hall: {module: !secret m, output: 1, type: light}\n",
        "file.yaml:2: !secret is not known here (write here what it stands for)",
    ),
    "a second document": (
        f"lights:\n{HALL}---\nlights:\n{HALL}",
        "file.yaml:3: a second document begins here (delete the line of three dashes: a file has one house)",
    ),
    "an alias for a whole device": (
        f"lights:\n{HALL.replace('{', '&hall {')}  porch: *hall\n",
        "file.yaml:3: module 1 output 1 is already used by hall on line 2 (correct the module or output of one of them)",
    ),
    "a character that a terminal obeys": (
        'lights:\n  hall: {module: 1, output: 1, type: light, display_name: "H\\e[31m"}\n',
        "display_name has characters that cannot be shown  delete them and type it again",
    ),
    "an escape as it is": (
        'lights:\n  hall: {module: 1, output: 1, type: light, display_name: "\x1b[31m"}\n',
        "file.yaml:2: a character that YAML does not allow (delete it and type it again)",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_devices_file_is_told_where_it_is(mistake: str, home: Path, ipcom: Ipcom) -> None:
    text, told = MISTAKES[mistake]
    (home / "file.yaml").write_text(text)
    ended = ipcom("devices", "validate", "file.yaml")
    assert told in ended.out + ended.err
    assert "\x1b" not in ended.out + ended.err
    assert "\x1b" not in ipcom("list", "--devices", "file.yaml").out


def test_an_alias_that_says_what_differs_is_good(home: Path, ipcom: Ipcom) -> None:
    (home / "file.yaml").write_text(
        f"lights:\n{HALL.replace('{', '&hall {')}  porch: {{<<: *hall, output: 2}}\n"
    )
    assert (
        ipcom("devices", "validate", "file.yaml").out
        == "file.yaml is good: 2 lights, 0 switches, 0 shutters.\n"
    )


PIPE = "pipe: this is a pipe, not a file (name a file; nothing was read)"


@pytest.mark.parametrize(
    "command",
    [
        ("devices", "validate", "pipe"),
        ("list", "--devices", "pipe"),
        ("status", "--password-file", "pipe"),
        ("scene", "pipe"),
        ("gateways", "--config", "pipe"),
    ],
)
def test_a_pipe_is_not_waited_for(
    command: tuple[str, ...], gateway: ThreadedGateway, home: Path, ipcom: Ipcom
) -> None:
    os.mkfifo(home / "pipe")
    ended = ipcom(*command)
    assert (ended.code, ended.err) == (2, f"Error: {PIPE}\n")


@pytest.mark.parametrize(
    ("mode", "text", "told"),
    [
        (0o666, "demo\n", "password: everybody on this machine may change it (try: chmod 600 password)"),
        (0o600, "", "password:1: its first line is empty (write the password there)"),
        (0o600, "\nsecond", "password:1: its first line is empty (write the password there)"),
    ],
)
def test_a_password_file_that_cannot_be_used(
    mode: int, text: str, told: str, gateway: ThreadedGateway, home: Path, ipcom: Ipcom
) -> None:
    (home / "password").write_text(text)
    (home / "password").chmod(mode)
    ended = ipcom("status", "--password-file", "password")
    assert (ended.code, ended.err) == (2, f"Error: {told}\n")


def test_an_empty_variable_is_none_beside_a_file(
    gateway: ThreadedGateway, home: Path, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "password").write_text("demo\n")
    monkeypatch.setenv("IPCOM_PASSWORD", "")
    monkeypatch.setenv("IPCOM_PASSWORD_FILE", "password")
    assert ipcom("status", "hall").code == 0
    monkeypatch.delenv("IPCOM_PASSWORD_FILE")
    assert ipcom("status", "hall").err == (
        "Error: Which password has demo? Set IPCOM_PASSWORD, or name a file with --password-file.\n"
    )


@pytest.mark.parametrize("host", ["{}", " {} ", "http://{}", "http://{}/"])
def test_a_host_may_be_spelt_as_in_a_link(
    host: str, gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IPCOM_PORT")
    assert ipcom("status", "hall", "--host", host.format(f"{gateway.host}:{gateway.port}")).code == 0


@pytest.mark.parametrize(
    ("host", "told"),
    [
        (
            "192.168.1",
            "'192.168.1' is no IP address (write four numbers from 0 to 255, for example 192.168.1.20)",
        ),
        ("0127.0.0.1", "'0127.0.0.1' is no IP address"),
        (
            "192.168.1.20:http",
            "'http' in the host '192.168.1.20:http' is no port (use 1 to 65535, usually 5000)",
        ),
        ("http://192.168.1.20/page", "has a path (write a name or an IP address, for example 192.168.1.20)"),
        ("me@192.168.1.20", "the host holds a user name (give user name and password apart from the host)"),
        ("[::1", "'[::1' is no IPv6 address in brackets (write for example [::1], or a name)"),
        ("my gateway", "'my gateway' is no host name"),
    ],
)
def test_a_host_that_is_none(host: str, told: str, gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("status", "--host", host)
    assert ended.code == 2
    assert told in ended.err
