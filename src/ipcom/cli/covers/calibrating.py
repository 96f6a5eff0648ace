"""Measuring the travel times of a shutter with a user who watches it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from ...errors import CommandError
from ...model.motion import Motion
from ...shutter.calibration import Calibration
from ...shutter.confidence import Confidence
from ...shutter.stored import StoredPosition
from ..connecting import naming, open_client, within
from ..console.enter_key import wait_for_enter
from ..console.output import write_json, write_line, write_note
from ..motor_run import motor_run
from .counted import Counted
from .cover_store import CoverStore
from .likely_times import Times, doubts, given_times
from .stored_cover import StoredCover

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ...client.client import IPComClient
    from ...model.change import StateChange
    from ...model.devices import ShutterDevice
    from ...shutter.travel_times import TravelTimes
    from ..settings import Settings

_ENDS = {Motion.UP: "open", Motion.DOWN: "closed"}


def store_times(
    settings: Settings,
    device: ShutterDevice,
    up: float,
    down: float,
    *,
    sure: bool = False,
    dry_run: bool = False,
) -> None:
    """Store times that the user gives, and print them. The position stays unknown.

    Raises `ConfigurationError` for unlikely times, unless the user is `sure`. A dry run stores nothing.
    """
    times = given_times(device.pair, up, down, sure=sure)
    if dry_run:
        write_note("Dry run: nothing is stored.")
        _print_times(settings, device, times.travel)
        return
    _store(settings, device, StoredCover(times, StoredPosition(at=time.time())))


async def measure_and_store(
    settings: Settings, device: ShutterDevice, enter: Callable[[], Awaitable[None]] = wait_for_enter
) -> None:
    """Run down, up and down, while the user presses Enter at each end. Store the times and print them."""
    async with open_client(settings) as client:
        run = motor_run(client, settings, device.display_name, device.pair.addresses)
        with run, naming(settings.devices):
            async with Calibration(client, device.pair) as calibration:
                await _Runs(client, calibration, settings, device, enter).measure()
        at, uptime = client.observed.timestamp, asyncio.get_running_loop().time()
    times = await _confirmed(device, calibration.times(), enter)
    closed = StoredPosition(0.0, None, Confidence.KNOWN, at)
    _store(settings, device, StoredCover(times, closed, Counted(0.0, at, 0.0, uptime)))


async def _confirmed(
    device: ShutterDevice, measured: TravelTimes, enter: Callable[[], Awaitable[None]]
) -> Times:
    """Return the measured times. The user is asked about unlikely ones."""
    if measured.doubts:
        write_note(f"Is that right? {doubts(measured)}.")
        write_note(f"Press Enter to keep these times. If not, Ctrl-C and try again: {_command(device)}")
        await enter()
    return given_times(device.pair, measured.up, measured.down, sure=True)


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of a calibration. Enter begins and ends each of them."""

    client: IPComClient
    calibration: Calibration
    settings: Settings
    device: ShutterDevice
    enter: Callable[[], Awaitable[None]]

    async def measure(self) -> None:
        """Run down, which begins at a known end, then up and down."""
        await self.until_arrived(Motion.DOWN)
        for motion in (Motion.UP, Motion.DOWN):
            seconds = await self.until_arrived(motion)
            write_note(f"{seconds:.1f} s.")

    async def until_arrived(self, motion: Motion) -> float:
        """Make one run until the user presses Enter, and return its seconds."""
        name = self.device.display_name
        write_note(f"Press Enter, and {name} goes {motion}.")
        await self.enter()
        async with within(self.settings, f"Moving {name}"):
            await self.calibration.start(motion)
        write_note(f"It is going {motion}. Press Enter at the moment when it is fully {_ENDS[motion]}.")
        await self._enter_while_it_runs(motion)
        return await self.calibration.arrived()

    async def _enter_while_it_runs(self, motion: Motion) -> None:
        ended = asyncio.Event()

        def look(_: StateChange) -> None:
            if self.calibration.moving is None:
                ended.set()

        unsubscribe = self.client.subscribe(look)
        waiting = {asyncio.ensure_future(self.enter()), asyncio.ensure_future(ended.wait())}
        try:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            unsubscribe()
            for task in waiting:
                task.cancel()
        for task in done:
            task.result()
        if ended.is_set():
            raise CommandError(
                f"{self.device.display_name} stopped going {motion} before you said that it had arrived:"
                f" somebody at the wall, or a timer of the bus. {_again(self.device)};"
                f" or measure with a watch and give --up and --down.",
                self.device.pair.addresses,
            )


def _store(settings: Settings, device: ShutterDevice, cover: StoredCover) -> None:
    """Print the times and store them. What was measured is not lost if it cannot be stored."""
    _print_times(settings, device, cover.travel)
    store = CoverStore.of(settings)
    store.write(device.pair, cover)
    if not settings.json:
        write_note(f"Kept in {store.path}. Now: ipcom cover position {quote(device.key)} 50")


def _again(device: ShutterDevice) -> str:
    return f"Try again: {_command(device)}"


def _command(device: ShutterDevice) -> str:
    return f"ipcom cover calibrate {quote(device.key)}"


def _print_times(settings: Settings, device: ShutterDevice, travel: TravelTimes | None) -> None:
    assert travel is not None
    if settings.json:
        write_json({"device_key": device.key, "up": round(travel.up, 2), "down": round(travel.down, 2)})
    else:
        write_line(f"{device.display_name}: {travel.up:.1f} s up, {travel.down:.1f} s down")
