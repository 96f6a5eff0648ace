"""The states of things, as programs read them."""

import pytest

from ipcom.bridge.thing_state import HERE, cover_state, iso_time, output_state, with_cause
from ipcom.bridge.things import things_of
from ipcom.model.motion import Motion
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.height_and_tilt import Height
from ipcom.shutter.shutter_state import ShutterState
from ipcom.simulator.house.house import House

THINGS = things_of(House.demo().devices)


def snapshot(name: str, value: int) -> StateSnapshot:
    values = bytearray(128)
    values[THINGS[name].addresses[0].index] = value
    return StateSnapshot(bytes(values), timestamp=0.0, asked_at=0.0, received_at=0.0)


def test_a_lamp_that_is_not_confirmed_yet() -> None:
    lamp = THINGS["hall"]
    record = output_state(lamp, snapshot("hall", 255), snapshot("hall", 0))
    assert record == {"state": "ON", "reported": "OFF", "confirmed": False}


def test_a_dimmer_has_its_level() -> None:
    record = output_state(THINGS["living"], snapshot("living", 40), snapshot("living", 40))
    assert record == {"state": "ON", "brightness": 40, "reported": 40, "confirmed": True}


@pytest.mark.parametrize(
    ("position", "moving", "state"),
    [
        (0.0, None, "closed"),
        (100.0, None, "open"),
        (0.4, None, "open"),
        (50.0, Motion.UP, "opening"),
        (50.0, Motion.DOWN, "closing"),
        (None, None, "stopped"),
    ],
)
def test_a_shutter(position: float | None, moving: Motion | None, state: str) -> None:
    shown = ShutterState(position, 12.4, Confidence.KNOWN, moving, Height(40.0) if moving else None)
    record = cover_state(shown, tilts=True)
    assert record["state"] == state
    assert record["wanted"] == (40 if moving else None)
    assert record["tilt"] == 12
    assert "tilt" not in cover_state(shown, tilts=False)


@pytest.mark.parametrize(
    ("percent", "shown"), [(0.0, 0), (0.2, 1), (49.6, 50), (99.6, 99), (100.0, 100), (None, None)]
)
def test_an_end_is_shown_only_at_the_very_end(percent: float | None, shown: int | None) -> None:
    state = ShutterState(percent, percent, Confidence.KNOWN, None, None)
    record = cover_state(state, tilts=True)
    assert (record["position"], record["tilt"]) == (shown, shown)


def test_who_changed_it_and_when() -> None:
    assert with_cause({}, None) == {"cause": None, "changed_at": None}
    assert with_cause({}, (HERE, 0.0)) == {"cause": "bridge", "changed_at": iso_time(0.0)}
    assert iso_time(0.0) == "1970-01-01T00:00:00.000+00:00"
