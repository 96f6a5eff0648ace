"""Which houses a bridge has, and what they are called."""

import random
from pathlib import Path
from unittest.mock import Mock

import pytest

from ipcom.bridge.broker.broker_link import BrokerWay
from ipcom.bridge.house.house_bridge import BridgedHouse
from ipcom.bridge.things import things_of
from ipcom.bridge.topics import Topics
from ipcom.cli.bridging.bridged_houses import BridgeWish, extensions_of
from ipcom.cli.console.options import Options
from ipcom.cli.profiles import config_file
from ipcom.client.connection.look_ups import SYSTEM_NAMES
from ipcom.errors import ConfigurationError
from ipcom.simulator.house.house import House

FILE = """
[bridge]
broker = "192.168.1.30"
{bridge}

[gateways.home]
host = "192.168.1.20"
username = "demo"
password = "demo"
devices = "house.yaml"

[gateways."Holiday home"]
host = "192.168.1.21"
username = "demo"
password = "demo"

[gateways."holiday_home"]
host = "192.168.1.22"
username = "demo"
password = "demo"
"""


def wish(
    folder: Path, bridge: str, broker: str | None = None, house: str | None = None, **options: str
) -> BridgeWish:
    file = folder / "config.toml"
    file.write_text(FILE.format(bridge=bridge))
    (folder / "house.yaml").write_text(House.demo().devices_yaml())
    return BridgeWish(Options(config=str(file), **options), broker, house)  # type: ignore[arg-type]


def test_the_houses_of_the_table_by_their_names_in_topics(tmp_path: Path) -> None:
    found = wish(tmp_path, 'houses = ["home", "Holiday home"]\nbase = "houses"')
    assert {name: each.host for name, each in found.houses.items()} == {
        "home": "192.168.1.20",
        "holiday-home": "192.168.1.21",
    }
    assert (found.base, str(found.broker)) == ("houses", "mqtt://192.168.1.30:1883")
    assert len(found.houses["home"].devices.shutters) == 3


def test_the_file_is_read_once_however_many_houses_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Mock(side_effect=config_file.read_config)
    monkeypatch.setattr(config_file, "read_config", reading)
    assert len(wish(tmp_path, 'houses = ["home", "Holiday home"]').houses) == 2
    assert reading.call_count == 1


def test_an_option_that_contradicts_the_profiles_is_refused_for_several_houses_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="taken whole"):
        wish(tmp_path, 'houses = ["home", "Holiday home"]', username="other")


def test_one_house_that_is_named(tmp_path: Path) -> None:
    found = wish(tmp_path, "", broker="mqtts://b", house="Cottage", profile="home")
    assert list(found.houses) == ["cottage"]
    assert str(found.broker) == "mqtts://b:8883"


def test_two_houses_that_would_be_one_in_topics(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="two houses have the same name"):
        wish(tmp_path, 'houses = ["holiday_home", "Holiday home"]')


def test_a_name_for_several_houses(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="--house is for a single house"):
        wish(tmp_path, 'houses = ["home", "Holiday home"]', house="x")


@pytest.mark.parametrize(
    ("lines", "topic"),
    [
        ("", None),
        ('homie = false\nhomie_domain = "houses"', None),
        ("homie = true", "homie/5/home--hall/switch/power/set"),
        ('homie_domain = "houses"', "houses/5/home--hall/switch/power/set"),
    ],
)
def test_homie_is_an_option(tmp_path: Path, lines: str, topic: str | None) -> None:
    found = wish(tmp_path, lines, profile="home")
    plan = BridgedHouse(Topics("ipcom", "home"), "ipcom-home", things_of(found.houses["home"].devices))
    way = BrokerWay(found.broker, SYSTEM_NAMES, random.Random(1))
    topics = [each for one in extensions_of(plan, {}, found, way) for each in one.lamp_topics]
    assert (topic in topics) if topic else topics == []
