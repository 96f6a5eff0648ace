"""What a message wants of a thing. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetLevel:
    """A dimmer at 0 to 100 percent."""

    percent: int


@dataclass(frozen=True, slots=True)
class SwitchTo:
    """On, for a dimmer at its last level, or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class ToggleOutput:
    """The other state than the one that is shown."""


@dataclass(frozen=True, slots=True)
class PressImpulse:
    """An output on for a moment."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """A shutter at a height, its slats at a tilt, or both: 0 (closed) to 100 (open) percent."""

    position: float | None = None
    tilt: float | None = None


@dataclass(frozen=True, slots=True)
class RunToEnd:
    """A shutter run up or down to its end."""

    up: bool


@dataclass(frozen=True, slots=True)
class HaltMotor:
    """A motor that is switched off."""


Wish = SetLevel | SwitchTo | ToggleOutput | PressImpulse | GoTo | RunToEnd | HaltMotor


@dataclass(frozen=True, slots=True)
class About:
    """What a message says of itself. `max_age` is in seconds."""

    id: str | None = None
    session: str | None = None
    max_age: float | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A payload that was understood."""

    wish: Wish
    about: About = About()


def may_repeat(wish: Wish) -> bool:
    """Return whether a second one changes nothing that the first one did not."""
    return not isinstance(wish, (ToggleOutput, PressImpulse))
