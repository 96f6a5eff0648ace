"""Plays one plan: begins, does each item at its time, ends, and has the referee judge."""

from __future__ import annotations

import logging
from collections import Counter
from functools import partial
from typing import Any

from ipcom.errors import ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.simulator.house.world import Cause
from tests.library.proof.arrivals import Arrivals
from tests.library.proof.command_acts import CommandActs
from tests.library.proof.ends import Ends
from tests.library.proof.fault_acts import FaultActs
from tests.library.proof.frame_counts import FrameCounts
from tests.library.proof.ledger import Ledger
from tests.library.proof.left_behind_watch import LeftBehindWatch
from tests.library.proof.motor_acts import MotorActs
from tests.library.proof.plan import Group, Item, Plan
from tests.library.proof.position_file import PositionFile
from tests.library.proof.program import Program
from tests.library.proof.proof_house import PAIRS, RELAYS, SHUTTERS, role
from tests.library.proof.referee import Referee
from tests.library.proof.rules import Rule
from tests.library.proof.shown import Shown
from tests.library.proof.shutter_history import ShutterHistory
from tests.library.proof.site import Site
from tests.library.proof.stalls import Trigger
from tests.library.proof.target_watch import TargetWatch
from tests.library.proof.watch import Watch

HOUSE = (
    "house: a bus timer ends a run",
    "house: its dimmers round",
    "house: its dimmers ramp",
    "order: sources that are ready together are mixed",
    "stop: it passes a write that owes its reply",
)
CLOSE_S = 6.0


class Errors(logging.Handler):
    """Whatever is logged at ERROR."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


class Stage:
    """One run: the house, its gateway, our programs, and all who watch."""

    def __init__(self, plan: Plan, met: Counter[str] | None = None) -> None:
        self.plan = plan
        self.met: Counter[str] = Counter() if met is None else met
        self.errors = Errors()
        self.site = Site(plan.seed)
        self.faults = FaultActs(self)
        self.faults.usual_line()
        self.ledger = Ledger()
        self.referee = Referee(self.site, self.ledger, self.met, alone=not plan.neighbour)
        self.arrivals = Arrivals(self.referee)
        self.file = PositionFile()
        self.programs: list[Program] = []
        self.watches: dict[Program, Watch] = {}
        self.shown: dict[Program, Shown] = {}
        self.ends = Ends(self.referee, self.watches)
        shutters = ShutterHistory(self.referee, self.watches)
        self.targets = TargetWatch(self.referee, shutters)
        self.left_behind = LeftBehindWatch(self.referee, shutters, self.targets)
        self._acts = (CommandActs(self), self.faults, MotorActs(self))
        self._pressing = False
        """Whether a person presses at this moment: what the wall does in it belongs to that press."""
        self._pressed_at: dict[ShutterPair, float] = {}
        self._start_at_wall, self.site.world._start = self.site.world._start, self._wall_starts  # type: ignore[method-assign]
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
        self.shown[program] = Shown(self.referee, program, watch.stalls, watch.outputs.reads)
        program.note = partial(self.faults.said, watch)
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
        """Let all worlds live until then, and look what came of it."""
        self.site.worlds.run_until(at)
        self.look()

    def run(self, seconds: float) -> None:
        self.run_until(self.site.now + seconds)

    def look(self) -> None:
        for watch in self.watches.values():
            watch.link_watch.attempts.look()
        self.arrivals.forget_switches()
        self.ends.commands.look()
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
        self.ends.commands.judge_open()
        if self.referee.alone:
            self.ends.values.judge(self.program)
            self.ends.positions.judge(self.program)
            self.ends.motors.judge_pulses()
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
        self.faults.heal()
        for watch in self.watches.values():
            watch.stalls.disarm()
        self.site.network.unplugged_until = min(self.site.network.unplugged_until, self.site.now)

    def rest(self) -> None:
        """Let nothing happen any more; in the end no motor of ours runs."""
        self.run(4.0)
        for _ in range(60):
            if self.program.ready and not self.program.waiting:
                break
            self.run(1.0)
        while (busy_until := self.program.loop.busy_until) > self.site.now:
            self.run(busy_until - self.site.now + 4.0)
        for _ in range(24):
            if not self.ends.motors.left_on() and not self.ledger.open:
                break
            self.run(1.0)
        if self.referee.alone:
            self.ends.motors.judge_motors_off(self.file)
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
        act = self._act_of(item.kind)
        if item.group is not Group.COMMAND:
            act(*item.args, **({"lasts": item.lasts} if item.lasts else {}))
        else:
            self.watches[self.program].stalls.outside(Trigger.COMMAND)
            self.program.when_ready(partial(act, *item.args))
        if item.group is Group.PRESS:
            self.watches[self.program].stalls.outside(Trigger.PRESS)

    def _act_of(self, kind: str) -> Any:
        """Return what does items of this kind."""
        if kind.startswith("press"):
            return getattr(self, f"_{kind}")
        return next(getattr(acts, kind) for acts in self._acts if hasattr(acts, kind))

    # presses

    def _wall_starts(self, wanted: OutputAddress, held: float | None, at: float) -> None:
        """The wall switches a direction on: at a press, or after the pause of a reversal."""
        if self._pressing:
            self._start_at_wall(wanted, held, at)
        else:
            pair = RELAYS[wanted]
            pressed_at = self._pressed_at.get(pair)
            self.referee.pressed(pair, lambda: self._start_at_wall(wanted, held, at), self.seen, pressed_at)

    def _press(self, pair: ShutterPair, button: str, held: float | None = None) -> None:
        self._pressing, self._pressed_at[pair] = True, self.site.now
        self.referee.pressed(pair, lambda: self.site.world.press_shutter(pair, button, held), self.seen)
        self._pressing = False

    def _press_shutter(self, name: str, button: str, held: float | None) -> None:
        self._press(SHUTTERS[name], button, held)

    def _press_relay(self, address: OutputAddress) -> None:
        button = "stop" if self.site.world.is_on(address) else role(address)
        self._press(RELAYS[address], button)

    def _press_light(self, address: OutputAddress, held: float) -> None:
        self.site.world.press(address, held)
        self.ends.values.pressed(address)
        self.shown[self.program].pressed(address)
