"""A house with twelve shutters on three modules, each known to stand open, and what their motors did."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.cover_options import CoverOptions
from custom_components.ipcom.devices.mapping import MappedCover
from tests.integration.homes import Home, demo_devices
from tests.integration.simulated import House, SimulatedGateway, pair

MODULES = (1, 2, 3)
PAIRS = (1, 3, 5, 7)
"""The lower output of each pair."""


def covers() -> list[str]:
    """Return the entity IDs."""
    return [f"cover.shutter_{module}_{output}" for module in MODULES for output in PAIRS]


@asynccontextmanager
async def twelve_shutters(hass: HomeAssistant, folder: Path) -> AsyncIterator[Home]:
    """Set the house up, calibrated; the gateway outlives the entry."""
    file = folder / "twelve.yaml"
    file.write_text(_devices(), encoding="utf-8")
    async with SimulatedGateway(House.from_file(file)) as gateway:
        mapped = (each for each in demo_devices(gateway) if isinstance(each, MappedCover))
        devices = [replace(each, options=_times(gateway, each)) for each in mapped]
        home = await Home(hass, gateway, tuple(devices)).start()
        for cover in covers():
            await home.call("ipcom", "set_known_position", cover, position=100)
        yield home
        await hass.config_entries.async_unload(home.entry.entry_id)


def _times(gateway: Any, cover: MappedCover) -> CoverOptions:
    spec = gateway.house.world.shutters[pair(cover)].spec
    return CoverOptions(travel_up=spec.up_s, travel_down=spec.down_s)


def _devices() -> str:
    lines = ["shutters:"]
    for module in MODULES:
        for down in PAIRS:
            name, key = f"Shutter {module} {down}", f"s{module}{down}"
            for output, role, other in ((down, "down", "up"), (down + 1, "up", "down")):
                lines.append(
                    f'  {key}_{role}: {{module: {module}, output: {output}, type: switch, display_name: "{name}", '
                    f"relay_role: {role}, paired_device: {key}_{other}}}"
                )
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Movement:
    """What one call brought about, in seconds after it."""

    frames_to_start: int
    frames: int
    starts: tuple[float, ...]
    ends: tuple[float, ...]

    def __str__(self) -> str:
        return (
            f"{len(self.starts)} motors started by {self.frames_to_start} frames after {min(self.starts):.2f} to "
            f"{max(self.starts):.2f} s; stopped by {self.frames - self.frames_to_start} frames, "
            f"the last after {max(self.ends):.2f} s"
        )


class Watch:
    """Watches the relays of all motors from now on."""

    def __init__(self, home: Home) -> None:
        """Begin now."""
        self._home = home
        self._events = len(home.world.history)
        self._frames = self.frames
        self._begun = home.world.now()

    @property
    def frames(self) -> int:
        """How many frames the gateway has been sent."""
        return int(self._home.client.statistics.frames_sent)

    def seen(self, frames_to_start: int) -> Movement:
        """Return what was seen; the frames until the last start were counted by the test."""
        events = list(self._home.world.history)[self._events :]
        starts = tuple(event.at - self._begun for event in events if event.value)
        ends = tuple(event.at - self._begun for event in events if not event.value)
        return Movement(frames_to_start - self._frames, self.frames - self._frames, starts, ends)
