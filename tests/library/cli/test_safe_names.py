"""Names that a terminal shows and does not obey."""

from pathlib import Path

from tests.library.cli.cli_rig import Ipcom


def test_a_name_cannot_move_the_cursor(ipcom: Ipcom, home: Path) -> None:
    (home / "devices.yaml").write_text(
        'lights:\n  "l\\u001bamp": {module: 1, output: 1, type: light, display_name: "A\\u001b[2JB"}\n'
    )
    ended = ipcom("list")
    assert "\x1b" not in ended.out
    assert "A\ufffd[2JB" in ended.out
    assert "l\ufffdamp" in ended.out


def test_the_relays_of_a_shutter_still_know_each_other(ipcom: Ipcom, home: Path) -> None:
    (home / "devices.yaml").write_text(
        "shutters:\n"
        '  "l\\u0007d": {module: 5, output: 1, type: switch, display_name: L, relay_role: down, paired_device: l_u}\n'
        '  l_u: {module: 5, output: 2, type: switch, display_name: L, relay_role: up, paired_device: "l\\u0007d"}\n'
    )
    devices = ipcom("list", "--json").json["devices"]
    assert {each["paired_device"] for each in devices} == {"l\ufffdd", "l_u"}
