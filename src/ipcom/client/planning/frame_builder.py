"""Builds the frames, and tells the commands when one has left; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from ...model.address import OutputAddress
from ...model.bus_type import BusType
from ...model.output_kind import OutputKind
from ...model.snapshot import StateSnapshot
from ...protocol.frames import set_outputs_frame
from .actions import Send
from .change_attribution import ChangeAttribution
from .compare import OFF, ON
from .desired_state import DesiredState
from .desired_states import DesiredStates
from .pulses import OwedOffs
from .shutter_controller import ShutterController
from .stability import Stability


class Stoppable(Protocol):
    """What may have to go off: a shutter, or an output that was switched on for a moment."""

    @property
    def passes_writes(self) -> bool:
        """Whether its stop may leave while a write waits for its reply."""
        ...

    def stops(self, now: float) -> tuple[tuple[OutputAddress, ...], float]:
        """The outputs to switch off right now, and when to ask again."""
        ...

    def sent_off(self, addresses: Collection[OutputAddress], now: float) -> None:
        """A frame that switches these off has left."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class PlannedFrame:
    """A frame about to leave, the read it rests on, and the commands that it carries out."""

    send: Send
    snapshot: StateSnapshot
    desired_states: list[DesiredState] = field(default_factory=list)
    starts: dict[ShutterController, OutputAddress] = field(default_factory=dict)
    stops: dict[Stoppable, list[OutputAddress]] = field(default_factory=dict)
    third_read: bool = False
    """Whether it was planned from a third read, older than the line explains."""


class FrameBuilder:
    """Overlays what is wanted on what was read; all other outputs are written as read."""

    def __init__(
        self,
        desired_states: DesiredStates,
        owed: OwedOffs,
        stability: Stability,
        causes: ChangeAttribution,
        bus_type: BusType,
        frame_bus: int | None,
    ) -> None:
        self._desired = desired_states
        self._owed = owed
        self._stability = stability
        self._causes = causes
        self._bus_type = bus_type
        self._frame_bus = frame_bus

    def frame(
        self,
        module: int,
        desired_states: list[DesiredState],
        starts: dict[ShutterController, OutputAddress],
        snapshot: StateSnapshot,
        controls: Collection[ShutterController],
        now: float,
    ) -> PlannedFrame | None:
        """A frame for these values and movements; None when nothing is to be sent, or may be."""
        if not desired_states and not starts:
            return None
        wanted = self._carried(module, controls, now)
        wanted.update((desired.address, desired.value) for desired in desired_states)
        for control, address in starts.items():
            wanted.update({a: ON if a == address else OFF for a in control.pair.addresses})
        values = _overlaid(snapshot, module, wanted)
        if any(control.watch.carries_both(module, values, now) for control in controls):
            return None
        return PlannedFrame(self._send(module, values), snapshot, desired_states, starts)

    def stop(
        self,
        module: int,
        due: dict[Stoppable, list[OutputAddress]],
        snapshot: StateSnapshot,
        controls: Collection[ShutterController],
        now: float,
    ) -> PlannedFrame:
        """A frame that switches outputs off, and can wait for nothing."""
        addresses = [address for each in due.values() for address in each]
        wanted = self._carried(module, controls, now) | dict.fromkeys(addresses, OFF)
        values = self._writable(module, _overlaid(snapshot, module, wanted))
        for control in controls:
            if control.watch.carries_both(module, values, now):
                values = _with_off(module, values, control.pair.addresses)
        return PlannedFrame(self._send(module, values, stop=True), snapshot, stops=due)

    def _send(self, module: int, values: bytes, *, stop: bool = False) -> Send:
        frame = set_outputs_frame(module, values, self._bus_type, self._frame_bus)
        return Send(module, values, frame, stop)

    def _carried(
        self, module: int, controls: Iterable[ShutterController], now: float
    ) -> dict[OutputAddress, int]:
        wanted = self._desired.carried(module, now) | self._owed.carried()
        for control in controls:
            if control.command is not None:
                wanted.update(control.needs.carried(control.command, now))
        return wanted

    def _writable(self, module: int, values: bytes) -> bytes:
        return bytes(
            self._stability.writable(OutputAddress(module, n), value)
            for n, value in enumerate(values, start=1)
        )

    def left(self, planned: PlannedFrame, now: float) -> None:
        """The frame has left: whatever it changes is our doing. Motors first: what we started is ours to end."""
        for control, address in planned.starts.items():
            self._causes.note(address, OutputKind.RELAY, ON, now)
            control.sent_on(address, now)
        for stoppable, addresses in planned.stops.items():
            self._left_off(stoppable, addresses, now)
        for desired in planned.desired_states:
            self._causes.note(desired.address, desired.kind, desired.value, now)
            act = partial(self._desired.sent, snapshot=planned.snapshot, frame=planned.send.values, now=now)
            self._desired.guarded(desired, act, None)

    def _left_off(self, stoppable: Stoppable, addresses: list[OutputAddress], now: float) -> None:
        for address in addresses:
            self._causes.note(address, OutputKind.RELAY, OFF, now)
        stoppable.sent_off(addresses, now)


def _overlaid(snapshot: StateSnapshot, module: int, wanted: dict[OutputAddress, int]) -> bytes:
    values = bytearray(snapshot.module(module))
    for address, value in wanted.items():
        if address.module == module:
            values[address.output - 1] = value
    return bytes(values)


def _with_off(module: int, values: bytes, addresses: Iterable[OutputAddress]) -> bytes:
    changed = bytearray(values)
    for address in addresses:
        if address.module == module:
            changed[address.output - 1] = OFF
    return bytes(changed)
