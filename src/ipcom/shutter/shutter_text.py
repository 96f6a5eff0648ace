"""What is said of a shutter, its travel times and its calibration; pure."""

from __future__ import annotations

from ..sentence import Sentence

_SHUTTER = "shutter {shutter}: "
_NO_TIMES = "calibrate it first"


class ShutterText(Sentence):
    """A command that cannot be given, or that ended otherwise."""

    NO_TILT = "shutter {name} has no tilt time", "set one, if it has slats"
    TILT_ONLY_CLOSED = (
        "the slats of shutter {name} turn only at its closed end, and {position:.0f} % is not there",
        "close it first, or give position 0 together with the tilt",
    )
    NO_POSITION = "shutter {name} has no travel times, so it cannot go to {_what}", _NO_TIMES
    STILL_MOVING = "shutter {name} is moving", "stop it first"
    SHUTTER_NOT_STARTED = "shutter {name} was not started: use `async with shutter` or `start()`"
    SHUTTER_CLOSED = "shutter {name} was closed, which is permanent: make a new one"
    RUN_UNWATCHED = (
        _SHUTTER
        + "the run to its end was not watched wholly, so its position is not known; give the command again"
    )
    TARGET_MISSED = (
        _SHUTTER + "it missed its target while this machine slept or had no link, and stands at"
        " {position:.0f} % now; give the command again"
    )
    BOTH_DIRECTIONS_ON = (
        _SHUTTER
        + "both directions are on, so a position cannot be told; stop it, then tell the position again"
    )
    SHUTTER_OFFLINE = _SHUTTER + "there is no link to the gateway"
    TIMER_ENDED_RUN = (
        _SHUTTER
        + "its relay went off by itself after {seconds:.1f} s, before the command was done; a timer of the bus?"
        " It counts as {_end} now: give the command again"
    )
    CHANGED_AT_ONCE = _SHUTTER + "it was changed again at once"


class TimesMistake(Sentence):
    """Travel times that cannot be."""

    TIME_OUT_OF_RANGE = "travel time {time} is {value}", "give {low:g} to {high:g}"
    CURVE_WRONG = "the curve is {value}", "give a Curve, or nothing for a linear one"
    TILT_TIME_WRONG = "tilt time is {value}", "give more than 0 and less than the travel, or nothing"
    TILT_MODEL_WRONG = "tilt model is {value}", "give one of: {_models}"
    TILT_TIME_MISSING = "tilt model {model} has no tilt time", "give `tilt`, the seconds from closed to open"
    TILT_PAIR_MISSING = (
        "the slats of shutter {shutter} have a motor of their own, whose relays are not known",
        "give its relays as `tilt_pair`",
    )
    TILT_PAIR_UNUSED = (
        "shutter {shutter} has relays for a tilt motor, but its slats turn with the curtain",
        "set the tilt model to own_motor, or leave `tilt_pair` out",
    )
    TIME_DOUBTFUL = "{seconds:.1f} s {_way} is less than {least:g} s"
    TIMES_UNLIKE = "{up:.1f} s up and {down:.1f} s down differ by more than half"
    FULL_RUN_TOO_LONG = (
        "shutter {shutter}: a full run takes {seconds:.1f} s, but the longest run allowed is {longest:.0f} s",
        "allow a longer run or give shorter travel times",
    )
    HALF_HEIGHT_WRONG = (
        "half of the height after {value} of the time cannot be a roller",
        "give a share between {low} and {high}; 0.5 is linear",
    )


class CalibrationText(Sentence):
    """A calibration that cannot go on."""

    CALIBRATION_CLOSED = "the calibration is not open", "use `async with` around it"
    CALIBRATION_WITHOUT_DIRECTION = "a calibration runs up or down", "start with one of them"
    RUN_ENDED_BEFORE = _SHUTTER + "the run has ended before; bring it to the end and start again"
    SLEPT_DURING_RUN = _SHUTTER + "this machine slept meanwhile; bring it to the end and start again"
    WAY_NOT_MEASURED = "the way {_ways} has not been measured", "start and let it arrive"
