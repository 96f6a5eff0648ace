"""What goes wrong in a plan: the gateway, the line, the network, the machine and the program."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING, Any

from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.faults import Faults
from tests.library.proof.at_keep_alive import do_at_keep_alive
from tests.library.proof.motor_ends import AWAKE_S
from tests.library.proof.names import Naming
from tests.library.proof.plan import Item
from tests.library.proof.position_file import Damage
from tests.library.proof.program import Program
from tests.library.proof.proof_house import PAIRS, SHUTTERS
from tests.library.proof.referee import KEEP_ALIVES, LINE, RECOVERY_S, SLEEP, WRITES
from tests.library.proof.shown import BREAK, SWITCH
from tests.library.proof.site import HEALTHY
from tests.library.proof.sleep_watch import NOTICED_S
from tests.library.proof.stalls import Stall
from tests.library.proof.watch import Watch

if TYPE_CHECKING:
    from tests.library.proof.stage import Stage

USUAL_ROUND_TRIP_S = 0.004
LONG_DOWN_S = 3.5
LONG_OUTAGE_S = 3.01
OLD_ENOUGH_S = 15.0
BLANK_S = 0.9
"""A gateway that has restarted may show all off for less than the second after which it is believed."""
WRITE_KNOBS = frozenset(
    {"ignore_writes_percent", "late_writes_s", "write_reply", "write_reply_s", "keep_alive_bytes", "seed"}
)
"""Faults of a gateway that concern writes only."""


class FaultActs:
    """Does the faults of a plan, each by its own method, and ends them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._gateway_faults: list[Faults] = []
        self._garbling = False
        self._lines: list[tuple[float, float, float, int]] = []
        self._breaks: dict[ShutterPair, list[float]] = {pair: [] for pair in PAIRS}

    def heal(self) -> None:
        """End what is wrong with the gateway, the line and the names."""
        self._gateway_faults.clear()
        self._stage.site.set_faults(HEALTHY)
        self._lines.clear()
        self._stage.site.network.stutter_s = 0.0
        self._stage.site.names.recover()
        self.usual_line()

    def usual_line(self) -> None:
        """Have the line be as it usually is."""
        self.set_line(USUAL_ROUND_TRIP_S, 0.5, 0.0, 0)

    def stall(self, stall: Stall) -> None:
        self._stage.watches[self._stage.program].stalls.arm(stall)

    def gateway(self, knobs: tuple[tuple[str, Any], ...], *, lasts: float) -> None:
        faults = Faults(**dict(knobs))
        self._stage.referee.trouble(lasts, RECOVERY_S, _trouble_of({name for name, _ in knobs}))
        self._gateway_faults.append(faults)
        self._stage.site.set_faults(faults)
        self._stage.site.worlds.at(self._stage.site.now + lasts, lambda: self._end_gateway(faults))

    def _end_gateway(self, faults: Faults) -> None:
        if faults in self._gateway_faults:
            self._gateway_faults.remove(faults)
            self._stage.referee.tell("the gateway behaves differently again")
            self._stage.site.set_faults(self._gateway_faults[-1] if self._gateway_faults else HEALTHY)

    def at_keep_alive(self, items: tuple[Item, ...]) -> None:
        do_at_keep_alive(self._stage, items)

    def garbles(self) -> None:
        """After the next keep-alive comes nonsense."""
        self._garbling = True

    def said(self, watch: Watch, what: str) -> None:
        watch.say(what)
        if what == "keep-alive" and self._garbling:
            self._garbling = False
            self.gateway((("garbage_percent", 100.0),), lasts=0.5)

    def drops(self, replies: int, *, lasts: float) -> None:
        self.gateway((("drop_after", replies),), lasts=lasts)

    def line(self, round_trip_s: float, there: float, jitter_s: float, seed: int, *, lasts: float) -> None:
        line = (round_trip_s, there, jitter_s, seed)
        self._stage.referee.trouble(lasts, RECOVERY_S + 4 * round_trip_s, LINE)
        self._lines.append(line)
        self.set_line(*line)
        self._stage.site.worlds.at(self._stage.site.now + lasts, lambda: self._end_line(line))

    def _end_line(self, line: tuple[float, float, float, int]) -> None:
        if line in self._lines:
            self._lines.remove(line)
            self.set_line(*(self._lines[-1] if self._lines else (USUAL_ROUND_TRIP_S, 0.5, 0.0, 0)))

    def set_line(self, round_trip_s: float, there: float, jitter_s: float, seed: int) -> None:
        """So long is the way to the gateway and back from now on."""
        network = self._stage.site.network
        network.there_s, network.back_s = round_trip_s * there, round_trip_s * (1.0 - there)
        network.jitter = partial(random.Random(seed).uniform, 0.0, jitter_s) if jitter_s else None

    def stutter(self, seconds: float, *, lasts: float) -> None:
        """What the gateway says comes in two halves, one after the other."""
        self._stage.referee.trouble(lasts, RECOVERY_S, LINE)
        network = self._stage.site.network
        network.stutter_s = seconds
        self._stage.site.worlds.at(self._stage.site.now + lasts, lambda: setattr(network, "stutter_s", 0.0))

    def flap(self, seconds: float) -> None:
        self._stage.referee.trouble(seconds, RECOVERY_S + seconds)
        self._stage.site.network.unplugged_until = max(
            self._stage.site.network.unplugged_until, self._stage.site.now + seconds
        )

    def link_break(self, hard: bool) -> None:
        self._stage.shown[self._stage.program].broke()
        self._stage.referee.trouble(0.0, RECOVERY_S, BREAK)
        for connection in list(self._stage.site.gateway._connections.values()):
            connection.abort() if hard else connection.close()

    def reboot(self, keep: bool, down_s: float, blank: bool) -> None:
        """Only after a long time without a link is a gateway not believed at first."""
        if not self._stage.site.gateway.running:
            return
        blank_s = BLANK_S if blank and down_s > LONG_DOWN_S else 0.0
        self._stage.referee.trouble(down_s + blank_s, RECOVERY_S + 2.0)
        self._stage.met["fault: blank gateway"] += blank_s > 0.0
        if not keep:
            self._stage.ends.power_lost()
        self._stage.site.reboot(keep_outputs=keep, down_s=down_s, blank_s=blank_s)
        program = self._stage.program
        self._stage.site.worlds.at(self._stage.site.now + down_s, lambda: self._come_back(program))

    def _come_back(self, program: Program) -> None:
        """A program that did not see that the gateway was away for long believes what it shows at first."""
        outage = program.loop.time() - self._stage.watches[program].relays.down_at
        young = self._stage.site.now - program.started_at < OLD_ENOUGH_S  # its shutters have not looked yet
        if program is not self._stage.program or young or not program.ready or outage < LONG_OUTAGE_S:
            self._stage.site.know_outputs()

    def sleep(self, seconds: float) -> None:
        self._stage.referee.trouble(seconds, RECOVERY_S, SLEEP)
        program = self._stage.program
        self._stage.watches[program].sleep.falls_asleep(seconds)
        program.loop.sleep(seconds)
        self._stage.site.worlds.at(
            self._stage.site.now + seconds + AWAKE_S, lambda: self._stage.ends.motors.judge_woken(program)
        )
        self._stage.watches[self._stage.program].stalls.periods.append(
            (self._stage.site.now, self._stage.site.now + seconds)
        )

    def names(self, naming: Naming, breaks: bool, *, lasts: float) -> None:
        """The name server changes, and mostly the link breaks, so that it is asked."""
        self._stage.referee.trouble(lasts, RECOVERY_S)
        self._stage.met[f"names: {naming}"] += 1
        self._stage.site.names.naming = naming
        if breaks:
            self.link_break(hard=True)
        self._stage.site.worlds.at(self._stage.site.now + lasts, self._stage.site.names.recover)

    def wall_clock(self, seconds: float) -> None:
        self._stage.referee.trouble(0.0, RECOVERY_S)
        if (
            self._stage.program.loop.busy_until > self._stage.site.now
        ):  # set while it sleeps, it would hide the sleep
            return
        self._stage.program.clock.offset_s += seconds
        self._stage.watches[self._stage.program].sleep.sets_clock()
        if seconds > NOTICED_S:  # nothing tells it from a machine that slept
            self._stage.program.clock.ahead_at = self._stage.site.now
            self._stage.watches[self._stage.program].positions.unwatched()
            self._stage.ends.muddle()

    def kill(self, damage: Damage | None, pause_s: float, seed: int) -> None:
        if self._stage.program.dead:
            return
        self._stage.referee.trouble(pause_s, RECOVERY_S)
        self._stage.left_behind.killed(self._stage.program)
        self._stage.program.kill()
        self._damage(damage, seed)
        self._start_later(pause_s)

    def restart(self, damage: Damage | None, pause_s: float, seed: int) -> None:
        program = self._stage.program
        if program.dead or program.ending:
            return
        closing_at = self._stage.site.now
        program.on_closed = partial(self._closed, program, closing_at)
        program.close()
        self._when_closed(program, damage, pause_s, seed)

    def _closed(self, program: Program, closing_at: float) -> None:
        self._stage.ends.motors.judge_closed(program, closing_at)
        self._stage.watches[program].owed.closed(closing_at)

    def _when_closed(self, program: Program, damage: Damage | None, pause_s: float, seed: int) -> None:
        if not program.dead:
            self._stage.site.worlds.at(
                self._stage.site.now + 0.5, lambda: self._when_closed(program, damage, pause_s, seed)
            )
            return
        program.bury_if_dead()
        self._stage.referee.trouble(pause_s, RECOVERY_S)
        self._damage(damage, seed)
        self._start_later(pause_s)

    def _start_later(self, pause_s: float) -> None:
        self._stage.site.worlds.at(self._stage.site.now + pause_s, self._start_again)

    def _start_again(self) -> None:
        if self._stage.program.dead:
            before, waiting = self._stage.program, self._stage.program.waiting
            self._stage.program = self._stage.start(before.clock.offset_s)
            self._stage.left_behind.started(self._stage.program, before)
            self._stage.program.waiting.extend(waiting)

    def _damage(self, damage: Damage | None, seed: int) -> None:
        if damage is not None:
            self._stage.met[f"file: {damage}"] += 1
            self._stage.file.damage(damage, seed)

    def broken_switch(self, name: str, times: int) -> None:
        self._stage.referee.trouble(5.0, RECOVERY_S, SWITCH)
        self._stage.referee.breaks_switch(SHUTTERS[name])
        self._stage.shown[self._stage.program].switch_broke(SHUTTERS[name], self._breaks[SHUTTERS[name]])
        if times > 1:
            self._stage.site.worlds.at(
                self._stage.site.now + 0.7, lambda: self.broken_switch(name, times - 1)
            )


def _trouble_of(knobs: set[str]) -> str:
    """What a gateway does otherwise with these faults."""
    if knobs == {"keep_alive_bytes"}:
        return KEEP_ALIVES
    return WRITES if knobs <= WRITE_KNOBS else "gateway"
