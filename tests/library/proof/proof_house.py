"""A small house that has every kind of output and of shutter; the seed decides what its modules do by themselves."""

from __future__ import annotations

import random

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Devices
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.faults import Faults
from ipcom.simulator.house.dimmer import DimmerSpec
from ipcom.simulator.house.house import House
from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.motor import MotorSpec

MAX_RUN_S = 8.0
UP_S, DOWN_S = 3.0, 2.7
ROLLER = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), max_run=MAX_RUN_S)
BLIND = ShutterPair(up=OutputAddress(5, 3), down=OutputAddress(5, 4), pause=0.5, max_run=MAX_RUN_S)
APART = ShutterPair(up=OutputAddress(5, 5), down=OutputAddress(6, 1), max_run=MAX_RUN_S)
SHUTTERS = {"roller": ROLLER, "blind": BLIND, "apart": APART}
PAIRS = tuple(SHUTTERS.values())
RELAYS = {address: pair for pair in PAIRS for address in pair.addresses}
LAMPS = (
    OutputAddress(5, 7),
    OutputAddress(5, 8),
    OutputAddress(6, 2),
    OutputAddress(7, 1),
    OutputAddress(8, 1),
)
DIMMERS = (OutputAddress(6, 3), OutputAddress(7, 2), OutputAddress(8, 2))
DOOR = OutputAddress(6, 4)
"""A door opener: it goes off by itself."""
TIMED = OutputAddress(7, 3)
"""A stairway's light: its module switches it off by itself after a while."""
UNDECLARED = (OutputAddress(7, 5), OutputAddress(7, 6), OutputAddress(5, 6))
LIGHTS = (*LAMPS, *DIMMERS)
PLAIN = tuple(OutputAddress(9, output) for output in range(1, 9))
"""All outputs of a module, each declared as a relay."""
SIMPLE = {9}
"""Modules that hold no shutter relay and no undeclared output."""
KINDS = {
    **dict.fromkeys((*LAMPS, *PLAIN), OutputKind.RELAY),
    **dict.fromkeys(DIMMERS, OutputKind.DIMMER),
    DOOR: OutputKind.MOMENTARY,
    TIMED: OutputKind.TIMED,
}
TRAVEL = {
    ROLLER: TravelTimes(up=UP_S, down=DOWN_S, overrun_s=0.3),
    BLIND: TravelTimes(up=UP_S, down=DOWN_S, start_delay=0.1, stop_lag=0.1, overrun_s=0.3, tilt=0.8),
    APART: None,
}
STAIRS_S = 4.0
BUS_TIMERS_S = (None, None, 2.9, 6.0)
"""The bus itself may switch a shutter off, a little before a full run of ours would end, or later."""
FULL_AS_ON = 20
"""One house in so many shows a full dimmer as 255, as it does a relay that is on."""


def house(seed: int) -> House:
    """The house of one run."""
    draw = random.Random(f"house {seed}")
    timers: dict[OutputAddress, float] = {APART.down: 6.0, TIMED: STAIRS_S}
    for address in (ROLLER.down, ROLLER.up, BLIND.down):
        seconds = draw.choice(BUS_TIMERS_S)
        if seconds is not None:
            timers[address] = seconds
    layout = Layout(
        kinds=KINDS,
        shutters={
            pair: MotorSpec(up_s=UP_S, down_s=DOWN_S, start_delay_s=0.1, stop_lag_s=0.1) for pair in PAIRS
        },
        auto_off=timers,
        dimmer=DimmerSpec(
            ramp_s=draw.choice((0.0, 0.0, 0.8)),
            step=draw.choice((1, 1, 2, 3)),
            full=255 if seed % FULL_AS_ON == 13 else 100,
        ),
    )
    return House({1: layout}, {1: Devices(())}, faults=Faults())


def other(address: OutputAddress) -> OutputAddress:
    """The relay of the opposite direction."""
    pair = RELAYS[address]
    return pair.down if address == pair.up else pair.up


def role(address: OutputAddress) -> str:
    """The direction in which a relay drives."""
    return "up" if address == RELAYS[address].up else "down"
