"""Where the proof plays: begin, steps, accidents and the end, with what must hold at each."""

from __future__ import annotations

import logging
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from ipcom.errors import ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.stored import StoredPosition
from ipcom.simulator.world import Cause
from tests.library.proof.ledger import Ledger
from tests.library.proof.program import Program, own_tasks
from tests.library.proof.proof_house import MAX_RUN_S, PAIRS, RELAYS, Site
from tests.library.proof.referee import Referee

STOPS_A_MINUTE = 3
"""So often both directions on are switched off, then only reported."""
NEVER = 1_000_000
QUIET_EVERY = 3
PEACE = 6
"""Steps without an accident after each."""


class Errors(logging.Handler):
    """Whatever is logged at ERROR."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


class Stage(RuleBasedStateMachine):
    """One program in a house, and a referee."""

    total = 0
    alone = True

    def __init__(self) -> None:
        super().__init__()
        self.last = PAIRS[0]
        self.step, self.over_at, self.next_accident = 0, NEVER, 0
        self.errors = Errors()
        logging.getLogger("ipcom").addHandler(self.errors)
        self.site = Site()
        self.site.loop.set_task_factory(own_tasks)
        self.site.loop.set_exception_handler(self._unhandled)
        self.ledger = Ledger()
        self.referee = Referee(self.site, self.ledger, alone=self.alone)
        self.store: dict[ShutterPair, StoredPosition] = {}
        self.program = self._start()
        self._run(0.05)

    def _start(self) -> Program:
        return Program(self.site, self.store, self.referee.watch)

    def _unhandled(self, _loop: Any, context: dict[str, Any]) -> None:
        self.errors.records.append(str(context))

    def _run(self, seconds: float) -> None:
        self.site.run(seconds)
        self.referee.check()
        self.ledger.check()
        assert not self.errors.records, "\n".join([*self.errors.records, *self.referee.story])

    def _step(self, then: float) -> None:
        type(self).total += 1
        self.step += 1
        self._end_accident()
        self._run(then)

    @property
    def seen(self) -> StateSnapshot | None:
        """What our program has read last."""
        try:
            return None if self.program.dead else self.program.client.observed
        except ConnectionLost:
            return None

    # -- accidents ---------------------------------------------------------

    @property
    def calm(self) -> bool:
        """Accidents leave time to live in between."""
        return self.step >= self.next_accident

    def _accident(self, what: str, then: float, lasts: int = 0) -> None:
        """Something happens, and is over after `lasts` further steps."""
        self.referee.tell(what)
        self.over_at = self.step + lasts
        self.next_accident = self.over_at + PEACE
        self._step(then)
        self._end_accident()

    def _end_accident(self) -> None:
        """It is over; now and then nobody does anything then, so that what it left behind shows."""
        if self.step < self.over_at:
            return
        self.over_at = NEVER
        self.site.work_again()
        if self.step % QUIET_EVERY == 0:
            self._rest()

    # -- how it ends -------------------------------------------------------

    def teardown(self) -> None:
        """However it went: every motor of ours is off in the end, and every command has ended."""
        try:
            self._end()
        finally:
            logging.getLogger("ipcom").removeHandler(self.errors)
            if not self.program.dead:
                self.program.kill()
            self._close_site()

    def _close_site(self) -> None:
        self.site.close()

    def _end(self) -> None:
        self.referee.tell("the end begins")
        self._rest()
        self._everybody_stops()
        self.ledger.check_all_ended()
        self.program.close()
        self._run(5.0)
        assert self.program.dead, "the program does not end"
        assert not self.program.tasks, f"left behind: {self.program.tasks}"

    def _rest(self) -> None:
        """Everything works, nobody does anything, and in the end no motor of ours runs."""
        self.site.heal()
        if self.program.dead:
            self.program = self._start()
        self._until_settled()
        if self.alone:
            self._check_motors_off()

    def _until_settled(self) -> None:
        """Let all runs end: either by themselves, or by a program that ends and starts again."""
        if self.program.ready and self.ledger.given % 2:
            self.program.close()
            self._run(5.0)
            assert self.program.dead, "the program does not end"
            self.program = self._start()
        self._run(4.0)
        for _ in range(int(MAX_RUN_S) * 2):
            if not self._motors_of_ours():
                return
            self._run(1.0)

    def _everybody_stops(self) -> None:
        for pair in PAIRS:
            self._press(pair, "stop")
        self._run(4.0)

    def _press(self, pair: ShutterPair, button: str, held: float | None = None) -> None:
        self.referee.pressed(pair, lambda: self.site.world.press_shutter(pair, button, held), self.seen)

    def _check_motors_off(self) -> None:
        left = self._motors_of_ours()
        left += [
            address
            for pair, breaks in self.referee.breaks.items()
            if 0 < breaks <= STOPS_A_MINUTE and all(map(self.site.world.is_on, pair.addresses))
            for address in pair.addresses
        ]
        assert not left, "\n".join([f"left running by us: {left}", *self.referee.story])

    def _motors_of_ours(self) -> list[OutputAddress]:
        world = self.site.world
        left = [a for a in RELAYS if world.is_on(a) and self.site.last_on(a) is Cause.BUS]
        return [a for a in left if a not in self.referee.echoed]
