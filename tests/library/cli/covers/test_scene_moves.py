"""Scenes with shutters: the outputs first, then the shutters, and every motor is off at the end."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import (
    PATIENCE_S,
    Ipcom,
    frames,
    run_process,
    start_process,
    value,
    wait_for,
)

TIMES = ("--up", "1.05", "--down", "1.0", "--yes")
"""The demo's shutters at this speed, about."""
RELAYS = [f"5/{output}" for output in range(1, 7)]
EVENING = """\
kitchen: on
living: 40
Living left: 40
Living right: closed
bedroom_window_u: open
"""


@pytest.fixture
def fast(gateway: ThreadedGateway, ipcom: Ipcom, home: Path) -> ThreadedGateway:
    """The demo house, whose shutters take a second, and a scene; one shutter is calibrated."""
    gateway.call(lambda it: setattr(it.house, "speed", 20.0))
    assert ipcom("cover", "calibrate", "living_left_u", *TIMES).code == 0
    assert ipcom("cover", "calibrate", "living_right_u", *TIMES).code == 0
    assert ipcom("cover", "calibrate", "bedroom_window_u", *TIMES).code == 0
    (home / "evening.yaml").write_text(EVENING, "utf-8")
    return gateway


def both_ways(sent: list[tuple[int, list[int]]]) -> bool:
    return any(values[first] and values[first + 1] for _, values in sent for first in (0, 2, 4))


def test_outputs_are_set_and_shutters_moved(fast: ThreadedGateway) -> None:
    ended = run_process("scene", "evening.yaml")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[:2] == ["Kitchen: on", "Living room: 40 %"]
    assert "Living left: about 40 % open" in lines[2]
    assert lines[3].startswith("Living right: ")
    assert "0 % open" in lines[3]
    assert "Bedroom window: " in lines[4]
    assert [value(fast, relay) for relay in RELAYS] == [0] * 6
    sent = frames(fast)
    assert [module for module, _ in sent[:2]] == [3, 6]
    assert {module for module, _ in sent[2:]} == {5}
    assert not both_ways(sent[2:])


def test_its_json_is_one_object(fast: ThreadedGateway, ipcom: Ipcom) -> None:
    found = ipcom("scene", "evening.yaml", "--json").json
    assert found.keys() == {"timestamp", "host", "devices", "covers"}
    assert [each["device_key"] for each in found["devices"]] == ["kitchen", "living"]
    assert [each["result"] for each in found["covers"]] == ["reached"] * 3


def test_a_dry_run_tells_both_and_moves_nothing(fast: ThreadedGateway, ipcom: Ipcom) -> None:
    told = ipcom("scene", "evening.yaml", "--dry-run", "--json").json["frames"]
    assert [frame["module"] for frame in told[:3]] == [3, 6, 5]
    assert frames(fast) == []


def test_a_height_needs_the_times_of_its_shutter_before_anything_is_sent(
    gateway: ThreadedGateway, ipcom: Ipcom, home: Path
) -> None:
    (home / "evening.yaml").write_text(EVENING, "utf-8")
    for more in ((), ("--dry-run",)):
        ended = ipcom("scene", "evening.yaml", *more)
        assert (ended.code, ended.out) == (2, "")
        assert "The travel times of Living left are not known" in ended.err
        assert "Living right" not in ended.err, "an end needs no times"
    assert frames(gateway) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_motors_stop_when_it_is_interrupted(fast: ThreadedGateway, number: signal.Signals) -> None:
    fast.call(lambda it: setattr(it.house, "speed", 1.0))
    with start_process("scene", "evening.yaml") as process:
        wait_for(lambda: sum(value(fast, relay) > 0 for relay in RELAYS) == 3)
        process.send_signal(number)
        wait_for(lambda: not any(value(fast, relay) for relay in RELAYS))
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode == (130 if number == signal.SIGINT else 128 + number)
    assert [value(fast, relay) for relay in RELAYS] == [0] * 6
