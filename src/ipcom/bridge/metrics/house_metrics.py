"""Counting what happens in one house. What its client and its connections count is read when it is asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...client.connection.counters import TRIP_BOUNDS_S
from ...errors import ConnectionLost
from ..commands.command_results import CommandEnd
from ..house.house_extension import HouseExtension
from ..things import ThingKind
from .duration_tally import DurationTally
from .house_figures import Durations, HouseFigures, ThingFigures
from .motor_times import MotorTimes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ...client.client import IPComClient
    from ...client.connection.statistics import Statistics
    from ...model.snapshot import StateSnapshot
    from ...presses.wall_press import WallPress
    from ..broker.broker_link import BrokerLink
    from ..broker.publish_queue import PublishQueue
    from ..things import Thing

COMMAND_BOUNDS_S = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""How long commands take is counted within these bounds, and beyond the last."""


class HouseMetrics(HouseExtension):
    """Measures one house; with `per_thing` each thing of it, too. Its memory does not grow."""

    def __init__(
        self, house: str, client: IPComClient, things: Mapping[str, Thing], *, per_thing: bool = False
    ) -> None:
        self._house = house
        self._client = client
        self._things = things
        self._per_thing = per_thing
        self._motors = MotorTimes(
            {name: thing.addresses for name, thing in things.items() if thing.kind is ThingKind.COVER}
        )
        self._links: Sequence[BrokerLink] = ()
        self._outbox: PublishQueue | None = None
        self._was_online = False
        self._losses = 0
        self._ends: Counter[tuple[str | None, CommandEnd]] = Counter()
        self._durations = DurationTally(COMMAND_BOUNDS_S)
        self._presses: Counter[str] = Counter()
        self._states = 0

    def begin(self, outbox: PublishQueue, repeat: Callable[[], None]) -> None:  # noqa: ARG002 - nothing is announced
        """Follow what the reads show from now on."""
        self._outbox = outbox
        self._client.subscribe(lambda change: self._motors.observe(change.observed))

    def linked(self, links: Sequence[BrokerLink]) -> None:
        """Know the connections to the broker."""
        self._links = links

    def told(self, thing: Thing, record: Mapping[str, object]) -> None:  # noqa: ARG002 - it only counts
        """Count a state."""
        self._states += 1

    def available(self, online: bool) -> None:
        """Note that the gateway is reached, or no more."""
        read = self._last_read()
        if read is not None and online:
            self._motors.observe(read)
        elif read is not None and self._was_online:
            self._losses += 1
            self._motors.link_lost(read.received_at)
        self._was_online = online

    def ended(self, thing: str | None, end: CommandEnd) -> None:
        """Count a command. A name that is no thing's counts for the house alone: senders invent names."""
        self._ends[thing if thing in self._things else None, end] += 1

    def answered(self, end: CommandEnd, seconds: float) -> None:
        """Note how long it took until the house confirmed a command."""
        if end is CommandEnd.CONFIRMED:
            self._durations.note(seconds)

    def pressed(self, thing: Thing, press: WallPress) -> None:  # noqa: ARG002 - it only counts
        """Count a press."""
        self._presses[thing.id] += 1

    def figures(self) -> HouseFigures:
        """Return all figures as they are now."""
        counted, read = self._client.statistics, self._last_read()
        seconds = self._motors.seconds(read.received_at if read else 0.0)
        return HouseFigures(
            house=self._house,
            things=len(self._things),
            gateway_up=self._client.connection.online,
            broker_up=all(link.is_up for link in self._links),
            last_poll_at=read.timestamp if read else None,
            polls={"answered": counted.polls, "skipped": counted.polls_skipped},
            round_trips=_round_trips(counted),
            gateway_losses=self._losses,
            gateway_reconnects=counted.reconnects,
            broker_reconnects=sum(max(0, link.times_up - 1) for link in self._links),
            commands={end.value: self._ended_so(end) for end in CommandEnd},
            command_durations=Durations(COMMAND_BOUNDS_S, self._durations.counts, self._durations.total),
            presses=self._presses.total(),
            motor_s=sum(seconds.values()),
            motor_runs_s=self._motors.running(read.received_at if read else 0.0),
            states=self._states,
            published=sum(link.published for link in self._links),
            dropped=self._outbox.dropped if self._outbox else 0,
            by_thing={name: self._of_thing(name, seconds) for name in self._things if self._per_thing},
        )

    def _ended_so(self, end: CommandEnd) -> int:
        return sum(count for (_, ended), count in self._ends.items() if ended is end)

    def _of_thing(self, name: str, seconds: Mapping[str, float]) -> ThingFigures:
        commands = {end.value: self._ends[name, end] for end in CommandEnd}
        return ThingFigures(commands, self._presses[name], seconds.get(name))

    def _last_read(self) -> StateSnapshot | None:
        try:
            return self._client.observed
        except ConnectionLost:
            return None


def _round_trips(counted: Statistics) -> Durations:
    return Durations(TRIP_BOUNDS_S, counted.round_trips_within, counted.round_trips_total)
