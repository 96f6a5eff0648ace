"""The relays of a motor that only turns the slats of a cover, as a subentry holds them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from ..const import CONF_TILT_DOWN_MODULE, CONF_TILT_DOWN_OUTPUT, CONF_TILT_UP_MODULE, CONF_TILT_UP_OUTPUT
from ..library import OutputAddress


@dataclass(frozen=True, slots=True)
class TiltMotor:
    """Two relays: `up` opens the slats, and `down` closes them."""

    up: OutputAddress
    down: OutputAddress

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self | None:
        """Read what `as_data` returned; None if there is nothing of it."""
        if CONF_TILT_UP_MODULE not in data or CONF_TILT_DOWN_MODULE not in data:
            return None
        return cls(
            OutputAddress(data[CONF_TILT_UP_MODULE], data[CONF_TILT_UP_OUTPUT]),
            OutputAddress(data[CONF_TILT_DOWN_MODULE], data[CONF_TILT_DOWN_OUTPUT]),
        )

    @property
    def addresses(self) -> tuple[OutputAddress, ...]:
        """Return both relays."""
        return (self.up, self.down)

    @property
    def turned(self) -> Self:
        """Return the motor with its relays changed round."""
        return type(self)(self.down, self.up)

    def as_data(self) -> dict[str, int]:
        """Return its part of a subentry's data."""
        return {
            CONF_TILT_UP_MODULE: self.up.module,
            CONF_TILT_UP_OUTPUT: self.up.output,
            CONF_TILT_DOWN_MODULE: self.down.module,
            CONF_TILT_DOWN_OUTPUT: self.down.output,
        }
