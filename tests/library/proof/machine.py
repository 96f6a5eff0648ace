"""People, programs and accidents in any order, and what must hold whatever they do."""

from __future__ import annotations

import logging
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from ipcom.client.actions import Motion
from ipcom.errors import ConnectionLost
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.stored import StoredPosition
from ipcom.simulator.faults import Faults, WriteReply
from ipcom.simulator.world import Cause
from tests.library.proof.ledger import Ledger
from tests.library.proof.program import Program, own_tasks
from tests.library.proof.proof_house import (
    BLIND,
    DIMMER,
    LAMPS,
    MAX_RUN_S,
    PAIRS,
    RELAYS,
    SHUTTERS,
    TRAVEL,
    Site,
    role,
)
from tests.library.proof.referee import Referee

LAST = "the last"
"""The shutter that was commanded or pressed last: there things come together."""

pairs = st.sampled_from((*SHUTTERS, LAST, LAST, LAST))
positioned = st.sampled_from(tuple(name for name, pair in SHUTTERS.items() if TRAVEL[pair]))
relays = st.sampled_from(tuple(map(str, RELAYS)))
lamps = st.sampled_from(tuple(map(str, LAMPS)))
lights = st.sampled_from(tuple(map(str, (*LAMPS, DIMMER))))
short = st.sampled_from((0.001, 0.02, 0.1, 0.4, 0.7))
spans = st.sampled_from((0.005, 0.06, 0.2, 0.36, 0.6, 1.1, 3.0))
durations = st.sampled_from((1, 3, 8, 20))
percents = st.sampled_from((0.0, 10.0, 50.0, 55.0, 90.0, 100.0))
STOPS_A_MINUTE = 3
"""So often both directions on are switched off, then only reported."""
PEACE = 6
"""Steps without an accident after each."""


