"""`ipcom cover status` as people type it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from unittest.mock import ANY

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, press


@pytest.fixture
def closed(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    """Living left is closed, as a command has left it."""
    gateway.call(lambda it: setattr(it.house, "speed", 20.0))
    assert ipcom("cover", "calibrate", "living left", "--up", "1.05", "--down", "1.0", "--yes").code == 0
    assert ipcom("cover", "close", "living left").code == 0
    time.sleep(0.2)  # so long that a shutter of one second may have been moved unseen


@pytest.mark.usefixtures("closed")
def test_it_tells_where_shutters_are_and_what_that_rests_on(ipcom: Ipcom) -> None:
    lines = ipcom("cover", "status").out.splitlines()
    assert lines[0].split("  ")[0] == "Shutter"
    assert lines[1].startswith("Living left")
    assert "0 %, estimated" in lines[1]
    assert "0 % at" in lines[1]
    assert "unwatched since" in lines[1]
    assert "at rest" in lines[1]
    assert "1.1, 1.0 s" in lines[1]
    assert [word for word in ("unknown", "not measured") if word in lines[2]] == ["unknown", "not measured"]
    assert len(lines) == 4
    assert len(ipcom("cover", "status", "living left").out.splitlines()) == 2


@pytest.mark.usefixtures("closed")
def test_json_has_all_of_it(ipcom: Ipcom) -> None:
    covers = ipcom("cover", "status", "living left", "living right", "--json").json["covers"]
    assert covers[0] == {
        "device_key": "living_left_u",
        "display_name": "Living left",
        "position": 0.0,
        "confidence": "estimated",
        "counted_from": 0.0,
        "counted_at": ANY,
        "watched": False,
        "watched_until": ANY,
        "moving": None,
        "travel": {"up": 1.05, "down": 1.0},
    }
    assert covers[1]["position"] is None
    assert covers[1]["travel"] is None


@pytest.mark.usefixtures("closed")
def test_what_moves_unwatched_is_at_no_known_place_and_is_not_stopped(
    ipcom: Ipcom, gateway: ThreadedGateway
) -> None:
    press(gateway, "5/2")
    cover = ipcom("cover", "status", "living left", "--json").json["covers"][0]
    assert (cover["moving"], cover["position"], cover["confidence"]) == ("up", None, "unknown")
    assert cover["counted_at"] is None
    assert gateway.call(lambda it: it.house.world.history)[-1].value > 0


@pytest.mark.usefixtures("closed")
def test_looking_changes_nothing_in_the_store(ipcom: Ipcom, home: Path) -> None:
    (store,) = home.rglob("covers-*.json")
    before = json.loads(store.read_text())
    ipcom("cover", "status")
    assert json.loads(store.read_text()) == before


def test_mistakes_are_told(ipcom: Ipcom, gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Kitchen is no shutter" in ipcom("cover", "status", "kitchen").err
    monkeypatch.delenv("IPCOM_DEVICES")
    assert ipcom("cover", "status").code == 2


@pytest.mark.usefixtures("closed")
def test_a_gateway_is_the_same_by_every_spelling(ipcom: Ipcom) -> None:
    for host in ("localhost", "LOCALHOST."):
        ended = ipcom("--host", host, "cover", "status", "living left", "--json")
        assert ended.code == 0, ended.err
        (cover,) = ended.json["covers"]
        assert (cover["position"], cover["travel"]) == (0.0, {"up": 1.05, "down": 1.0})
