"""The wall buttons that a page presses: they are down until the page lets them go, or is gone itself."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ...errors import ConfigurationError
from ...model.output_kind import OutputKind
from ..house.world import SHORT_PRESS_S, WallButton
from ..simulator_text import PageMistake

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...model.address import OutputAddress
    from ...model.shutter_pair import ShutterPair
    from ..house.world import World

HOLD_TO_RUN_S = 0.8
"""A button of a shutter that is held this long runs the motor while it is held; after a shorter press it runs on."""

Key = tuple["World", "OutputAddress", "WallButton | None"]


class HeldButtons:
    """The buttons that one page holds. Times are those of the person, whatever the speed of the house."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._releases: dict[Key, Callable[[], None]] = {}

    def press(self, world: World, address: OutputAddress) -> None:
        """Press the button of an output. A relay switches at once, a dimmer when it is known how long it is held."""
        key = (world, address, None)
        if key in self._releases:
            return
        if world.layout.kind(address) is OutputKind.DIMMER:
            self._releases[key] = self._press_dimmer(world, address)
        else:
            world.press(address)
            self._releases[key] = _nothing

    def press_shutter(self, world: World, up: OutputAddress, button: WallButton) -> None:
        """Press a button of a shutter, which is named by its output for up."""
        key = (world, up, button)
        if key in self._releases:
            return
        pair = _pair(world, up)
        world.press_shutter(pair, button)
        if button is WallButton.STOP:
            self._releases[key] = _nothing
        else:
            self._releases[key] = partial(self._end_run, world, pair, self._loop.time())

    def release(self, world: World, address: OutputAddress, button: WallButton | None = None) -> None:
        """Let a button go. This does nothing if it is not held."""
        release = self._releases.pop((world, address, button), None)
        if release is not None:
            release()

    def release_all(self) -> None:
        """Let all buttons go."""
        while self._releases:
            self._releases.popitem()[1]()

    def _press_dimmer(self, world: World, address: OutputAddress) -> Callable[[], None]:
        timer = self._loop.call_later(SHORT_PRESS_S, world.start_dimming, address)

        def release() -> None:
            if timer.when() > self._loop.time():
                timer.cancel()
                world.press(address)
            else:
                world.stop_dimming(address)

        return release

    def _end_run(self, world: World, pair: ShutterPair, pressed_at: float) -> None:
        if self._loop.time() - pressed_at >= HOLD_TO_RUN_S:
            world.press_shutter(pair, WallButton.STOP)


def _pair(world: World, up: OutputAddress) -> ShutterPair:
    for pair in world.shutters:
        if pair.up == up:
            return pair
    raise ConfigurationError(PageMistake.NO_SHUTTER_THERE(output=up))


def _nothing() -> None:
    """A relay's button does nothing when it comes up."""
