"""Plays one plan: begins, does each item at its time, ends, and has the referee judge."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from functools import partial
from math import inf
from typing import Any

from ipcom.errors import ConfigurationError, ConnectionLost, InterlockError, IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from ipcom.simulator.faults import Faults
from ipcom.simulator.house.world import Cause
from tests.library.proof.arrivals import Arrivals
from tests.library.proof.at_keep_alive import do_at_keep_alive
from tests.library.proof.ends import AWAKE_S, Ends
from tests.library.proof.frame_counts import FrameCounts
from tests.library.proof.ledger import Ledger
from tests.library.proof.leg_watch import LegWatch
from tests.library.proof.motor_acts import MotorActs
from tests.library.proof.names import Naming
from tests.library.proof.plan import Group, Item, Plan
from tests.library.proof.position_file import Damage, PositionFile
from tests.library.proof.program import Program
from tests.library.proof.proof_house import DOOR, PAIRS, RELAYS, SHUTTERS, TIMED, role
from tests.library.proof.referee import KEEP_ALIVES, LINE, SLEEP, STALL, WRITES, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.shown import BREAK, SWITCH, Shown
from tests.library.proof.site import HEALTHY, Site
from tests.library.proof.stalls import Stall, Trigger
from tests.library.proof.watch import Watch

HOUSE = (
    "house: a bus timer ends a run",
    "house: its dimmers round",
    "house: its dimmers ramp",
    "order: sources that are ready together are mixed",
    "stop: it passes a write that owes its reply",
)
USUAL_ROUND_TRIP_S = 0.004
RECOVERY_S = 6.0
"""How long something that was wrong may show afterwards."""
CLOSE_S = 6.0
HALTED_S = (5.0, 7.0, 9.0)
LONG_DOWN_S = 3.5
LONG_OUTAGE_S = 3.01
OLD_ENOUGH_S = 15.0
BLANK_S = 0.9
"""A gateway that has restarted may show all off for less than the second after which it is believed."""
WRITE_KNOBS = frozenset(
    {"ignore_writes_percent", "late_writes_s", "write_reply", "write_reply_s", "keep_alive_bytes", "seed"}
)
"""Faults of a gateway that concern writes only."""


class Errors(logging.Handler):
    """Whatever is logged at ERROR."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


