"""What survives a restart: where a shutter was, and whether it was moving. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ..model.arguments import Attribute, check_attributes, check_number, check_type
from ..model.motion import Motion
from .confidence import Confidence
from .unknown_words import tell_once

Choice = TypeVar("Choice", bound=StrEnum)

LATEST_AT = 1e11
"""Unix time beyond which no clock is right: the year 5138, or milliseconds instead of seconds."""

_ATTRIBUTES = (
    Attribute("confidence", "a stored confidence", Confidence, "use Confidence.KNOWN"),
    Attribute("moving", "a stored motion", Motion, "use Motion.OFF"),
    Attribute("ours", "ours", bool, "write True or False"),
)


@dataclass(frozen=True, slots=True)
class StoredPosition:
    """What a `Shutter` keeps over a restart; raises `ConfigurationError` for what is out of range."""

    position: float | None = None
    """The height in percent, 0 (closed) to 100 (open); None if unknown."""
    tilt: float | None = None
    """The tilt of the slats in percent, 0 (closed) to 100 (open); None if unknown."""
    confidence: Confidence = Confidence.UNKNOWN
    at: float = 0.0
    """The Unix time of all this; 0 if that is not known."""
    moving: Motion = Motion.OFF
    ours: bool = False
    """Whether the program had switched the relay on, or was about to: then the next one stops it."""
    tilt_motor: StoredPosition | None = None
    """The same of the slats' own motor, its position being the tilt; None for a shutter without one."""

    def __post_init__(self) -> None:
        check_attributes(self, _ATTRIBUTES)
        if self.position is not None:
            check_number("a stored position", self.position, 0.0, 100.0)
        if self.tilt is not None:
            check_number("a stored tilt", self.tilt, 0.0, 100.0)
        check_number("the time of a stored position", self.at)
        if self.tilt_motor is not None:
            check_type(
                "a stored tilt motor", self.tilt_motor, StoredPosition, "give a StoredPosition, or nothing"
            )

    def to_dict(self) -> dict[str, object]:
        """Plain values, fit for JSON; `tilt_motor` is there only for a shutter that has one."""
        motor = {} if self.tilt_motor is None else {"tilt_motor": self.tilt_motor.to_dict()}
        return {
            "position": self.position,
            "tilt": self.tilt,
            "confidence": self.confidence.value,
            "at": self.at,
            "moving": self.moving.value,
            "ours": self.ours,
            **motor,
        }

    @classmethod
    def from_dict(cls, data: object) -> StoredPosition:
        """Read what `to_dict` gave; what cannot be read counts as unknown, as a damaged store must.

        A word that is none of ours is logged: a store of another release may hold one.
        """
        if not isinstance(data, Mapping):
            return cls()
        motor = data.get("tilt_motor")
        return cls._read(data, cls._read(motor) if isinstance(motor, Mapping) else None)

    @classmethod
    def _read(cls, data: Mapping[object, object], tilt_motor: StoredPosition | None = None) -> StoredPosition:
        position = _percent(data.get("position"))
        confidence = _choice("confidence", data.get("confidence"), Confidence.UNKNOWN)
        return cls(
            position=position,
            tilt=_percent(data.get("tilt")),
            confidence=Confidence.UNKNOWN if position is None else confidence,
            at=_moment(data.get("at")),
            moving=_choice("moving", data.get("moving"), Motion.OFF),
            ours=data.get("ours") is True,
            tilt_motor=tilt_motor,
        )


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _moment(value: object) -> float:
    number = _number(value)
    return number if number is not None and 0.0 <= number <= LATEST_AT else 0.0


def _percent(value: object) -> float | None:
    number = _number(value)
    return number if number is not None and 0.0 <= number <= 100.0 else None


def _choice(key: str, value: object, otherwise: Choice) -> Choice:
    found = next((choice for choice in type(otherwise) if choice.value == value), None)
    if found is None and isinstance(value, str):
        tell_once(key, value, otherwise)
    return otherwise if found is None else found
