"""The best that could be told about a shutter: the same motor and moves, seen better than a client can.

With `period_s` 0 every transition of a relay is known exactly; otherwise the relays are looked at once in each period.
What remains of the error is the motor's own: it is up to 2 % off its times, and its relay switches late.
"""

from __future__ import annotations

import math
from itertools import islice

from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.run import Transition
from ipcom.shutter.travel import Travel
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.house.world import World


class Onlooker:
    """Follows the relays of one shutter in the house's own history."""

    def __init__(
        self,
        world: World,
        pair: ShutterPair,
        times: TravelTimes,
        period_s: float = 0.0,
        phase_s: float = 0.0,
    ) -> None:
        self._world = world
        self._pair = pair
        self._period_s = period_s
        self._phase_s = phase_s
        self._travel = Travel(times)
        self._on = dict.fromkeys(pair.addresses, False)
        self._taken = 0

    @property
    def position(self) -> float:
        """Where the shutter is believed to be, in percent."""
        self._catch_up()
        return self._travel.position(self._world.now()) or 0.0

    def is_at(self, position: float) -> None:
        """A full run has ended here."""
        self._catch_up()
        self._travel.set_known(position, self._world.now())

    def _catch_up(self) -> None:
        """Take every change of the relays; of those within one period only the last is seen."""
        transition: Transition | None = None
        for event in islice(self._world.history, self._taken, None):
            self._taken += 1
            if event.address not in self._on:
                continue
            seen = self._edge(event.at)
            if transition is not None and seen != transition:
                self._travel.relays_changed(self._motion, transition)
            self._on[event.address], transition = event.value > 0, seen
        if transition is not None:
            self._travel.relays_changed(self._motion, transition)

    def _edge(self, at: float) -> Transition:
        if not self._period_s:
            return Transition(at, at)
        periods = math.ceil((at - self._phase_s) / self._period_s)
        looked = self._phase_s + periods * self._period_s
        return Transition(looked - self._period_s, looked)

    @property
    def _motion(self) -> Motion:
        up, down = self._on[self._pair.up], self._on[self._pair.down]
        if up is down:
            return Motion.OFF
        return Motion.UP if up else Motion.DOWN
