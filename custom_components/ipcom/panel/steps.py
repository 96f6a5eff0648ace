"""The steps of a calibration, and which action of a page fits which of them. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """Where a calibration stands."""

    READY = "ready"
    CLOSING = "closing"
    AT_BOTTOM = "at_bottom"
    GOING_UP = "going_up"
    AT_TOP = "at_top"
    GOING_DOWN = "going_down"
    MEASURED = "measured"
    DOUBT = "doubt"
    STOPPED = "stopped"
    SAVED = "saved"
    BUSY = "busy"
    """Between two steps, while the gateway is waited for; no page is told."""
    STARTING = "starting"
    """The same while a motor is to start: it can be stopped."""


RUNNING = frozenset({Step.CLOSING, Step.GOING_UP, Step.GOING_DOWN})
MOVING = RUNNING | {Step.STARTING}
_BEGUN = RUNNING | {Step.AT_BOTTOM, Step.AT_TOP, Step.MEASURED, Step.DOUBT, Step.STOPPED}


class Action(StrEnum):
    """What a person asks for."""

    BEGIN = "begin"
    AGAIN = "again"
    UP = "up"
    DOWN = "down"
    ARRIVED = "arrived"
    STOP = "stop"
    SWAP = "swap"
    ACCEPT = "accept"
    SAVE = "save"


_FITS = {
    Action.BEGIN: frozenset({Step.READY, Step.STOPPED}),
    Action.AGAIN: _BEGUN,
    Action.UP: frozenset({Step.AT_BOTTOM}),
    Action.DOWN: frozenset({Step.AT_TOP}),
    Action.ARRIVED: RUNNING,
    Action.STOP: MOVING,
    Action.SWAP: _BEGUN | {Step.READY},
    Action.ACCEPT: frozenset({Step.DOUBT}),
    Action.SAVE: frozenset({Step.MEASURED, Step.DOUBT}),
}


def fits(action: Action, step: Step) -> bool:
    """Return whether a step takes an action. A button that was pressed twice does not fit."""
    return step in _FITS[action]
