"""House files: a house, its buses and its faults, in YAML or TOML. A devices.yaml is one too.

    devices: devices.yaml              # beside this file; left out: the demo house
    bus_type: minido                   # or bibus
    rooms: {Kitchen: [kitchen, worktop]}
    motors:                            # by the key of the relay for up; times in seconds
      living_left_u: {up: 21, down: 19.5, start_delay: 0.2, stop_lag: 0.1, position: 100}
    auto_off: {living_left_u: 40}      # the bus's own timers, in seconds
    momentary: [gate]                  # goes off by itself
    ramp: 1.5                          # seconds from 0 to 100 for dimmers
    flicker: 0.1                       # seconds for which a relay shows 1 before 255
    faults: [split, ignore_writes=20]  # or {split: true, ignore_writes: 20}
    bus_2: {devices: garden.yaml, bus_type: bibus}
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from ..errors import ConfigurationError, Problem
from ..model.bus_type import BusType
from ..model.devices import Category
from ..model.devices_yaml import load_devices
from ..model.near_match import did_you_mean
from ..model.output_kind import OutputKind
from .demo_house import demo_devices, demo_motors, demo_rooms
from .dimmer import DimmerSpec
from .fault_text import parse_faults
from .faults import Faults
from .layout import Layout
from .motor import OPEN, MotorSpec

if TYPE_CHECKING:
    from pathlib import Path
