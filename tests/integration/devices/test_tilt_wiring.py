"""What a person describes of a cover's slats, and what stands against it."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.checks import Mistake
from custom_components.ipcom.devices.described import described_cover
from custom_components.ipcom.devices.mapping import MappedCover, MappedOutput
from custom_components.ipcom.devices.tilt_motor import TiltMotor
from custom_components.ipcom.devices.tilt_wiring import keep_tilt_motor, tilt_turned, with_tilt_motor
from custom_components.ipcom.imports.import_plan import plan_import
from custom_components.ipcom.library import OutputAddress, TiltModel
from tests.integration.blinds import COVERS, FIRST, OWN

UP, DOWN = OutputAddress(6, 1), OutputAddress(6, 2)
LAMP = MappedOutput("Lamp", OutputAddress(6, 5), MappedKind.LIGHT)
OTHERS = {"lamp": LAMP}


def described(cover: MappedCover, up: Any = UP, down: Any = DOWN, **options: Any) -> MappedCover | Mistake:
    return with_tilt_motor(replace(cover, options=replace(cover.options, **options)), (up, down), OTHERS)


def test_a_motor_of_their_own_has_two_relays_and_any_other_model_none() -> None:
    found = described(COVERS[FIRST], tilt_model=TiltModel.OWN_MOTOR, tilt_time=6.0)
    assert isinstance(found, MappedCover)
    assert found.tilt_motor == TiltMotor(UP, DOWN)
    assert found.addresses == (*COVERS[FIRST].relays, UP, DOWN)
    found = described(COVERS[OWN], tilt_model=TiltModel.CLOSED_END, tilt_time=2.0)
    assert isinstance(found, MappedCover)
    assert found.tilt_motor is None


@pytest.mark.parametrize(
    ("given", "mistake"),
    [
        ({"up": None}, Mistake("tilt_up_output", "output_missing")),
        ({"down": None}, Mistake("tilt_down_output", "output_missing")),
        ({"down": UP}, Mistake("tilt_down_output", "same_output")),
        ({"up": OutputAddress(5, 6)}, Mistake("tilt_up_output", "same_output")),
        ({"down": LAMP.address}, Mistake("tilt_down_output", "output_taken", "Lamp")),
        ({"tilt_time": None}, Mistake("tilt_time", "tilt_time_missing")),
        ({"tilt_time": 61.0}, Mistake("tilt_time", "tilt_time_impossible")),
        ({"tilt_time": 20.0, "tilt_model": TiltModel.CLOSED_END}, Mistake("tilt_time", "settings_wrong")),
        ({"tilt_time": None, "tilt_model": TiltModel.CLOSED_END}, Mistake("tilt_time", "tilt_time_missing")),
    ],
)
def test_what_stands_against_slats(given: dict[str, Any], mistake: Mistake) -> None:
    assert described(COVERS[OWN], **given) == mistake


def test_the_slats_turn_round_without_the_cover() -> None:
    turned = tilt_turned(COVERS[OWN])
    assert turned == replace(COVERS[OWN], tilt_motor=TiltMotor(DOWN, UP))
    assert tilt_turned(COVERS[FIRST]) == COVERS[FIRST]
    own = COVERS[OWN]
    found = described_cover(
        (own.up, own.down), {"name": "Own"}, OTHERS, own, wrong_way=True, tilt_wrong_way=True
    )
    assert isinstance(found, MappedCover)
    assert (found.relays, found.tilt_motor) == (own.relays[::-1], TiltMotor(DOWN, UP))


def test_a_cover_does_not_move_onto_the_relays_of_its_slats() -> None:
    own = COVERS[OWN]
    found = described_cover((UP, own.down), {"name": "Own"}, OTHERS, own)
    assert found == Mistake("up_output", "same_output")


def test_an_import_keeps_the_slats_unless_their_relays_move_the_cover_now() -> None:
    own = COVERS[OWN]
    imported = MappedCover("Renamed", own.up, own.down, own.device_class)
    (change,) = plan_import({"own": own}, [imported]).changed
    assert change.after == replace(own, name="Renamed")
    assert plan_import({"own": own}, [replace(imported, name="Own")]).same == (own,)
    onto_them = keep_tilt_motor(own, replace(own, up=UP, tilt_motor=None))
    assert (onto_them.tilt_motor, onto_them.options.tilt_time) == (None, None)
    on_slats = MappedCover("Slats", UP, DOWN)
    assert plan_import({"own": own}, [on_slats]).blocked == (on_slats,)
