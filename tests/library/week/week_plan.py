"""What happens on one day of the week, in order of time; the same for the same seed. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.house.world import WallButton
from tests.library.week.week_house import DIMMERS, DOOR, LAMPS, PAIRS, STAIRS
from tests.library.week.week_time import HOUR_S, WeekTime

AWAKE = ((6.5, 9.5, 6.0), (9.5, 16.5, 1.0), (16.5, 23.0, 5.0))
"""From, to, and how busy people are."""
PRESSES, COMMANDS = 260, 260
"""At the wall, and by command, a day; shutters' morning and evening and the scenes come on top."""
LEVELS = (0, 2, 3, 15, 30, 41, 55, 70, 99, 100)
PERCENTS = (0.0, 5.0, 20.0, 33.3, 50.0, 66.0, 80.0, 97.0, 100.0)
PACES = ((0.0, False), (6.4, True), (9.5, False), (16.4, True), (22.8, False))
"""From when on the program polls as usual, or rarely: a whole day at the usual pace would take too long."""


class Happening(StrEnum):
    """What may happen to gateway, line, names and clocks."""

    DROP = "the connection is closed"
    RESET = "the connection is reset"
    FREEZE = "a router forgets the connection"
    FLAPS = "the link breaks every few seconds"
    OUTAGE = "the gateway is away"
    REBOOT = "the gateway restarts"
    REBOOT_LOSES = "the gateway restarts and everything is off"
    SLOW = "the line is slow"
    SWING = "the line becomes slower and faster"
    SILENT_WRITES = "writes are not answered"
    SNAPSHOT_WRITES = "writes are answered by a snapshot"
    IGNORED_WRITES = "some writes are not done"
    SURPLUS = "some replies come twice"
    ODD_KEEP_ALIVES = "keep-alives are answered by seven bytes"
    NEW_ADDRESS = "the gateway gets another address"
    NO_NAMES = "the name server is gone"
    CLOCK_STEP = "the time of day is corrected"
    CLOCK_HOUR = "the time of day is set by an hour, and back"
    CRASH = "the program is killed"
    RESTART = "the program is restarted"
    PACE = "the program polls as usual, or rarely"


@dataclass(frozen=True)
class Press:
    """A button at the wall, of a lamp, a dimmer, the door or the stairs."""

    at: float
    address: OutputAddress
    held_s: float = 0.1


@dataclass(frozen=True)
class PressShutter:
    """A button of a shutter at the wall, that runs it while it is held."""

    at: float
    pair: ShutterPair
    button: WallButton
    held_s: float


@dataclass(frozen=True)
class Set:
    """A command for outputs; `gives_up_s`: its caller waits no longer than this."""

    at: float
    wanted: dict[OutputAddress, int]
    gives_up_s: float | None = None


@dataclass(frozen=True)
class Move:
    """A command for shutters: a position, an end (0, 100), or None to stop; `insists` until it is there."""

    at: float
    pairs: tuple[ShutterPair, ...]
    position: float | None
    insists: bool = False


@dataclass(frozen=True)
class Happens:
    """Something happens for `seconds`; `amount` says how much."""

    at: float
    what: Happening
    seconds: float = 0.0
    amount: float = 0.0


Event = Press | PressShutter | Set | Move | Happens


def plan_day(seed: int, day: int, days: int, time: WeekTime) -> list[Event]:
    """Return what happens on `day`, from 0, of a week of `days`."""
    rng = random.Random(seed * 1009 + day)
    planner = _Day(rng, day, days, time)
    return sorted(planner.events(), key=lambda event: event.at)


