"""The outputs and motors of one simulated bus, and how they behave; pure."""

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
    """What is wired to one bus. Outputs that `kinds` does not name are relays. Times are in seconds.

    `auto_off` has the timers of the bus: an output goes off this long after it went on, for whatever reason it did.
    `wall_auto_off` has the timers of the wall inputs, which run only after a press. A momentary output without a timer
    goes off after half a second. `wall_pause_s` is the pause that a wall switch makes between the two directions of a
    shutter. `flicker_s` is how long a relay shows 1 before it shows 255. `frame_bus` is the number that frames must
    carry; None means the number for the bus type (docs/protocol.md, "Bus number in a frame"). `tilt_motors` has, by the
    pair of a curtain, the pair of the motor that turns its slats, which is one of `shutters` too.
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
    tilt_motors: Mapping[ShutterPair, ShutterPair] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        devices: Devices,
        motors: Mapping[ShutterPair, MotorSpec] | None = None,
        *,
        bus_type: BusType = BusType.MINIDO,
    ) -> Layout:
        """Return the layout that `devices` describe. A pair that `motors` leaves out gets an ordinary motor."""
        shutters = {pair: MotorSpec() for pair in devices.pairs()} | dict(motors or {})
        return cls(kinds=devices.kinds(), shutters=shutters, bus_type=bus_type)

    def kind(self, address: OutputAddress) -> OutputKind:
        """Return how an output behaves."""
        return self.kinds.get(address, OutputKind.RELAY)

    def on_time_s(self, address: OutputAddress, *, pressed: bool = False) -> float | None:
        """Return after how long an output goes off by itself; None is never. `pressed`: it was switched on at the wall."""
        times_s = [timers[address] for timers in self._timers(pressed) if address in timers]
        momentary = self.kind(address) is OutputKind.MOMENTARY
        return min(times_s, default=DEFAULT_PULSE_S if momentary else None)

    def _timers(self, pressed: bool) -> tuple[Mapping[OutputAddress, float], ...]:
        return (self.auto_off, self.wall_auto_off) if pressed else (self.auto_off,)

    def number_in_frames(self, bus: int) -> int:
        """Return the number that frames for `bus` must carry. 0 means that they carry none."""
        return self.bus_type.frame_bus(bus) if self.frame_bus is None else self.frame_bus
