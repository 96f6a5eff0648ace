"""The house of the simulated week: lamps, dimmers that round, a door, stairs on a timer, six shutters."""

from __future__ import annotations

from dataclasses import dataclass

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.dimmer import DimmerSpec
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec

MAX_RUN_S = 40.0
STAIRS_S = 180.0
"""The timer of the stairs."""
BUS_TIMER_S = 30.0
"""The timer of one shutter, longer than its full run."""


def outputs(module: int, *numbers: int) -> tuple[OutputAddress, ...]:
    return tuple(OutputAddress(module, number) for number in numbers)


LAMPS = (
    *outputs(1, *range(1, 9)),
    *outputs(2, *range(1, 7)),
    *outputs(3, 1, 2, 3),
    *outputs(6, 7, 8),
    OutputAddress(8, 4),
)
DIMMERS = (*outputs(9, 1, 2, 3), *outputs(10, 1))
DOOR = OutputAddress(3, 8)
STAIRS = OutputAddress(2, 8)
SWITCHED = (*LAMPS, *DIMMERS, STAIRS, DOOR)


@dataclass(frozen=True)
class Window:
    """A shutter: its relays, what the motor does, and what the program was told that it does."""

    pair: ShutterPair
    motor: MotorSpec
    travel: TravelTimes


def window(up: str, down: str, up_s: float, down_s: float, pause: float = 1.0) -> Window:
    pair = ShutterPair(OutputAddress.parse(up), OutputAddress.parse(down), pause=pause, max_run=MAX_RUN_S)
    motor = MotorSpec(up_s, down_s, start_delay_s=0.15, stop_lag_s=0.1)
    return Window(pair, motor, TravelTimes(up=up_s, down=down_s, start_delay=0.15, stop_lag=0.1))


WINDOWS = (
    window("5/2", "5/1", 21.0, 19.5),
    window("5/4", "5/3", 20.5, 19.0, pause=0.5),
    window("5/6", "5/5", 17.0, 16.0),
    window("6/1", "6/2", 24.0, 22.5),
    window("6/3", "6/4", 15.0, 14.0),
    window("7/1", "8/1", 18.0, 17.0),
)
PAIRS = tuple(it.pair for it in WINDOWS)
RELAYS = {address: it.pair for it in WINDOWS for address in it.pair.addresses}
TRAVEL = {it.pair: it.travel for it in WINDOWS}
KINDS = {
    **dict.fromkeys(LAMPS, OutputKind.RELAY),
    **dict.fromkeys(DIMMERS, OutputKind.DIMMER),
    DOOR: OutputKind.MOMENTARY,
    STAIRS: OutputKind.TIMED,
}


def make_house() -> House:
    """The house as it is on the first morning: everything off, all shutters open."""
    layout = Layout(
        kinds=KINDS,
        shutters={it.pair: it.motor for it in WINDOWS},
        auto_off={STAIRS: STAIRS_S, PAIRS[2].up: BUS_TIMER_S, PAIRS[2].down: BUS_TIMER_S},
        dimmer=DimmerSpec(ramp_s=1.0, step=2),
    )
    return House({1: layout}, {1: Devices(())})