class Errors(logging.Handler):
    """Whatever is logged at ERROR."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


class ShutterProof(RuleBasedStateMachine):
    """One program in a house with people, and everything that can go wrong."""

    total = 0
    alone = True

    def __init__(self) -> None:
        super().__init__()
        self.last = PAIRS[0]
        self.step, self.over_at, self.next_accident = 0, 0, 0
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

    # -- commands ----------------------------------------------------------

    @rule(then=spans)
    def time_passes(self, then: float) -> None:
        self._step(then)

    @rule(pair=pairs, then=spans)
    def somebody_opens(self, pair: str, then: float) -> None:
        self._command(self._pair(pair), "open")
        self._step(then)

    @rule(pair=pairs, then=spans)
    def somebody_closes(self, pair: str, then: float) -> None:
        self._command(self._pair(pair), "close")
        self._step(then)

    @rule(pair=pairs, motion=st.sampled_from(tuple(Motion)), then=spans)
    def somebody_drives_without_a_position(self, pair: str, motion: Motion, then: float) -> None:
        """As a program does that uses the client alone: the longest run is all that ends it."""
        if self.program.ready:
            self.referee.commanded(self._pair(pair))
            self.referee.tell(f"drive {pair} {motion}")
            command = self.program.client.drive(self._pair(pair), motion)
            self.ledger.give(self.program, f"drive {pair} {motion}", command)
        self._step(then)

    @rule(pair=pairs, then=short)
    def somebody_stops(self, pair: str, then: float) -> None:
        self._command(self._pair(pair), "stop")
        self._step(then)

    @rule(pair=positioned, percent=percents, then=spans)
    def somebody_sets_a_position(self, pair: str, percent: float, then: float) -> None:
        self._command(self._pair(pair), "set_position", percent)
        self._step(then)

    @rule(percent=percents, then=short)
    def somebody_tilts(self, percent: float, then: float) -> None:
        self._command(BLIND, "set_tilt", percent)
        self._step(then)

    @rule(percent=percents, then=short)
    def somebody_says_where_it_is(self, percent: float, then: float) -> None:
        if self.program.ready:
            self.program.shutters[BLIND].set_known_position(percent)
        self._step(then)

    @rule(lamp=lamps, value=st.sampled_from((0, 255)), then=short)
    def somebody_switches_a_lamp(self, lamp: str, value: int, then: float) -> None:
        self._set({OutputAddress.parse(lamp): value})
        self._step(then)

    @rule(level=st.sampled_from((0, 1, 40, 100)), then=short)
    def somebody_dims(self, level: int, then: float) -> None:
        self._set({DIMMER: level})
        self._step(then)

    @rule(value=st.sampled_from((0, 255)), level=st.sampled_from((0, 30, 100)), then=short)
    def somebody_sets_a_scene(self, value: int, level: int, then: float) -> None:
        self._set(dict.fromkeys(LAMPS, value) | {DIMMER: level})
        self._step(then)

    @rule(which=st.integers(0, 3), then=short)
    def a_caller_gives_up(self, which: int, then: float) -> None:
        self.ledger.give_up(-1 - which)
        self._step(then)

    def _pair(self, name: str) -> ShutterPair:
        self.last = SHUTTERS.get(name, self.last)
        return self.last

    def _command(self, pair: ShutterPair, verb: str, *arguments: float) -> None:
        if not self.program.ready:
            return
        self.referee.commanded(pair)
        self.referee.tell(f"command {pair} {verb} {arguments}")
        shutter = self.program.shutters[pair]
        self.ledger.give(self.program, f"{verb}{arguments} {pair}", obey(shutter, verb, arguments))

    def _set(self, values: dict[OutputAddress, int]) -> None:
        if self.program.ready:
            self.referee.tell(f"command {values}")
            command = self.program.client.set_outputs(values)
            self.ledger.give(self.program, f"set {values}", command, values)

    # -- the wall ----------------------------------------------------------

    @rule(pair=pairs, button=st.sampled_from(("up", "down", "stop", "stop")), then=short)
    def a_wall_switch_is_pressed(self, pair: str, button: str, then: float) -> None:
        self._press(self._pair(pair), button)
        self._step(then)

    @rule(relay=relays, then=short)
    def a_wall_switch_toggles(self, relay: str, then: float) -> None:
        address = OutputAddress.parse(relay)
        button = "stop" if self.site.world.is_on(address) else role(address)
        self.last = RELAYS[address]
        self._press(self.last, button)
        self._step(then)

    @rule(pair=pairs, up=st.booleans(), then=short)
    def a_wall_switch_is_tipped(self, pair: str, up: bool, then: float) -> None:
        self._press(self._pair(pair), "up" if up else "down", held=0.25)
        self._step(then)

    @precondition(lambda self: self.calm)
    @rule(pair=pairs, times=st.sampled_from((1, 1, 5)), then=short)
    def a_broken_switch_puts_both_on(self, pair: str, times: int, then: float) -> None:
        for _ in range(times):
            self.referee.breaks_switch(self._pair(pair))
            self._run(then)
        self._accident("a broken switch", then)

    @rule(light=lights, held=st.sampled_from((0.1, 0.8)), then=short)
    def a_wall_button_changes_a_light(self, light: str, held: float, then: float) -> None:
        self.site.world.press(OutputAddress.parse(light), held)
        self._step(then)

    def _press(self, pair: ShutterPair, button: str, held: float | None = None) -> None:
        self.referee.pressed(pair, lambda: self.site.world.press_shutter(pair, button, held), self.seen)

    # -- the link ----------------------------------------------------------

    @precondition(lambda self: self.calm)
    @rule(hard=st.booleans(), then=short)
    def the_link_breaks(self, hard: bool, then: float) -> None:
        if hard:
            for connection in list(self.site.gateway._connections.values()):
                connection.abort()
        else:
            self.site.gateway.drop_connections()
        self._accident("the link breaks", then)

    @precondition(lambda self: self.calm)
    @rule(lasts=st.integers(0, 4), then=spans)
    def the_network_is_unplugged(self, lasts: int, then: float) -> None:
        self.site.unplugged = True
        self._accident("unplugged", then, lasts)

    @precondition(lambda self: self.calm)
    @rule(latency_s=st.sampled_from((0.001, 0.02, 0.2)), lasts=durations, then=short)
    def the_network_changes(self, latency_s: float, lasts: int, then: float) -> None:
        self.site.latency_s = latency_s
        self._accident(f"latency {latency_s}", then, lasts)

    @precondition(lambda self: self.calm)
    @rule(keep=st.booleans(), down_s=st.sampled_from((0.0, 0.5, 4.0)), then=spans)
    def the_gateway_reboots(self, keep: bool, down_s: float, then: float) -> None:
        self.site.reboot(keep_outputs=keep, down_s=down_s)
        self._accident(f"reboot keep={keep} {down_s}", then)

    @precondition(lambda self: self.calm)
    @rule(
        ignore=st.sampled_from((0.0, 0.0, 40.0, 100.0)),
        late_s=st.sampled_from((0.0, 0.0, 0.1, 0.3)),
        delay_s=st.sampled_from((0.0, 0.0, 0.02, 0.2)),
        reply=st.sampled_from((WriteReply.FRAME, WriteReply.OUTPUTS, WriteReply.NONE)),
        reply_s=st.sampled_from((0.0, 0.0, 0.3)),
        silent=st.sampled_from((None, None, None, 0)),
        seed=st.integers(0, 7),
        lasts=durations,
        then=short,
    )
    def the_gateway_acts_otherwise(
        self,
        ignore: float,
        late_s: float,
        delay_s: float,
        reply: WriteReply,
        reply_s: float,
        silent: int | None,
        seed: int,
        lasts: int,
        then: float,
    ) -> None:
        self.site.gateway.faults = Faults(
            ignore_writes_percent=ignore,
            late_writes_s=late_s,
            delay_s=delay_s,
            write_reply=reply,
            write_reply_s=reply_s,
            silent_after=silent,
            seed=seed,
        )
        self._accident(str(self.site.gateway.faults), then, lasts)

    # -- clocks ------------------------------------------------------------

    @precondition(lambda self: self.calm)
    @rule(seconds=st.sampled_from((0.05, 0.7, 5.0, 3600.0)), then=short)
    def our_machine_stands_still(self, seconds: float, then: float) -> None:
        self.site.freeze(seconds)
        self._accident(f"frozen for {seconds}", then)

    @precondition(lambda self: self.calm)
    @rule(seconds=st.sampled_from((0.7, 5.0, 3600.0)), then=short)
    def our_machine_is_suspended(self, seconds: float, then: float) -> None:
        self.site.suspend(seconds)
        self._accident(f"suspended for {seconds}", then)

    @precondition(lambda self: self.calm)
    @rule(seconds=st.sampled_from((-7200.0, -1.0, 1.0, 86_400.0)), then=short)
    def the_wall_clock_is_set(self, seconds: float, then: float) -> None:
        self.site.clock.offset_s += seconds
        self._accident(f"wall clock {seconds:+}", then)

    # -- our program -------------------------------------------------------

    @precondition(lambda self: self.calm and not self.program.dead)
    @rule(then=short)
    def the_program_is_killed_and_starts_again(self, then: float) -> None:
        self.program.kill()
        self._run(then)
        self.program = self._start()
        self._accident("killed and started again", then)

    @precondition(lambda self: self.calm and self.program.ready)
    @rule(then=spans)
    def the_program_ends(self, then: float) -> None:
        self.program.close()
        self._accident("closing", then)

    @precondition(lambda self: self.program.dead)
    @rule(then=short)
    def the_program_starts_again(self, then: float) -> None:
        assert not self.program.tasks, f"left behind: {self.program.tasks}"
        self.program = self._start()
        self._accident("started", then)

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
        if self.step >= self.over_at:
            self.site.work_again()

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
        self.site.heal()
        if self.program.dead:
            self.program = self._start()
        self._until_settled()
        if self.alone:
            self._check_motors_off()
        self._everybody_stops()
        self.ledger.check_all_ended()
        self.program.close()
        self._run(5.0)
        assert self.program.dead, "the program does not end"
        assert not self.program.tasks, f"left behind: {self.program.tasks}"

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


async def obey(shutter: Shutter, verb: str, arguments: tuple[float, ...]) -> None:
    """Do what somebody asks of a shutter, and wait until it has ended."""
    await getattr(shutter, verb)(*arguments)
    await shutter.wait_settled()
