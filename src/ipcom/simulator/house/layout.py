"""What hangs on one simulated bus, and how it behaves; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model.bus_type import BusType
from ...model.output_kind import OutputKind
from .dimmer import DimmerSpec
from .motor import MotorSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model.address import OutputAddress
    from ...model.devices import Devices
    from ...model.shutter_pair import ShutterPair

DEFAULT_PULSE_S = 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """One bus: outputs that `kinds` does not name are relays. Times in seconds.

    `auto_off` has the bus's own timers: the output goes off so long after it went on, whoever
    switched it on. `wall_auto_off` has those of the wall's inputs, which run only after a press. A
    momentary output without a timer goes off after half a second. `wall_pause_s` is how long a wall switch rests between the directions of a shutter,
    `flicker_s` how long a relay shows 1 before it shows 255. `frame_bus` is the number that
    frames must carry; None: as the bus type says (docs/protocol.md, "Bus number in a frame").
    """

    kinds: Mapping[OutputAddress, OutputKind] = field(default_factory=dict)
    shutters: Mapping[ShutterPair, MotorSpec] = field(default_factory=dict)
    auto_off: Mapping[OutputAddress, float] = field(default_factory=dict)
    wall_auto_off: Mapping[OutputAddress, float] = field(default_factory=dict)
    dimmer: DimmerSpec = field(default_factory=DimmerSpec)
    wall_pause_s: float = 0.5
    flicker_s: float = 0.0
    bus_type: BusType = BusType.MINIDO
    frame_bus: int | None = None

    @classmethod
    def of(
        cls,
        devices: Devices,
        motors: Mapping[ShutterPair, MotorSpec] | None = None,
        *,
        bus_type: BusType = BusType.MINIDO,
    ) -> Layout:
        """Lay out the bus that `devices` describe; pairs without a motor get an ordinary one."""
        shutters = {pair: MotorSpec() for pair in devices.pairs()} | dict(motors or {})
        return cls(kinds=devices.kinds(), shutters=shutters, bus_type=bus_type)

    def kind(self, address: OutputAddress) -> OutputKind:
        """Return how an output behaves."""
        return self.kinds.get(address, OutputKind.RELAY)

    def on_time_s(self, address: OutputAddress, *, pressed: bool = False) -> float | None:
        """Return after how long an output goes off by itself, `pressed` at the wall or not; None: never."""
        times_s = [timers[address] for timers in self._timers(pressed) if address in timers]
        momentary = self.kind(address) is OutputKind.MOMENTARY
        return min(times_s, default=DEFAULT_PULSE_S if momentary else None)

    def _timers(self, pressed: bool) -> tuple[Mapping[OutputAddress, float], ...]:
        return (self.auto_off, self.wall_auto_off) if pressed else (self.auto_off,)

    def number_in_frames(self, bus: int) -> int:
        """Return the number that frames for `bus` must carry; 0: none."""
        return self.bus_type.frame_bus(bus) if self.frame_bus is None else self.frame_bus