class Stage:
    """One run."""

    def __init__(self, plan: Plan, met: Counter[str] | None = None) -> None:
        self.plan = plan
        self.met: Counter[str] = Counter() if met is None else met
        self.errors = Errors()
        self.site = Site(plan.seed)
        self.set_line(USUAL_ROUND_TRIP_S, 0.5, 0.0, 0)
        self.ledger = Ledger()
        self.referee = Referee(self.site, self.ledger, self.met, alone=not plan.neighbour)
        self.arrivals = Arrivals(self.referee)
        self.file = PositionFile()
        self.programs: list[Program] = []
        self.watches: dict[Program, Watch] = {}
        self.shown: dict[Program, Shown] = {}
        self._breaks: dict[ShutterPair, list[float]] = {pair: [] for pair in PAIRS}
        self.ends = Ends(self.referee, self.programs, self.watches)
        self.legs = LegWatch(self.referee, self.watches)
        self._gateway_faults: list[Faults] = []
        self._garbling = False
        self._lines: list[tuple[float, float, float, int]] = []
        self._motors = MotorActs(self)
        self.program = self.start()
        self.neighbour = self.start() if plan.neighbour else None
        """Another program on the same gateway, which knows nothing of ours."""

    # -- life --------------------------------------------------------------

    def start(self, wall_offset_s: float | None = None) -> Program:
        """A program begins."""
        number = len(self.programs)
        program = Program(
            self.site, self.file, self._watch, seed=self.plan.seed * 100 + number, wall_offset_s=wall_offset_s
        )
        self.programs.append(program)
        return program

    def _watch(self, program: Program) -> None:
        watch = self.watches[program] = Watch(self.referee, program)
        self.shown[program] = Shown(self.referee, program, watch.stalls)
        program.note = partial(self._said, watch)
        program.on_arrival = partial(watch.stalls.outside, Trigger.ARRIVES)

    def play(self) -> None:
        """Raise `RuleBrokenError` if a rule was broken."""
        logger = logging.getLogger("ipcom")
        logger.addHandler(self.errors)
        try:
            self._play()
        finally:
            logger.removeHandler(self.errors)
            self._leave()

    def _play(self) -> None:
        began = self.site.now
        for item in self.plan.items:
            self.run_until(began + item.at)
            self.do(item)
        self.run_until(began + self.plan.seconds)
        self._end()

    def run_until(self, at: float) -> None:
        """Let everybody live until then, and look what came of it."""
        self.site.worlds.run_until(at)
        self.look()

    def run(self, seconds: float) -> None:
        self.run_until(self.site.now + seconds)

    def look(self) -> None:
        for watch in self.watches.values():
            watch.link.look()
        self.arrivals.forget_switches()
        self.ends.look()
        for text in self.errors.records:
            self.referee.blame(Rule.NO_ERRORS, text)
        for program in self.programs:
            for text in program.unhandled:
                self.referee.blame(Rule.NO_ERRORS, text)
        self.errors.records.clear()
        self.referee.check()

    def _leave(self) -> None:
        self.site.worlds._agenda.clear()
        for program in self.programs:
            if not program.dead:
                program.kill()
            program.bury_if_dead()
        self.site.close()

    # -- the end -----------------------------------------------------------

    def _end(self) -> None:
        self.referee.tell("the end begins")
        self._tally()
        self.heal()
        if self.program.dead:
            self.program = self.start(self.program.clock.offset_s)
        self.rest()
        self._all_stop()
        self.run(4.0)
        self.ends.judge_open()
        if self.referee.alone:
            self.ends.judge_values(self.program)
            self.ends.judge_positions(self.program)
            self.ends.judge_pulses()
            for shown in self.shown.values():
                shown.judge()
            FrameCounts(self.referee).judge()
        self.close_program(self.program)
        if self.neighbour is not None:
            self.close_program(self.neighbour)

    def _tally(self) -> None:
        """Count what the house and the order of things did by themselves."""
        layout, history = self.site.world.layout, self.site.world.history
        self.met[HOUSE[0]] += sum(e.cause is Cause.TIMER and e.address in RELAYS for e in history)
        self.met[HOUSE[1]] += layout.dimmer.step > 1
        self.met[HOUSE[2]] += layout.dimmer.ramp_s > 0.0
        self.met[HOUSE[3]] += sum(program.loop.rounds_mixed for program in self.programs)
        self.met[HOUSE[4]] += sum(frame.passes for frame in self.referee.frames)

    def heal(self) -> None:
        """What was wrong with gateway and network is over."""
        self._gateway_faults.clear()
        self.site.set_faults(HEALTHY)
        self._lines.clear()
        self.site.network.stutter_s = 0.0
        self.site.names.recover()
        self.set_line(USUAL_ROUND_TRIP_S, 0.5, 0.0, 0)
        for watch in self.watches.values():
            watch.stalls.disarm()
        self.site.network.unplugged_until = min(self.site.network.unplugged_until, self.site.now)

    def rest(self) -> None:
        """Nobody does anything, and in the end no motor of ours runs."""
        self.run(4.0)
        for _ in range(60):
            if self.program.ready and not self.program.waiting:
                break
            self.run(1.0)
        while (busy_until := self.program.loop.busy_until) > self.site.now:
            self.run(busy_until - self.site.now + 4.0)
        for _ in range(24):
            if not self.ends.motors_of_ours() and not self.ledger.open:
                break
            self.run(1.0)
        if self.referee.alone:
            self.ends.judge_motors_off(self.file)
        self.look()

    def _all_stop(self) -> None:
        for pair in PAIRS:
            self._press(pair, "stop")

    def close_program(self, program: Program) -> None:
        program.close()
        self.run(CLOSE_S)
        self.referee.meet(Rule.PROGRAM_ENDS)
        self.referee.meet(Rule.NO_ERRORS)
        self.referee.meet(Rule.NO_TASKS)
        if not program.dead:
            self.referee.blame(Rule.PROGRAM_ENDS, f"it still runs: {program.tasks}")
        elif program.tasks:
            self.referee.blame(Rule.NO_TASKS, f"left behind: {program.tasks}")
        self.look()
        program.bury_if_dead()

    @property
    def seen(self) -> StateSnapshot | None:
        """What our program has read last."""
        try:
            return None if self.program.dead else self.program.client.observed
        except ConnectionLost:
            return None

    # -- items -------------------------------------------------------------

    def do(self, item: Item) -> None:
        """Do it now."""
        self.met[f"{item.group}: {item.kind}"] += 1
        self.referee.tell(str(item))
        act = getattr(self, f"_{item.kind}", None) or getattr(self._motors, item.kind)
        if item.group is not Group.COMMAND:
            act(*item.args, **({"lasts": item.lasts} if item.lasts else {}))
        else:
            self.watches[self.program].stalls.outside(Trigger.COMMAND)
            self.program.when_ready(partial(act, *item.args))
        if item.group is Group.PRESS:
            self.watches[self.program].stalls.outside(Trigger.PRESS)

    # commands; they run in the program's loop

    def _shutter(self, name: str, verb: str, *arguments: float) -> None:
        pair, program = SHUTTERS[name], self.program
        self.referee.commanded(pair, stop=verb == "stop")
        self.referee.tell(f"given: {verb} {name} {arguments}")
        shutter = program.shutters[pair]
        given = self.ledger.give(
            program, f"{verb}{arguments} {pair}", obey(shutter, verb, arguments), pair=pair
        )
        self.legs.given(given, shutter, verb, arguments)

    def _neighbour(self, name: str, verb: str, *arguments: float) -> None:
        neighbour = self.neighbour
        if neighbour is not None and neighbour.ready:
            shutter = neighbour.shutters[SHUTTERS[name]]
            neighbour.loop.call_soon(
                lambda: self.ledger.give(
                    neighbour, f"neighbour's {verb}", obey(shutter, verb, arguments), pair=SHUTTERS[name]
                )
            )

    def _open(self, name: str) -> None:
        self._shutter(name, "open_fully")

    def _close(self, name: str) -> None:
        self._shutter(name, "close_fully")

    def _stop(self, name: str) -> None:
        self._shutter(name, "stop")
        self._look_later(SHUTTERS[name])

    def _look_later(self, pair: ShutterPair) -> None:
        """After some seconds a person sees whether the shutter has stopped."""
        program, at = self.program, self.site.now
        for seconds in HALTED_S:
            self.site.worlds.at(at + seconds, lambda: self.ends.judge_halted(program, pair, at))

    def _position(self, name: str, percent: float) -> None:
        self._shutter(name, "set_position", percent)

    def _tilt(self, percent: float) -> None:
        self._shutter("blind", "set_tilt", percent)

    def _known(self, name: str) -> None:
        pair = SHUTTERS[name]
        real = self.site.world.shutters[pair].position
        if self._tell_position(pair, real):
            self.legs.told(pair)

    def _mistaken(self, name: str, percent: float) -> None:
        """A person tells a position that is wrong."""
        self._tell_position(SHUTTERS[name], percent)

    def _tell_position(self, pair: ShutterPair, percent: float) -> bool:
        """Whether the program takes it: not while both directions are on."""
        try:
            self.program.shutters[pair].set_known_position(percent)
        except InterlockError:
            return False
        self.watches[self.program].positions.told(pair, percent)
        return True

    def _taken_away(self, name: str) -> None:
        """Its owner removes a shutter from a program that goes on, and adds it again."""
        self.program.spawn(self._renew(self.program, SHUTTERS[name]))

    async def _renew(self, program: Program, pair: ShutterPair) -> None:
        began = self.site.now
        self.legs.closing(pair)
        await program.shutters[pair].close()
        self.legs.closed(pair, program, began)
        await program.renew(pair)

    def _leaves(self, name: str) -> None:
        """The person who measures a shutter leaves the page."""
        pair = SHUTTERS[name]
        measuring = (g for g in self.ledger.open if g.pair == pair and g.max_run < inf)
        for given in measuring:
            given.given_up_at = self.site.now
            given.task.cancel()

    def _drive(self, name: str, motion: Motion) -> None:
        """As a program does that uses the client alone: the longest run is all that ends it."""
        pair = SHUTTERS[name]
        self.referee.commanded(pair, stop=motion is Motion.OFF)
        if motion is Motion.OFF:
            self._look_later(pair)
        self.referee.tell(f"given: drive {name} {motion}")
        self.ledger.give(
            self.program, f"drive {motion} {pair}", self.program.client.drive(pair, motion), pair=pair
        )

    def _set(self, values: dict[OutputAddress, int], **options: Any) -> None:
        self.referee.tell(f"given: {values}")
        command = self.program.client.set_outputs(values, **options)
        self.ledger.give(self.program, f"set {values}", command, values)

    def _scene(self, values: tuple[tuple[OutputAddress, int], ...]) -> None:
        self._set(dict(values))

    def _door(self) -> None:
        self._set({DOOR: 255})

    def _stairs(self, value: int) -> None:
        if TIMED in self.ends.kinds:
            self._set({TIMED: value})

    def _undeclared(self, address: OutputAddress, value: int) -> None:
        if hasattr(self.program.client, "pulse"):
            self._set({address: value}, undeclared=True)

    def _pulse(self, address: OutputAddress, seconds: float) -> None:
        pulse = getattr(self.program.client, "pulse", None)
        if pulse is not None:
            self.referee.tell(f"given: pulse {address} {seconds}")
            given = self.ledger.give(self.program, f"pulse {address} {seconds}", pulse(address, seconds))
            given.pulsed, given.pulse_s = address, seconds

    def _cancel(self) -> None:
        given = self.ledger.give_up()
        if given is not None:
            self.referee.tell(f"given up: {given}")

    def _calibrate(self, name: str, motion: Motion, max_run: float, arrives_after_s: float) -> None:
        """A person measures, says that it has arrived, and leaves."""
        pair, program = SHUTTERS[name], self.program
        self.referee.commanded(pair)
        measuring = measure(program.shutters[pair], motion, max_run, arrives_after_s)
        given = self.ledger.give(program, f"calibrate {motion} {pair}", measuring, pair=pair)
        given.max_run = max_run
        self.legs.given(given, program.shutters[pair], "calibrate", ())

    def _forbidden(self, address: OutputAddress) -> None:
        """An undeclared output, without saying so, or a shutter's relay as an output."""
        self.program.spawn(self._try_forbidden(address))

    async def _try_forbidden(self, address: OutputAddress) -> None:
        self.referee.meet(Rule.REFUSED)
        try:
            await self.program.client.set_output(address, 255)
        except (ConfigurationError, InterlockError):
            return
        except IPComError as error:
            self.referee.blame(Rule.REFUSED, f"{address} was tried: {error}")
            return
        self.referee.blame(Rule.REFUSED, f"{address} was switched on")

    # presses

    def _press(self, pair: ShutterPair, button: str, held: float | None = None) -> None:
        self.referee.pressed(pair, lambda: self.site.world.press_shutter(pair, button, held), self.seen)

    def _press_shutter(self, name: str, button: str, held: float | None) -> None:
        self._press(SHUTTERS[name], button, held)

    def _press_relay(self, address: OutputAddress) -> None:
        button = "stop" if self.site.world.is_on(address) else role(address)
        self._press(RELAYS[address], button)

    def _press_light(self, address: OutputAddress, held: float) -> None:
        self.site.world.press(address, held)
        self.ends.pressed(address)
        self.shown[self.program].pressed(address)

    # faults

    def _stall(self, stall: Stall) -> None:
        self.referee.trouble(stall.seconds * stall.times + 10.0, RECOVERY_S + stall.seconds, STALL)
        self.watches[self.program].stalls.arm(stall)

    def _gateway(self, knobs: tuple[tuple[str, Any], ...], *, lasts: float) -> None:
        faults = Faults(**dict(knobs))
        self.referee.trouble(lasts, RECOVERY_S, _trouble_of({name for name, _ in knobs}))
        self._gateway_faults.append(faults)
        self.site.set_faults(faults)
        self.site.worlds.at(self.site.now + lasts, lambda: self._end_gateway(faults))

    def _end_gateway(self, faults: Faults) -> None:
        if faults in self._gateway_faults:
            self._gateway_faults.remove(faults)
            self.referee.tell("the gateway behaves differently again")
            self.site.set_faults(self._gateway_faults[-1] if self._gateway_faults else HEALTHY)

    def _at_keep_alive(self, items: tuple[Item, ...]) -> None:
        do_at_keep_alive(self, items)

    def _garbles(self) -> None:
        """After the next keep-alive comes nonsense."""
        self._garbling = True

    def _said(self, watch: Watch, what: str) -> None:
        watch.say(what)
        if what == "keep-alive" and self._garbling:
            self._garbling = False
            self._gateway((("garbage_percent", 100.0),), lasts=0.5)

    def _drops(self, replies: int, *, lasts: float) -> None:
        self._gateway((("drop_after", replies),), lasts=lasts)

    def _line(self, round_trip_s: float, there: float, jitter_s: float, seed: int, *, lasts: float) -> None:
        line = (round_trip_s, there, jitter_s, seed)
        self.referee.trouble(lasts, RECOVERY_S + 4 * round_trip_s, LINE)
        self._lines.append(line)
        self.set_line(*line)
        self.site.worlds.at(self.site.now + lasts, lambda: self._end_line(line))

    def _end_line(self, line: tuple[float, float, float, int]) -> None:
        if line in self._lines:
            self._lines.remove(line)
            self.set_line(*(self._lines[-1] if self._lines else (USUAL_ROUND_TRIP_S, 0.5, 0.0, 0)))

    def set_line(self, round_trip_s: float, there: float, jitter_s: float, seed: int) -> None:
        """So long is the way to the gateway and back from now on."""
        network = self.site.network
        network.there_s, network.back_s = round_trip_s * there, round_trip_s * (1.0 - there)
        network.jitter = partial(random.Random(seed).uniform, 0.0, jitter_s) if jitter_s else None

    def _stutter(self, seconds: float, *, lasts: float) -> None:
        """What the gateway says comes in two halves, one after the other."""
        self.referee.trouble(lasts, RECOVERY_S, LINE)
        network = self.site.network
        network.stutter_s = seconds
        self.site.worlds.at(self.site.now + lasts, lambda: setattr(network, "stutter_s", 0.0))

    def _flap(self, seconds: float) -> None:
        self.referee.trouble(seconds, RECOVERY_S + seconds)
        self.site.network.unplugged_until = max(self.site.network.unplugged_until, self.site.now + seconds)

    def _link_break(self, hard: bool) -> None:
        self.shown[self.program].broke()
        self.referee.trouble(0.0, RECOVERY_S, BREAK)
        for connection in list(self.site.gateway._connections.values()):
            connection.abort() if hard else connection.close()

    def _reboot(self, keep: bool, down_s: float, blank: bool) -> None:
        """Only after a long time without a link is a gateway not believed at first."""
        if not self.site.gateway.running:
            return
        blank_s = BLANK_S if blank and down_s > LONG_DOWN_S else 0.0
        self.referee.trouble(down_s + blank_s, RECOVERY_S + 2.0)
        self.met["fault: blank gateway"] += blank_s > 0.0
        if not keep:
            self.ends.power_lost()
        self.site.reboot(keep_outputs=keep, down_s=down_s, blank_s=blank_s)
        program = self.program
        self.site.worlds.at(self.site.now + down_s, lambda: self._come_back(program))

    def _come_back(self, program: Program) -> None:
        """A program that did not see that the gateway was away for long believes what it shows at first."""
        outage = program.loop.time() - self.watches[program].down_at
        young = self.site.now - program.started_at < OLD_ENOUGH_S  # its shutters have not looked yet
        if program is not self.program or young or not program.ready or outage < LONG_OUTAGE_S:
            self.site.know_outputs()

    def _sleep(self, seconds: float) -> None:
        self.referee.trouble(seconds, RECOVERY_S, SLEEP)
        program = self.program
        self.watches[program].sleep.falls_asleep(seconds)
        program.loop.sleep(seconds)
        self.site.worlds.at(self.site.now + seconds + AWAKE_S, lambda: self.ends.judge_woken(program))
        self.watches[self.program].stalls.periods.append((self.site.now, self.site.now + seconds))

    def _names(self, naming: Naming, breaks: bool, *, lasts: float) -> None:
        """The name server changes, and mostly the link breaks, so that it is asked."""
        self.referee.trouble(lasts, RECOVERY_S)
        self.met[f"names: {naming}"] += 1
        self.site.names.naming = naming
        if breaks:
            self._link_break(hard=True)
        self.site.worlds.at(self.site.now + lasts, self.site.names.recover)

    def _wall_clock(self, seconds: float) -> None:
        self.referee.trouble(0.0, RECOVERY_S)
        if self.program.loop.busy_until > self.site.now:  # set while it sleeps, it would hide the sleep
            return
        self.program.clock.offset_s += seconds
        self.watches[self.program].sleep.sets_clock()
        if seconds > 1.0:  # nothing tells it from a machine that slept
            self.ends.muddle()

    def _kill(self, damage: Damage | None, pause_s: float, seed: int) -> None:
        if self.program.dead:
            return
        self.referee.trouble(pause_s, RECOVERY_S)
        self.legs.killed(self.program)
        self.program.kill()
        self._damage(damage, seed)
        self._start_later(pause_s)

    def _restart(self, damage: Damage | None, pause_s: float, seed: int) -> None:
        program = self.program
        if program.dead or program.ending:
            return
        closing_at = self.site.now
        program.on_closed = partial(self._closed, program, closing_at)
        program.close()
        self._when_closed(program, damage, pause_s, seed)

    def _closed(self, program: Program, closing_at: float) -> None:
        self.ends.judge_closed(program, closing_at)
        self.watches[program].owed.closed(closing_at)

    def _when_closed(self, program: Program, damage: Damage | None, pause_s: float, seed: int) -> None:
        if not program.dead:
            self.site.worlds.at(
                self.site.now + 0.5, lambda: self._when_closed(program, damage, pause_s, seed)
            )
            return
        program.bury_if_dead()
        self.referee.trouble(pause_s, RECOVERY_S)
        self._damage(damage, seed)
        self._start_later(pause_s)

    def _start_later(self, pause_s: float) -> None:
        self.site.worlds.at(self.site.now + pause_s, self._start_again)

    def _start_again(self) -> None:
        if self.program.dead:
            before, waiting = self.program, self.program.waiting
            self.program = self.start(before.clock.offset_s)
            self.legs.started(self.program, before)
            self.program.waiting.extend(waiting)

    def _damage(self, damage: Damage | None, seed: int) -> None:
        if damage is not None:
            self.met[f"file: {damage}"] += 1
            self.file.damage(damage, seed)

    def _broken_switch(self, name: str, times: int) -> None:
        self.referee.trouble(5.0, RECOVERY_S, SWITCH)
        self.referee.breaks_switch(SHUTTERS[name])
        self.shown[self.program].switch_broke(SHUTTERS[name], self._breaks[SHUTTERS[name]])
        if times > 1:
            self.site.worlds.at(self.site.now + 0.7, lambda: self._broken_switch(name, times - 1))


def _trouble_of(knobs: set[str]) -> str:
    """What a gateway does otherwise with these faults."""
    if knobs == {"keep_alive_bytes"}:
        return KEEP_ALIVES
    return WRITES if knobs <= WRITE_KNOBS else "gateway"


async def obey(shutter: Shutter, verb: str, arguments: tuple[float, ...]) -> Result:
    """Do what a person asks of a shutter, and wait until it has ended."""
    await getattr(shutter, verb)(*arguments)
    return await shutter.wait_settled()


async def measure(shutter: Shutter, motion: Motion, max_run: float, arrives_after_s: float) -> float:
    """Say "start", and after a while "it has arrived"; returns what was measured."""
    async with shutter.calibration(max_run) as calibration:
        await calibration.start(motion)
        await asyncio.sleep(arrives_after_s)
        return await calibration.arrived()
