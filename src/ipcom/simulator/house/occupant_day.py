"""The day of an occupant: presses of wall buttons, the same for the same seed; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .world import WallButton

if TYPE_CHECKING:
    import random

    from ...model.address import OutputAddress
    from ...model.devices import Devices
    from ...model.shutter_pair import ShutterPair
    from .house import House

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S

SHUTTERS_UP_S, SHUTTERS_DOWN_S = 7.5 * HOUR_S, 20.5 * HOUR_S
SHUTTERS_SPREAD_S = 0.5 * HOUR_S

SHUTTER_HELD_S = 25.0
"""A button is held long enough for the slowest shutter of the demo house."""

AWAKE_S = (6.5 * HOUR_S, 23.0 * HOUR_S)
"""When the occupant wakes up and goes to bed; there are no presses at night."""

PRESSES_A_DAY = 120
LONG_PRESS_S = (0.5, 2.0)
LONG_PRESS_SHARE = 0.4
"""The share of long presses among those of a dimmer's button."""


@dataclass(frozen=True, slots=True)
class Press:
    """A press of an output's button, `at_s` seconds after midnight and `held_s` seconds long."""

    at_s: float
    address: OutputAddress
    held_s: float = 0.1

    def do(self, house: House) -> None:
        """Press it."""
        house.world.press(self.address, self.held_s)


@dataclass(frozen=True, slots=True)
class ShutterPress:
    """A press of a shutter's button, `at_s` seconds after midnight and `held_s` seconds long."""

    at_s: float
    pair: ShutterPair
    button: WallButton
    held_s: float = SHUTTER_HELD_S

    def do(self, house: House) -> None:
        """Press it."""
        house.world.press_shutter(self.pair, self.button, self.held_s)


AnyPress = Press | ShutterPress


def day(devices: Devices, rng: random.Random, presses: int = PRESSES_A_DAY) -> tuple[AnyPress, ...]:
    """Return the presses of one day in their order: shutters in the morning and evening, lights while awake."""
    planned: list[AnyPress] = [*_shutters(devices, rng), *_lights(devices, rng, presses)]
    return tuple(sorted(planned, key=lambda press: press.at_s))


def _shutters(devices: Devices, rng: random.Random) -> Iterator[ShutterPress]:
    for shutter in devices.shutters:
        for about_s, button in ((SHUTTERS_UP_S, WallButton.UP), (SHUTTERS_DOWN_S, WallButton.DOWN)):
            at_s = about_s + rng.uniform(0, SHUTTERS_SPREAD_S)
            yield ShutterPress(at_s, shutter.pair, button)


def _lights(devices: Devices, rng: random.Random, presses: int) -> Iterator[Press]:
    for _ in range(presses if devices.lights else 0):
        light = rng.choice(devices.lights)
        long = light.supports_brightness and rng.random() < LONG_PRESS_SHARE
        held_s = rng.uniform(*LONG_PRESS_S) if long else 0.1
        yield Press(rng.uniform(*AWAKE_S), light.address, held_s)
