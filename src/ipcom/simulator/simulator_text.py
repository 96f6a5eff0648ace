"""What is said of a simulated house: faults, house files and wrong uses; pure."""

from __future__ import annotations

from ..sentence import Sentence


class FaultMistake(Sentence):
    """A fault that cannot be ordered."""

    FAULT_UNKNOWN = 'There is no fault "{name}".', "{_hint}there are: {known}"
    FAULT_VALUE_WRONG = 'Fault {fault}: "{value}" is not {_unit}.', "for example {fault}={usual}"
    FAULT_NEGATIVE = "Fault {fault}: {value} is negative: use 0 or more."
    FAULT_MORE_THAN_ALL = "Fault {fault}: {value} is more than all: use 0 to 100."
    FAULT_WAVE_TOO_SHORT = "Fault {fault}: a wave takes time: use more than 0."


class HouseMistake(Sentence):
    """A mistake in a house file, or in what is asked of a house."""

    HOUSE_UNREADABLE = "cannot be read: {_error}", "check the path"
    HOUSE_IS_PIPE = "is a pipe, not a file", "name a file; nothing was read"
    HOUSE_TOO_LARGE = "is larger than {kilobytes} kB", "check that this is the right file"
    HOUSE_NOT_UTF8 = "is no UTF-8 text (byte 0x{byte})", "save it as UTF-8 in the editor"
    HOUSE_TOO_DEEP = "is nested more than {limit} levels deep", "a house file has four levels"
    HOUSE_REPEATS = (
        "has more than {limit} values, or its aliases repeat too much",
        "write them out, without & and *",
    )
    HOUSE_BROKEN = "{_error}", "correct it there"
    HOUSE_NO_MAPPING = "is no mapping", "write key: value"
    FIELD_UNKNOWN = '{_where}"{name}" is unknown', "{_hint}"
    FIELD_NO_NUMBER = "{_where}{name}: {_value}", "write a number from {low:g} to {high:g}"
    FIELD_NO_WHOLE_NUMBER = "{_where}{name}: {_value}", "write a whole number from {low} to {high}"
    FIELD_NO_TEXT = "{_where}{name}: {_value}", "write a text"
    FIELD_NO_NAMES = "{_where}{name}: {_value}", "write a list of names"
    FIELD_NO_MAPPING = "{_where}{name}: {_value}", "write a mapping, key: value"
    BUS_TYPE_UNKNOWN = '{_where}bus_type: "{name}" is unknown', "write {_choices}"
    NO_SHUTTER = '{_where}"{name}" is no shutter', "name the relay for up"
    TILT_MODEL_UNKNOWN = '{_where}tilt_model: "{name}" is unknown', "write {_choices}"
    TILT_LEFT_OUT = (
        "{_where}tilt_model {name} has no tilt",
        "write tilt: SECONDS, the time from closed to open",
    )
    TILT_MOTOR_LEFT_OUT = (
        "{_where}tilt_model {name} has no tilt_motor",
        "write tilt_motor: KEY, the relay for up of the motor that turns the slats",
    )
    TILT_MOTOR_UNUSED = (
        "{_where}tilt_motor is for tilt_model {name} only",
        "set that, or leave tilt_motor out",
    )
    TILT_MOTOR_ITSELF = "{_where}tilt_motor is the same shutter", "name the relay for up of another one"
    KEY_NOT_IN_DEVICES = '{_where}there is no device "{key}"', "write a key of the devices file"
    DEVICE_NOT_FOUND = "{_where}{_error}"
    FAULTS_WRONG = "{_where}faults: {_error}", "{_fix}"
    SHUTTER_NOT_THERE = "There is no shutter at {shutter} on this bus."
    OUTPUT_IN_TWO_SHUTTERS = "Output {output} belongs to two shutters: give it to one."
    NOT_ALL_VALUES = "{count} values for module {module}: give all 8."


class PageMistake(Sentence):
    """A request of the page that cannot be carried out."""

    REQUEST_UNREADABLE = "This request is not understood: {_what}.", "reload the page"
    BUS_NOT_THERE = "There is no bus {bus} in this house."
    NO_SHUTTER_THERE = "Output {output} is not the one for up of a shutter."
    SPEED_OUT_OF_RANGE = "Speed {speed}: use {low:g} to {high:g}."
    GATEWAY_BUSY = "The gateway is still busy with the last thing: wait a moment."