class _Day:
    """Draws one day."""

    def __init__(self, rng: random.Random, day: int, days: int, time: WeekTime) -> None:
        self._rng, self._day, self._days, self._time = rng, day, days, time

    def events(self) -> Iterator[Event]:
        for _ in range(PRESSES):
            yield from self._press(self._awake())
        for _ in range(COMMANDS):
            yield from self._command(self._awake())
        yield from self._shutters()
        yield from self._scenes()
        yield from self._troubles()
        yield from self._once_a_week()
        for begin_h, usual in PACES:
            yield Happens(self._at(begin_h), Happening.PACE, amount=float(usual))

    def _at(self, hour: float, spread_h: float = 0.0) -> float:
        return self._time.at(self._day, (hour + self._rng.uniform(0.0, spread_h)) * HOUR_S)

    def _awake(self) -> float:
        begin, end, _ = self._rng.choices(AWAKE, [(end - begin) * busy for begin, end, busy in AWAKE])[0]
        return self._at(begin, min(end, 22.0) - begin)

    # -- people ------------------------------------------------------------

    def _press(self, at: float) -> Iterator[Event]:
        rng = self._rng
        match rng.choices(("lamp", "dimmer", "shutter", "stairs", "door"), (60, 15, 15, 6, 4))[0]:
            case "lamp":
                yield Press(at, rng.choice(LAMPS))
            case "dimmer":
                yield Press(at, rng.choice(DIMMERS), rng.choice((0.1, 0.1, rng.uniform(0.5, 3.0))))
            case "shutter":
                yield from self._press_shutter(at)
            case "stairs":
                yield Press(at, STAIRS)
            case _:
                yield Press(at, DOOR)

    def _press_shutter(self, at: float) -> Iterator[Event]:
        rng = self._rng
        pair, button = rng.choice(PAIRS), rng.choice((WallButton.UP, WallButton.DOWN))
        held_s = rng.choice((0.3, rng.uniform(0.5, 12.0), 30.0))
        yield PressShutter(at, pair, button, held_s)
        if rng.random() < 0.4:
            yield PressShutter(at + rng.uniform(0.2, 15.0), pair, rng.choice(tuple(WallButton)), 30.0)

    def _command(self, at: float) -> Iterator[Event]:
        rng = self._rng
        match rng.choices(("lamp", "dimmer", "slider", "shutter", "other"), (45, 15, 5, 25, 10))[0]:
            case "lamp":
                gives_up_s = rng.uniform(0.0, 0.3) if rng.random() < 0.05 else None
                yield Set(at, {rng.choice(LAMPS): rng.choice((0, 255))}, gives_up_s)
            case "dimmer":
                yield Set(at, {rng.choice(DIMMERS): rng.choice(LEVELS)})
            case "slider":
                yield from self._slider(at)
            case "shutter":
                yield from self._move(at)
            case _:
                yield Set(at, {rng.choice((STAIRS, DOOR)): 255})
        if rng.random() < 0.1:
            yield from self._interferes(at)

    def _slider(self, at: float) -> Iterator[Event]:
        address, level = self._rng.choice(DIMMERS), self._rng.randint(2, 60)
        for step in range(10):
            yield Set(at + step * 0.12, {address: min(100, level + 4 * step)})

    def _move(self, at: float) -> Iterator[Event]:
        rng = self._rng
        pair = rng.choice(PAIRS)
        yield Move(at, (pair,), rng.choice(PERCENTS))
        match rng.random():
            case chance if chance < 0.15:
                yield Move(at + rng.uniform(0.1, 12.0), (pair,), None)
            case chance if chance < 0.3:
                yield Move(at + rng.uniform(0.1, 12.0), (pair,), rng.choice(PERCENTS))
            case chance if chance < 0.5:
                yield PressShutter(at + rng.uniform(0.05, 12.0), pair, rng.choice(tuple(WallButton)), 30.0)

    def _interferes(self, at: float) -> Iterator[Event]:
        """A neighbour's button a moment before or after a command."""
        rng = self._rng
        yield Press(at + rng.uniform(-0.5, 0.5), rng.choice((*LAMPS, *DIMMERS)))

    def _shutters(self) -> Iterator[Event]:
        rng = self._rng
        for pair in PAIRS:
            if rng.random() < 0.5:
                yield PressShutter(self._at(7.0, 1.0), pair, WallButton.UP, 30.0)
            else:
                yield Move(self._at(7.0, 1.0), (pair,), 100.0)
        yield Move(self._at(7.6), PAIRS, 100.0)
        yield Move(self._at(12.5, 0.5), PAIRS[:3], rng.choice((30.0, 40.0, 60.0)))
        yield Move(self._at(16.0, 0.3), PAIRS, 100.0)
        yield Move(self._at(20.0, 1.0), PAIRS[:4], 0.0)
        yield Move(self._at(22.2), PAIRS, 0.0, insists=True)

    def _scenes(self) -> Iterator[Event]:
        rng = self._rng
        yield Set(self._at(6.6, 0.3), dict.fromkeys(LAMPS[:5], 255) | {DIMMERS[0]: 30})
        yield Set(self._at(8.8, 0.3), dict.fromkeys((*LAMPS, *DIMMERS), 0))
        for _ in range(6):
            some = rng.sample((*LAMPS, *DIMMERS), rng.randint(4, 18))
            yield Set(self._at(17.0, 5.0), {address: self._value(address) for address in some})
        yield Set(self._at(22.4), dict.fromkeys((*LAMPS, *DIMMERS), 0))

    def _value(self, address: OutputAddress) -> int:
        return self._rng.choice((0, 40, 100) if address in DIMMERS else (0, 255))

    # -- accidents ---------------------------------------------------------

    def _troubles(self) -> Iterator[Event]:
        rng, kinds = self._rng, Happening
        for what, times in ((kinds.DROP, 10), (kinds.RESET, 4), (kinds.FREEZE, 2)):
            for _ in range(times):
                yield Happens(self._at(0.5, 21.4), what)
        reboot = rng.choice((kinds.REBOOT, kinds.REBOOT_LOSES))
        yield Happens(self._at(10.0, 11.5), reboot, rng.choice((0.5, 4.0, rng.uniform(5.0, 90.0))))
        yield Happens(self._at(6.5, 15.0), kinds.OUTAGE, rng.choice((2.0, rng.uniform(10.0, 300.0))))
        yield Happens(self._at(17.0, 4.0), kinds.FLAPS, rng.uniform(20.0, 60.0), rng.choice((0.3, 1.0, 5.0)))
        yield Happens(self._at(17.0, 2.0), kinds.SLOW, 1800.0, rng.choice((0.05, 0.2, 0.4)))
        yield Happens(self._at(7.0, 2.0), kinds.SLOW, 1200.0, rng.uniform(0.02, 0.6))
        yield Happens(self._at(19.5, 0.3), kinds.SWING, 1800.0, rng.uniform(0.05, 0.3))
        yield Happens(self._at(8.0, 1.0), kinds.SILENT_WRITES, 1800.0)
        yield Happens(self._at(20.5, 0.5), kinds.SNAPSHOT_WRITES, 2400.0)
        yield Happens(self._at(18.0, 3.5), kinds.IGNORED_WRITES, 120.0, rng.uniform(5.0, 30.0))
        yield Happens(self._at(11.0, 5.0), kinds.SURPLUS, 1200.0, 2.0)
        yield Happens(self._at(13.0, 2.0), kinds.ODD_KEEP_ALIVES, 1200.0)
        for _ in range(4):
            yield Happens(self._at(0.0, 24.0), kinds.CLOCK_STEP, amount=rng.uniform(-0.9, 0.9))
        yield Happens(self._at(4.0), kinds.RESTART, 2.0)
        if rng.random() < 0.7:
            yield Happens(self._at(17.0, 4.5), kinds.CRASH, rng.choice((1.0, 20.0, 60.0)))

    def _once_a_week(self) -> Iterator[Event]:
        """Things that happen once: on the only day, or each on a day of its own."""
        kinds, last = Happening, self._days - 1
        if self._day == min(1, last):
            yield Happens(self._at(9.6, 0.3), kinds.NEW_ADDRESS, 60.0)
        if self._day == min(2, last):
            yield Happens(self._at(14.0), kinds.NO_NAMES, HOUR_S)
            yield Happens(self._at(14.2), kinds.DROP)
            yield Happens(self._at(14.5), kinds.FREEZE)
        if self._day == min(4, last):
            yield from self._clock_set_while_a_shutter_moves()

    def _clock_set_while_a_shutter_moves(self) -> Iterator[Event]:
        at = self._at(18.0, 2.0)
        yield Move(at - 3.0, PAIRS[:1], 50.0)
        yield Happens(at, Happening.CLOCK_HOUR, 600.0, 3600.0)
        yield Move(at + 597.0, PAIRS[1:2], 50.0)
