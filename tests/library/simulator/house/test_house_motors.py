"""The motors of a house file, and what turns the slats of a blind."""

from pathlib import Path

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.tilt_model import TiltModel
from ipcom.simulator.house.house import House
from tests.library.simulator.simulator_rig import HandClock

LEFT = ShutterPair(OutputAddress.parse("5/2"), OutputAddress.parse("5/1"))
RIGHT = ShutterPair(OutputAddress.parse("5/4"), OutputAddress.parse("5/3"))


def house(folder: Path, left: str, *, toml: bool = False) -> House:
    """The demo house, with this for the motor of its left shutter."""
    path = folder / ("house.toml" if toml else "house.yaml")
    path.write_text(left if toml else f"motors:\n  living_left_u: {left}\n", encoding="utf-8")
    return House.from_file(path)


def mistakes(folder: Path, left: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        house(folder, left)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("model", [TiltModel.FIRST_PART, TiltModel.CLOSED_END])
def test_a_motor_may_turn_slats(tmp_path: Path, model: TiltModel) -> None:
    spec = house(tmp_path, f"{{tilt: 1.5, tilt_model: {model}}}").world.shutters[LEFT].spec
    assert (spec.tilt_s, spec.tilt_model) == (1.5, model)


def test_slats_turn_with_the_first_part_of_the_way_unless_the_file_says_more(tmp_path: Path) -> None:
    clock = HandClock()
    made = house(tmp_path, "{tilt: 2}")
    made.follow(clock)
    made.world.press_shutter(LEFT, "down")
    clock.pass_by(1.05)
    assert made.world.tilt(LEFT) == pytest.approx(50.0)
    assert made.world.shutters[LEFT].position == 100.0
    assert made.world.tilt(RIGHT) is None


@pytest.mark.parametrize("own", ["", "\n  living_right_u: {up: 8, down: 8}"])
def test_a_second_motor_may_turn_them(tmp_path: Path, own: str) -> None:
    tilt = "" if own else ", tilt: 8"
    clock = HandClock()
    made = house(tmp_path, f"{{tilt_model: own_motor, tilt_motor: living_right_u{tilt}}}{own}")
    made.follow(clock)
    made.world.press_shutter(RIGHT, "down")
    clock.pass_by(2.05)
    assert made.world.tilt(LEFT) == pytest.approx(75.0)
    assert made.world.shutters[LEFT].position == 100.0


def test_toml_says_the_same(tmp_path: Path) -> None:
    text = '[motors.living_left_u]\ntilt = 1.5\ntilt_model = "closed_end"\n'
    assert house(tmp_path, text, toml=True).world.shutters[LEFT].spec.tilt_model is TiltModel.CLOSED_END


@pytest.mark.parametrize(
    ("left", "codes"),
    [
        ("{tilt: 1, tilt_model: sideways}", ["tilt_model_unknown"]),
        ("{tilt_model: closed_end}", ["tilt_left_out"]),
        ("{up: 20, down: 20, tilt: 20}", ["field_no_number"]),
        ("{tilt_model: own_motor, tilt: 6}", ["tilt_motor_left_out"]),
        ("{tilt: 1, tilt_motor: living_right_u}", ["tilt_motor_unused"]),
        ("{tilt_model: own_motor, tilt_motor: living_left_u}", ["tilt_motor_itself"]),
        ("{tilt_model: own_motor, tilt_motor: kitchen}", ["no_shutter"]),
        ("{tilt_model: own_motor, tilt_motor: nowhere}", ["device_not_found"]),
        ("{tilt_model: own_motor, tilt: many, tilt_motor: living_right_u}", ["field_no_number"]),
    ],
)
def test_mistakes_are_told(tmp_path: Path, left: str, codes: list[str]) -> None:
    assert mistakes(tmp_path, left) == codes


def test_a_mistake_has_its_line_and_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="write first_part or closed_end or own_motor") as caught:
        house(tmp_path, "{tilt: 1, tilt_model: sideways}")
    assert caught.value.problems[0].line == 2
