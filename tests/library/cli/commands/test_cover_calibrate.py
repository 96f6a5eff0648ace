"""`ipcom cover calibrate` as people type it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom


def test_known_times_are_kept_without_a_gateway(ipcom: Ipcom, house_file: Path, home: Path) -> None:
    who = ("--host", "h", "--username", "u", "--password-file", "secret", "--devices", str(house_file))
    (home / "secret").write_text("x")
    ended = ipcom(*who, "cover", "calibrate", "living left", "--up", "21", "--down", "19.5")
    assert ended.out == "Living left: 21.0 s up, 19.5 s down\n"
    ended = ipcom(*who, "cover", "calibrate", "living left", "--up", "21", "--down", "19.5", "--json")
    assert ended.json == {"device_key": "living_left_u", "up": 21.0, "down": 19.5}
    assert ipcom(*who, "cover", "calibrate", "living left", "--up", "21").code == 2
    assert "is no shutter. Try: ipcom toggle kitchen" in ipcom(*who, "cover", "open", "kitchen").err


def test_calibrating_needs_a_user(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open() as no_terminal:
        monkeypatch.setattr("sys.stdin", no_terminal)
        ended = ipcom("cover", "calibrate", "living left")
    assert ended.code == 2
    assert "Nobody is there to press Enter" in ended.err


def test_times_beyond_the_limits_are_refused(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    for up, why in (
        ("119", "longest run allowed is 120 s"),
        ("nan", "is no number from 0.1 to 600"),
        ("1", "differ by more than half"),
    ):
        refused = ipcom("cover", "calibrate", "living left", "--up", up, "--down", "20")
        assert refused.code == 2
        assert why in refused.err
    assert not list(home.rglob("covers-*"))


def test_times_that_cannot_be_stored_are_printed_all_the_same(
    ipcom: Ipcom, gateway: ThreadedGateway, home: Path
) -> None:
    (home / "xdg_state_home").write_text("in the way")
    ended = ipcom("cover", "calibrate", "living left", "--up", "21", "--down", "19.5")
    assert ended.code == 2
    assert ended.out == "Living left: 21.0 s up, 19.5 s down\n"
    assert "cannot be written" in ended.err
