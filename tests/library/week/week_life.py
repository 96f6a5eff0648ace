"""Lets the week happen: people, accidents, clocks and the program, as planned."""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from ipcom.client.status import ConnectionStatus
from ipcom.errors import ConnectionLost
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.simulator import Network, SimulatedGateway
from tests.library.week.week_figures import DayFigures
from tests.library.week.week_house import PAIRS, make_house
from tests.library.week.week_judge import Judge
from tests.library.week.week_line import Line
from tests.library.week.week_orders import CONFIRMED, Order
from tests.library.week.week_plan import Event, Happens, Move, Press, PressShutter, Set, plan_day
from tests.library.week.week_program import HOST, RARE_POLL_S, USUAL_POLL_S, Disk, Program
from tests.library.week.week_table import NOT_GIVEN
from tests.library.week.week_time import HOUR_S, WallClock, WeekTime
from tests.library.week.week_troubles import ADDRESSES, BACK_S, Troubles
from tests.library.week.week_truth import Truth
from tests.library.week.week_weight import Weight, weigh

QUIET_AT_S = 23.8 * HOUR_S
"""By then the evening is over, and everything has come to rest."""
HARVEST_S = HOUR_S
INSIST_S = 20.0
INSIST_TIMES = 12
POLLS_SHARE = 0.97
POINTS_OFF = 15.0
"""By so much a position may be wrong in the end: each press and each stop adds a little."""
LONGEST_COLLECTION = 1100
GROWTH = 60_000
"""Bytes by which a client may grow between its second hour and the end of its day."""


