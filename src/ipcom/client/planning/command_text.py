"""What is said of a command that was refused, or that did not end as wanted; pure."""

from __future__ import annotations

from ...sentence import Sentence

_SLEPT = "not sent, since this machine slept or its clock was set; give the command again"
_SHUTTER = "shutter {shutter}: "


class CommandText(Sentence):
    """Sentences about outputs."""

    # Refused
    LEVEL_NO_NUMBER = "output {output}: {value!r} is not a number", "write 0 or 255"
    LEVEL_OUT_OF_RANGE = "output {output}: level {value} is out of range", "write 0..100"
    RELAY_TAKES_NO_LEVEL = (
        "output {output}: a relay cannot take {value}",
        "write 0 for off or 255 for on; declare the output as a dimmer to write levels",
    )
    OUTPUT_UNDECLARED = (
        "output {output} is not declared, so it may be half of a motor",
        "declare it in `kinds`, or say undeclared=True in the call",
    )
    OUTPUT_OF_SHUTTER = "output {output} is a relay of the shutter {shutter}; move the shutter instead"
    OUTPUT_NOW_OF_SHUTTER = (
        "output {output} has become a relay of the shutter {shutter}; move the shutter instead"
    )
    NEIGHBOUR_SWITCHED = (
        "output {output}: {other} of the same module is not declared either and is being switched;"
        " they may be the two directions of one motor: one after the other"
    )
    NEIGHBOUR_ON = (
        "output {output}: {others} of the same module is on and not declared either; they may be the two"
        " directions of one motor: switch that off first, or declare them"
    )
    PULSED_OUTPUT_ON = "output {output} is on already, so it is not pulsed; switch it off first"
    FRAME_UNPLANNED = "a frame left that was not planned; plan, send and report each frame in one step"
    ANSWER_OUTDATED = "an answer was taken up that is not the newest; ask, then take up"

    # Gave way
    OUTPUT_NEWER_COMMAND = "output {output}: a newer command took its place"
    OUTPUT_SET_BY_OTHERS = "output {output}: somebody else set another value"

    # Not sent
    OUTPUT_SLEPT = "output {output}: " + _SLEPT
    OUTPUT_OFFLINE = (
        "output {output}: not sent, there was no link to the gateway for {seconds:.1f} s; try again later"
    )
    OUTPUT_DIMMED_AT_WALL = (
        "output {output}: a dimmer of its module is being dimmed at the wall; try again when it has stopped"
    )
    OUTPUT_PLANNING_BROKE = "output {output}: the client failed while planning: {fault}"

    # Not confirmed
    OUTPUT_UNSEEN = (
        "output {output}: written, but the gateway does not show {value}; check that the module "
        "is alive and try again"
    )
    OUTPUT_UNSEEN_OFFLINE = (
        "output {output}: the link broke after the command had left, so nobody knows whether it came "
        "about; look at the output once the link is back"
    )
    OUTPUT_LOST_ON_THE_WAY = (
        "output {output}: the link broke, or this machine slept, after the command had left, and the gateway does not show "
        "{value}; look at the output and try again"
    )
    PULSE_UNSEEN = (
        "output {output}: the pulse was written, but the gateway never showed the output on; "
        "look at what it switches before you try again"
    )
    PULSE_END_UNSEEN = "output {output}: the end of the pulse is not shown by the gateway; look at the output"
    PULSE_LINK_BROKE = "output {output}: the link broke during the pulse; look at the output"


class MotorText(Sentence):
    """Sentences about the two relays of a shutter."""

    SHUTTER_UNKNOWN = "shutter {shutter} is not known", "add it to the client's shutters first"
    SHUTTERS_OVERLAP = (
        "shutter {shutter} shares a relay with shutter {other}",
        "give each shutter its own two relays",
    )
    SHUTTER_IN_MOTION = "shutter {shutter} is moving; stop it first"
    BOTH_DIRECTIONS_SEEN_ON = _SHUTTER + "both directions were seen on"
    SHUTTER_PLANNING_BROKE = _SHUTTER + "the client failed while planning: {fault}"

    # Gave way
    SHUTTER_NEWER_COMMAND = _SHUTTER + "a newer command took its place"
    SHUTTER_STOPPED = _SHUTTER + "the shutter was stopped"
    SHUTTER_RELEASED = _SHUTTER + "it was released"
    SHUTTER_MOVEMENT_BEGAN = _SHUTTER + "another movement had begun"
    SHUTTER_MOVED_ANEW = _SHUTTER + "somebody moved the shutter anew"
    SHUTTER_MOVED_BY_OTHERS = _SHUTTER + "somebody else moved the shutter"
    SHUTTER_NOT_OURS = _SHUTTER + "what moves now is somebody else's"

    # Not sent, or not confirmed; `shutter` names the movement in English
    STOP_SLEPT = "{shutter} was " + _SLEPT
    MOVE_SLEPT = "{shutter} was " + _SLEPT
    STOP_OFFLINE = "{shutter} could not be seen to act, there is no link to the gateway"
    MOVE_OFFLINE = "{shutter} could not be seen to act, there is no link to the gateway"
    STOP_UNSEEN = "{shutter} is not shown by the gateway; look at the shutter and try again"
    MOVE_UNSEEN = "{shutter} is not shown by the gateway; look at the shutter and try again"


class HeldUp(Sentence):
    """Why a command was not sent in time; `thing` is its output or its shutter."""

    HELD_BY_OLD_READS = "no read of the outputs was recent enough; this program or the line was too slow"
    HELD_BY_OTHER_MODULES = "other modules went first, and the line or the gateway is slow"
    HELD_BY_SHUTTER = "a shutter in its module kept moving"
    HELD_BY_OTHER_SHUTTER = "another shutter in its module kept moving"
    HELD_BY_RESTART = "the gateway was starting up and did not show the same outputs twice"
    HELD_BY_UNDECLARED = "another undeclared output of its module was not seen off for a second"
    HELD_BY_DIMMER = "a dimmer of its module is being dimmed at the wall; try again when it has stopped"
    HELD_BY_BOTH_ON = "every frame of its module would have both directions of a shutter on; switch that shutter off at the wall"
    HELD_BY_OTHER_DIRECTION = "the other direction was not seen off"
    HELD_BY_EARLIER_STOP = "an earlier stop of this direction could still act"
    HELD_BY_PAUSE = "the other direction was not seen off for the whole pause; reads came too rarely"

    def __init__(self, why: str) -> None:
        """Put the same words before each reason."""
        self.text = "{thing} not sent within {seconds:.1f} s: " + why
