"""The parts of one client that watch time."""

from __future__ import annotations

from typing import NamedTuple

from ...model.round_trips import RoundTrips
from .machine_sleep import MachineSleep
from .punctuality import Punctuality


class Timekeeping(NamedTuple):
    """How punctual the loop is, whether the machine slept, and how long a quiet read takes."""

    punctuality: Punctuality
    sleep: MachineSleep
    trips: RoundTrips
