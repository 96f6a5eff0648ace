"""The table `[bridge]` of the configuration file."""

from pathlib import Path

import pytest

from ipcom.cli.profiles.bridge_table import BridgeTable
from ipcom.cli.profiles.config_file import read_config
from ipcom.errors import ConfigurationError

HOMES = """
[gateways.home]
host = "192.168.1.20"
username = "demo"
"""


def read(tmp_path: Path, text: str) -> BridgeTable | None:
    path = tmp_path / "config.toml"
    path.write_text(text + HOMES)
    return read_config(path).bridge


def test_a_file_without_one_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, "") is None


def test_all_of_it(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        """
[bridge]
broker = "mqtts://192.168.1.30"
username = "demo"
password_file = "broker.password"
base = "houses"
client_id = "attic"
mqtt = "3.1.1"
ca_file = "ca.pem"
certificate_file = "bridge.pem"
key_file = "bridge.key"
insecure = false
commands = false
homie = true
homie_domain = "homie-attic"
metrics = "[::1]:9464"
metrics_per_thing = true
houses = ["home"]
strict = ["home"]
discovery = true
""",
    )
    assert table is not None
    assert table.discovered_below == "homeassistant"
    assert table.password_file == tmp_path / "broker.password"
    assert (table.metrics, table.metrics_per_thing) == ("[::1]:9464", True)
    assert table.key_file == tmp_path / "bridge.key"
    assert (table.houses, table.strict, table.commands) == (("home",), ("home",), False)
    assert (table.homie, table.homie_domain) == (True, "homie-attic")
    assert table.place == f"[bridge] of {tmp_path / 'config.toml'}"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "bridge has no broker"),
        ("broker = 5", "bridge.broker is 5, not text"),
        ('broker = "b"\nmetrics = 9464', 'write metrics = "9464"'),
        ('broker = "b"\nmetrics = "attic:9464"', "an IPv6 address in brackets"),
        ('broker = "b"\nhouse = "home"', "unknown key bridge.house"),
        ('broker = "b"\nhouses = "home"', 'bridge.houses is "home", no list of names'),
        ('broker = "b"\nhouses = ["hom"]', 'bridge.houses names "hom", but there is no [gateways.hom]'),
        ('broker = "b"\nstrict = ["x"]', 'bridge.strict names "x"'),
        ('broker = "b"\ncommands = "no"', "neither true nor false"),
        ('broker = "b"\nmqtt = "4"', "none of 5, 3.1.1"),
        ('broker = "b"\nbase = "a/#"', "no beginning of a topic"),
        ('broker = "b"\nbase = "$SYS"', "no beginning of a topic"),
        ('broker = "b"\ndiscovery_prefix = "a/+"', 'write discovery_prefix = "homeassistant"'),
        ('broker = "b"\ndiscovery = "yes"', "neither true nor false"),
        ('broker = "b"\nhomie = "yes"', "neither true nor false"),
        ('broker = "b"\nhomie_domain = "a/b"', "no single level of a topic"),
        ('broker = "b"\nhomie_domain = ""', "bridge.homie_domain"),
        ('broker = "b"\nkey_file = "k"', "bridge.key_file has no certificate beside it"),
        ('broker = "b"\npassword = "p"\npassword_file = "f"', "bridge has password and password_file"),
    ],
)
def test_mistakes_are_told_with_the_path_of_their_key(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        read(tmp_path, f"[bridge]\n{line}\n")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("lines", "below"),
    [
        ("", None),
        ("discovery = true", "homeassistant"),
        ('discovery_prefix = "ha"', "ha"),
        ('discovery = true\ndiscovery_prefix = "ha"', "ha"),
        ('discovery = false\ndiscovery_prefix = "ha"', None),
    ],
)
def test_a_prefix_alone_is_a_wish_to_be_discovered(tmp_path: Path, lines: str, below: str | None) -> None:
    table = read(tmp_path, f'[bridge]\nbroker = "b"\n{lines}\n')
    assert table is not None
    assert table.discovered_below == below


def test_what_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="bridge is no table"):
        read(tmp_path, 'bridge = "mqtt://192.168.1.30"\n')
