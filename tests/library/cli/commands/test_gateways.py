"""The list of the gateways that the configuration file has."""

from pathlib import Path

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom


def test_the_gateways_are_a_table(cottage: ThreadedGateway, ipcom: Ipcom, config_file: Path) -> None:
    config_file.write_text('default = "cottage"\n' + config_file.read_text())
    heading, cottage_line, holiday = ipcom("gateways").out.splitlines()
    assert heading.split() == ["Gateway", "Host", "Bus", "User", "Devices"]
    assert cottage_line.split() == [
        "cottage",
        f"127.0.0.1:{cottage.port}",
        "1",
        "demo",
        "cottage.yaml",
        "default",
    ]
    assert holiday.split() == ["holiday-home", "gateway.invalid", "1", "somebody"]


def test_json_has_everything_but_the_password(ipcom: Ipcom, config_file: Path) -> None:
    config_file.write_text(
        '[gateways.home]\nhost = "h:5001"\nusername = "me"\npassword = "sesame"\nbus = 2\ndevices = "a.yaml"\n'
    )
    ended = ipcom("gateways", "--json")
    assert "sesame" not in ended.out
    assert ended.json == {
        "file": str(config_file),
        "default": None,
        "gateways": [
            {
                "name": "home",
                "host": "h",
                "port": 5001,
                "username": "me",
                "bus": 2,
                "bus_type": "minido",
                "devices": str(config_file.parent / "a.yaml"),
            }
        ],
    }


def test_without_a_file_it_says_what_to_write(ipcom: Ipcom, config_file: Path) -> None:
    ended = ipcom("gateways")
    assert ended.code == 2
    assert f"{config_file}: there is no such file (write [gateways.home] there" in ended.err
    config_file.write_text("")
    empty = ipcom("gateways")
    assert (empty.code, empty.out) == (0, "")
    assert f"{config_file} has no gateway yet. Write [gateways.home]" in empty.err
