"""Each key of a profile: what is wrong with it, by its path, and what to write instead."""

from pathlib import Path

import pytest

from ipcom.cli.profiles.profile_fields import ProfileFields
from ipcom.errors import Problem

GOOD: dict[str, object] = {"host": "192.168.1.20", "username": "demo"}


def read(**changes: object) -> list[str]:
    """What is said of a profile with these changes; None leaves a key out."""
    problems: list[Problem] = []
    table = {name: value for name, value in (GOOD | changes).items() if value is not None}
    profile = ProfileFields("home", table, Path("config.toml"), problems).read()
    assert (profile is None) == bool(problems)
    return [str(problem).removeprefix("config.toml: gateways.home") for problem in problems]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"host": None}, ' has no host (write host = "192.168.1.20")'),
        ({"username": None}, ' has no username (write username = "demo")'),
        ({"host": 12}, '.host is 12, not text (write host = "12")'),
        ({"host": True}, '.host is true, not text (write host = "...")'),
        ({"host": " "}, ".host is empty (write what it is, or delete the line)"),
        ({"host": "http://h/login"}, ".host: the host 'http://h/login' has a path (write a name"),
        ({"host": "h:1", "port": 2}, ".host: the host says port 1, but the port is given as 2"),
        ({"username": ["a"]}, '.username is a list, not text (write username = "...")'),
        ({"port": "5000"}, '.port is "5000", not a whole number from 1 to 65535 (write port = 1 to 65535'),
        ({"port": 0}, ".port is 0, not a whole number from 1 to 65535"),
        ({"port": True}, ".port is true, not a whole number from 1 to 65535"),
        ({"bus": 3}, ".bus is 3, not a whole number from 1 to 2 (write bus = 1 to 2, without quotes)"),
        ({"bus_type": "Minido"}, '.bus_type is "Minido", none of minido, bibus (write bus_type = "minido")'),
        ({"timeout": "10 s"}, '.timeout is "10 s", not a number from 0.1 to 3600 (write timeout = 10'),
        ({"timeout": float("nan")}, ".timeout is nan, not a number from 0.1 to 3600"),
        ({"timeout": True}, ".timeout is true, not a number"),
        ({"devices": {"a": 1}}, '.devices is a table, not text (write devices = "...")'),
        ({"devices": 10**60}, f".devices is 1{'0' * 39}..., not text"),
        ({"passwrd": "x"}, '.passwrd (Did you mean "password"'),
        ({"colour": "x"}, ".colour (known are host, port, username, password, password_file"),
        ({"password": "a", "password_file": "b"}, " has password and password_file (keep one"),
        ({"password": ""}, ".password is empty"),
    ],
)
def test_what_is_said_of_a_mistake(changes: dict[str, object], said: str) -> None:
    (problem,) = read(**changes)
    assert problem.replace("config.toml: unknown key gateways.home", "").startswith(said)


def test_a_password_is_not_repeated_in_a_message() -> None:
    assert read(password=4711) == ['.password is something else, not text (write password = "...")']


def test_a_path_of_a_home_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[Problem] = []
    table = GOOD | {"devices": "~nobody-of-this-name/devices.yaml"}
    ProfileFields("home", table, Path("config.toml"), problems).read()
    (problem,) = problems
    assert str(problem).endswith("begins with ~, but no home is known (write the whole path)")