class Log(logging.Handler):
    """What is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


@dataclass(frozen=True)
class _Polls:
    """How many polls a program had made at a time."""

    at: float
    program: Program | None
    polls: int


class Life:
    """A house and a program for some days."""

    def __init__(self, seed: int, days: int) -> None:
        self.seed, self.days = seed, days
        self.time = WeekTime(days)
        self.rng = random.Random(seed)
        self.loop = asyncio.get_running_loop()
        self.clock = WallClock(self.loop.time, self.time.begin_unix)
        self.gateway = SimulatedGateway(
            make_house(), listen=False, rng=random.Random(self.rng.getrandbits(30))
        )
        self.world = self.gateway.house.world
        self.network = Network()
        self.network.place(self.gateway, ADDRESSES[0])
        self.network.names.answer(HOST, ADDRESSES[0], after_s=0.02)
        self.truth = Truth(self.world)
        self.disk = Disk()
        self.orders: list[Order] = []
        self.ignored: list[tuple[float, int]] = []
        self.figures: list[DayFigures] = []
        self.faults: list[str] = []
        self.log = Log()
        self._background: set[asyncio.Task[Any]] = set()
        self.poll_s = RARE_POLL_S
        self._offline_at: float | None = None
        self._early: Weight | None = None
        self._counted = _Polls(self.loop.time(), None, 0)
        self._programs = 0

    @property
    def now(self) -> float:
        return self.loop.time()

    @property
    def today(self) -> DayFigures:
        return self.figures[-1]

    async def run(self) -> None:
        """Live all days; what broke a rule stands in `faults` then."""
        logging.getLogger("ipcom").addHandler(self.log)
        await self.gateway.start()
        self.truth.ahead_s = self.world.now() - self.now
        self.line = Line(self.gateway, self.rng)
        self.troubles = Troubles(self)
        self.judge = Judge(self.truth, self.line, self.time.text, self.faults)
        try:
            self._start_program()
            for day in range(self.days):
                await self._live(day)
                if self.faults:
                    break
        finally:
            await self._end()
            logging.getLogger("ipcom").removeHandler(self.log)

    async def _live(self, day: int) -> None:
        self.figures.append(DayFigures(day))
        events = [*plan_day(self.seed, day, self.days, self.time)]
        harvests = [self.time.at(day, hour * HARVEST_S) for hour in range(24)]
        for event in events:
            while harvests and harvests[0] <= event.at:
                await self._until(harvests.pop(0))
                self._harvest()
            await self._until(event.at)
            self._do(event)
        await self._until(self.time.at(day, QUIET_AT_S))
        self._end_day()

    async def _until(self, at: float) -> None:
        if at > self.now:
            await asyncio.sleep(at - self.now)

    async def _end(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        if not self.program.dead:
            await self.program.close()
        await self.gateway.stop()

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        task = self.loop.create_task(coroutine)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    def blame(self, fault: str) -> None:
        self.faults.append(f"{self.time.text(self.now)} {fault}")

    def _check_polls(self) -> None:
        """In an hour without trouble no poll is missed."""
        polls, seconds = self.program.client.statistics.polls, self.now - self._counted.at
        last, self._counted = self._counted, _Polls(self.now, self.program, polls)
        if last.program is not self.program or self.truth.trouble(last.at - HOUR_S / 2, self.now):
            return
        expected = seconds / self.poll_s
        if polls - last.polls < expected * POLLS_SHARE:
            self.blame(f"{polls - last.polls} polls in {seconds:.0f} s, {expected:.0f} were due")

    def _harvest(self) -> None:
        self._check_polls()
        self.truth.harvest()
        writes = self.gateway.transcript.writes
        self.ignored.extend((write.time, write.module) for write in writes if write.ignored)
        writes.clear()
        for pair, shutter in self.program.shutters.items():
            if shutter.position is not None and shutter.moving is None:
                self._check_position(pair, shutter.position)

    # -- the program -------------------------------------------------------

    def _start_program(self) -> None:
        self._programs += 1
        self._offline_at = None
        self.program = Program(
            self.network, self.clock, self.disk, self.seed + self._programs, self.poll_s, self._on_link
        )

    def _on_link(self, program: Program, status: ConnectionStatus) -> None:
        if program is not self.program or program.dead:
            return
        if status.online:
            if self._offline_at is not None:
                self.today.reconnects += 1
                self._judge_gap(self._offline_at, self.now)
            self._offline_at = None
        elif self._offline_at is None:
            self._offline_at = self.now

    def _judge_gap(self, begin: float, end: float) -> None:
        """The link is back soon after the gateway could be reached again."""
        reachable = max([begin, *(it.end - BACK_S for it in self.truth.trouble(begin, end, cuts=True))])
        gap_s = end - reachable
        self.today.longest_gap_s = max(self.today.longest_gap_s, gap_s)
        if gap_s > BACK_S + 4 * self.line.round_trip_s(begin, end):
            self.blame(f"the link was back {gap_s:.1f} s after the gateway could be reached")

    async def restart(self, down_s: float, *, killed: bool) -> None:
        """End the program, in order or as by kill -9, and start it again later."""
        program = self.program
        if killed:
            said = len(self.log.records)
            await program.kill()
            del self.log.records[said:]
        else:
            await program.close()
            self._check_statistics(program)
        await asyncio.sleep(down_s)
        self._start_program()
        await asyncio.sleep(HOUR_S)
        if not self.program.dead:
            self._early = self._weigh()

    def set_pace(self, poll_s: float) -> None:
        """Let this program and later ones poll so often, from their next connections on."""
        self.poll_s = poll_s
        self.program.poll_every(poll_s)

    def _weigh(self) -> Weight:
        return weigh(self.program.client, *self.program.shutters.values())

    # -- events ------------------------------------------------------------

    def _do(self, event: Event) -> None:
        match event:
            case Press():
                self.today.presses += 1
                self.world.press(event.address, event.held_s)
            case PressShutter():
                self.today.presses += 1
                self.world.press_shutter(event.pair, event.button, event.held_s)
            case Set():
                self._order(
                    Order(self.now, self.program, f"set {_named(event.wanted)}", self._read_at, event.wanted),
                    event.gives_up_s,
                )
            case Move():
                for pair in event.pairs:
                    if event.insists:
                        self.spawn(self._insist(pair, event.position))
                    else:
                        self._move(pair, event.position)
            case Happens():
                self.spawn(self.troubles.begin(event))

    @property
    def _read_at(self) -> float:
        try:
            return self.program.client.observed.asked_at
        except ConnectionLost:
            return 0.0

    def _move(self, pair: ShutterPair, position: float | None) -> tuple[Order, asyncio.Task[Any] | None]:
        text = f"shutter {pair.up} " + ("stop" if position is None else f"to {position:g}")
        order = Order(self.now, self.program, text, self._read_at, pair=pair, position=position)
        return order, self._order(order)

    def _order(self, order: Order, gives_up_s: float | None = None) -> asyncio.Task[Any] | None:
        """Give a command, unless the program is just starting or gone."""
        if not self.program.ready.is_set():
            self.today.orders[NOT_GIVEN] += 1
            return None
        self.orders.append(order)
        return self.program.spawn(order.carry_out(gives_up_s))

    async def _insist(self, pair: ShutterPair, position: float | None) -> None:
        """Somebody wants it there before the night, and repeats it until it is."""
        for _ in range(INSIST_TIMES):
            if self.program.ready.is_set():
                order, task = self._move(pair, position)
                if task is not None:
                    await asyncio.wait({task})
                if order.outcome == CONFIRMED and self.program.shutters[pair].confidence is Confidence.KNOWN:
                    return
            await asyncio.sleep(INSIST_S)

    def _check_position(self, pair: ShutterPair, held_at: float) -> None:
        """While polls are frequent, a position at rest is about right."""
        real = self.world.shutters[pair].position
        self.today.points_off.append(abs(held_at - real))
        if (
            abs(held_at - real) > POINTS_OFF
            and self.poll_s == USUAL_POLL_S
            and pair not in self.troubles.misled
        ):
            self.blame(f"shutter {pair.up} is at {real:.1f}, held to be at {held_at:.1f}")

    # -- the end of a day --------------------------------------------------

    def _end_day(self) -> None:
        self._harvest()
        self.judge.day(self.orders, self.ignored, self.now)
        self._check_quiet()
        self._check_shutters()
        self.troubles.night()
        self._check_weight()
        self._check_statistics(self.program)
        figures = self.today
        figures.orders.update(order.outcome for order in self.orders)
        figures.races, self.judge.races = self.judge.races, 0
        self.faults.extend(f"{self.time.text(self.now)} logged: {record}" for record in self.log.records)
        self.log.records.clear()
        self.orders.clear()
        self.ignored.clear()
        self.truth.forget_before(self.now - 60.0)
        figures.blocks = sys.getallocatedblocks()

    def _check_quiet(self) -> None:
        """Nothing is under way, and the program shows what is."""
        figures, client = self.today, self.program.client
        if not client.connection.online:
            self.blame(f"not online at the end of the day: {client.connection.reason}")
            return
        shown, real = client.snapshot, self.world.values()
        wrong = [str(index) for index, value in enumerate(real) if shown.values[index] != value]
        if wrong:
            self.blame(f"outputs {wrong} are shown as they are not")
        figures.tasks = len(self.program.tasks)
        figures.threads = threading.active_count()
        for name, count in (("tasks", figures.tasks), ("threads", figures.threads)):
            first = getattr(self.figures[0], name)
            if count != first:
                self.blame(f"{count} {name}, {first} on the first day")

    def _check_shutters(self) -> None:
        for pair in PAIRS:
            motor, shutter = self.world.shutters[pair], self.program.shutters[pair]
            if motor.running is not None or any(map(self.world.is_on, pair.addresses)):
                self.blame(f"shutter {pair.up} is still powered")
            if motor.position != 0.0 or shutter.position != 0.0 or shutter.confidence is not Confidence.KNOWN:
                self.blame(
                    f"shutter {pair.up} is at {motor.position:.1f}, held to be at {shutter.position}"
                    f" ({shutter.confidence}) after the evening"
                )
            if motor.both_on_count:
                self.blame(f"shutter {pair.up} was driven both ways {motor.both_on_count} times")

    def _check_weight(self) -> None:
        weight = self.today.weight = self._weigh()
        if weight.longest > LONGEST_COLLECTION:
            self.blame(f"a {weight.what} has {weight.longest} entries")
        if self._early is not None and weight.size > self._early.size + GROWTH:
            self.blame(f"the client grew from {self._early.size:,} to {weight.size:,} bytes")

    def _check_statistics(self, program: Program) -> None:
        it = program.client.statistics
        ended = it.commands_confirmed + it.commands_failed + it.commands_superseded
        if ended > it.commands_sent:
            self.blame(f"{ended} commands ended, {it.commands_sent} were given")


def _named(wanted: dict[Any, int]) -> str:
    if len(wanted) > 2:
        return f"{len(wanted)} outputs"
    return ", ".join(f"{address} to {value}" for address, value in wanted.items())
