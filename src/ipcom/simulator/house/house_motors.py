"""The motors of a house file: their times, and what turns the slats of a blind. Mistakes are collected; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ...model.devices import Devices, OutputDevice, ShutterDevice
from ...model.tilt_model import TiltModel
from ..simulator_text import HouseMistake
from .blind import OPEN
from .demo_house import demo_motors
from .motor import MotorSpec

if TYPE_CHECKING:
    from ...model.shutter_pair import ShutterPair
    from .house_fields import Fields

MOTOR_KEYS = ("up", "down", "start_delay", "stop_lag", "position", "tilt", "tilt_model", "tilt_motor")

SHORTEST_TRAVEL_S = 0.1
"""A motor needs time for its way, and for what is left of it when its slats have turned."""


@dataclass(frozen=True, slots=True)
class HouseMotors:
    """The motors of one bus, and the pair that turns the slats of another."""

    shutters: dict[ShutterPair, MotorSpec]
    tilt_motors: dict[ShutterPair, ShutterPair]


def read_motors(fields: Fields, devices: Devices) -> HouseMotors:
    """Read the section `motors` of a bus; a shutter that it leaves out has its usual motor."""
    usual = demo_motors() if "devices" not in fields.data else {}
    motors = HouseMotors({pair: usual.get(pair, MotorSpec()) for pair in devices.pairs()}, {})
    section = fields.within("motors")
    own = dict(_named(section, devices))
    for name, shutter in own.items():
        motors.shutters[shutter.pair] = _motor(section.within(name), motors.shutters[shutter.pair])
    for name, shutter in own.items():
        timed = {named.pair for other, named in own.items() if other != name}
        _tilt_motor(section.within(name), devices, shutter.pair, motors, timed)
    return motors


def _named(section: Fields, devices: Devices) -> list[tuple[str, ShutterDevice]]:
    found = ((name, _shutter(section, devices, name, name)) for name in section.data)
    return [(name, shutter) for name, shutter in found if shutter is not None]


def _motor(fields: Fields, usual: MotorSpec) -> MotorSpec:
    fields.allow(MOTOR_KEYS)
    up_s = fields.number("up", usual.up_s, least=SHORTEST_TRAVEL_S)
    down_s = fields.number("down", usual.down_s, least=SHORTEST_TRAVEL_S)
    model = _tilt_model(fields)
    return MotorSpec(
        up_s=up_s,
        down_s=down_s,
        start_delay_s=fields.number("start_delay", usual.start_delay_s),
        stop_lag_s=fields.number("stop_lag", usual.stop_lag_s),
        position=fields.number("position", usual.position, most=OPEN),
        tilt_s=0.0 if model is TiltModel.OWN_MOTOR else _tilt_s(fields, model, min(up_s, down_s)),
        tilt_model=model,
    )


def _tilt_model(fields: Fields) -> TiltModel:
    name = fields.text("tilt_model", TiltModel.FIRST_PART.value)
    try:
        return TiltModel(name)
    except ValueError:
        fields.complain(
            HouseMistake.TILT_MODEL_UNKNOWN, "tilt_model", name=name, _choices=" or ".join(TiltModel)
        )
        return TiltModel.FIRST_PART


def _tilt_s(fields: Fields, model: TiltModel, travel_s: float) -> float:
    """Return how long the slats of this motor turn, which is part of its way."""
    if "tilt" not in fields.data and model is TiltModel.CLOSED_END:
        fields.complain(HouseMistake.TILT_LEFT_OUT, "tilt_model", name=model.value)
    return fields.number("tilt", 0.0, most=travel_s - SHORTEST_TRAVEL_S)


def _tilt_motor(
    fields: Fields, devices: Devices, pair: ShutterPair, motors: HouseMotors, timed: set[ShutterPair]
) -> None:
    """Note the motor of the slats, and its time unless it has an entry of its own."""
    own_motor = motors.shutters[pair].tilt_model is TiltModel.OWN_MOTOR
    if own_motor is not ("tilt_motor" in fields.data):
        mistake = HouseMistake.TILT_MOTOR_LEFT_OUT if own_motor else HouseMistake.TILT_MOTOR_UNUSED
        fields.complain(mistake, "tilt_motor", name=TiltModel.OWN_MOTOR.value)
        return
    slats = _shutter(fields, devices, fields.text("tilt_motor", ""), "tilt_motor") if own_motor else None
    if slats is None:
        return
    if slats.pair == pair:
        fields.complain(HouseMistake.TILT_MOTOR_ITSELF, "tilt_motor")
    motors.tilt_motors[pair] = slats.pair
    if slats.pair not in timed and "tilt" in fields.data:
        tilt_s = fields.number("tilt", 20.0, least=SHORTEST_TRAVEL_S)
        motors.shutters[slats.pair] = MotorSpec(tilt_s, tilt_s, position=OPEN)


def _shutter(fields: Fields, devices: Devices, name: str, at: str) -> ShutterDevice | None:
    """Return the shutter with this name, which stands at the key `at` of the file."""
    try:
        found: OutputDevice | ShutterDevice = devices.find(name)
    except ConfigurationError as error:
        fields.complain(HouseMistake.DEVICE_NOT_FOUND, at, _error=error)
        return None
    if isinstance(found, ShutterDevice):
        return found
    fields.complain(HouseMistake.NO_SHUTTER, at, name=name)
    return None
