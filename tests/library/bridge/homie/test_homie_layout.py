"""The nodes and properties of each kind of thing."""

import pytest

from ipcom.bridge.homie.homie_layout import CONFIDENCE, STATE_PATHS, HomieProperty, properties_of
from ipcom.bridge.things import ThingKind
from ipcom.shutter.confidence import Confidence

PATHS = {
    ThingKind.SWITCH: ["switch/power", "wall/press"],
    ThingKind.DIMMER: ["light/power", "light/brightness", "wall/press"],
    ThingKind.IMPULSE: ["impulse/press", "wall/press"],
    ThingKind.COVER: [
        "shutter/position",
        "shutter/tilt",
        "shutter/motion",
        "shutter/confidence",
        "shutter/action",
        "wall/press",
    ],
}


def settable(kind: ThingKind, *, commands: bool = True, strict: bool = False) -> dict[str, HomieProperty]:
    return {one.path: one for one in properties_of(kind, commands=commands, strict=strict) if one.settable}


@pytest.mark.parametrize("kind", list(ThingKind))
def test_each_kind_has_its_properties(kind: ThingKind) -> None:
    assert [one.path for one in properties_of(kind, commands=True, strict=False)] == PATHS[kind]


def test_what_a_controller_may_set() -> None:
    assert list(settable(ThingKind.SWITCH)) == ["switch/power"]
    assert list(settable(ThingKind.DIMMER)) == ["light/power", "light/brightness"]
    assert list(settable(ThingKind.IMPULSE)) == ["impulse/press"]
    assert list(settable(ThingKind.COVER)) == ["shutter/position", "shutter/tilt", "shutter/action"]
    assert settable(ThingKind.COVER)["shutter/action"].format == "open,close,stop"


def test_a_strict_house_lets_a_controller_stop_and_switch_lamps() -> None:
    assert [one.format for one in settable(ThingKind.COVER, strict=True).values()] == ["stop"]
    assert settable(ThingKind.IMPULSE, strict=True) == {}
    assert list(settable(ThingKind.SWITCH, strict=True)) == ["switch/power"]


@pytest.mark.parametrize("kind", list(ThingKind))
def test_a_house_that_only_shows_has_no_targets_and_nothing_to_set(kind: ThingKind) -> None:
    shown = properties_of(kind, commands=False, strict=False)
    assert not any(one.settable or one.aims for one in shown)
    assert {one.path for one in shown if not one.retained} == {"wall/press"}


def test_the_confidences_are_those_of_a_shutter() -> None:
    assert CONFIDENCE.format.split(",") == [one.value for one in Confidence]


def test_all_that_may_be_kept_is_known() -> None:
    kept = {
        one.path
        for kind in ThingKind
        for one in properties_of(kind, commands=True, strict=False)
        if one.retained
    }
    assert set(STATE_PATHS) == kept
