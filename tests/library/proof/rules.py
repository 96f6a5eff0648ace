"""What must hold, whatever happens: the rules that the referee judges by."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """One rule, in a sentence."""

    AGE = "a frame rests on a read asked for recently enough"
    STOP_AGE = "a stop that passes an unanswered write rests on a read asked for recently enough"
    UNDONE = "no press that a frame's read could show is undone"
    ECHO = "outputs that no command is for are written as they were read"
    BOTH = "no frame has both directions of a shutter on"
    DRIVEN_BOTH = "no motor is driven both ways by our doing"
    PAUSE_SEEN = "a direction goes on only after the other was seen off for the pause"
    PAUSE = "a direction goes on only after the other was off for the pause"
    TOUCHED = "no movement that a person made or ended is driven over"
    QUIET = "frames of other outputs wait while a person has just moved a shutter of the module"
    OPPOSITE = "a stop that ends a timed move leaves the opposite direction alone"
    STOPPED = "a person's stop ends the movement in time"
    STOP_LEAVES = "a person's stop leaves at once"
    KEPT_ALIVE = "a link is kept alive every half minute"
    ENDS = "every command ends in a known way"
    LIMIT = "every command ends within its time"
    TRUE = "a confirmed command was shown by the gateway after its frame"
    FALSE_ERROR = "a command that the gateway has shown to be done in time is not reported as failed"
    LEVELS = "no frame carries the values 101 to 254"
    CLOSED = "a program that has closed leaves no motor on that it had switched on"
    SLEPT = "a run that was over while the machine slept is ended when it wakes"
    FRESH_LINK = "after a login nothing is written before a read"
    OFF_AT_END = "no motor that we switched on is left on"
    PULSES = "an output that was switched on for a moment is off in the end"
    MAX_RUN = "no motor that we switched on runs longer than its maximum run"
    SPACING = "frames leave 250 ms apart"
    STOP_SPACING = "stops leave 50 ms apart"
    TWO_FRAMES = "a command has two frames at most"
    ONE_FRAME = (
        "momentary, timed and undeclared outputs and a shutter's direction are switched on once for a command"
    )
    NEIGHBOURS = "undeclared outputs of one module are never switched on together"
    LEFT_AS_ASKED = "an output ends as the last person or confirmed command left it"
    SHOWN_WANTED = "what a command wants is shown until it ends, whatever older reads say"
    SHOWN_SOON = "a press is shown within one poll"
    BACK_ONLINE = "a link that broke is back within 1.5 s"
    BOTH_OFF = "both directions seen on are switched off at once, three times a minute at most"
    SHOWN = "what is shown is real within one poll of the end"
    POSITION = "a position that is known or estimated is near the real one"
    NO_ERRORS = "no errors are logged and nothing goes unhandled"
    NO_TASKS = "a program that has ended leaves no tasks"
    PROGRAM_ENDS = "a program that is closed ends"
