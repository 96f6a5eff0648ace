"""Judges how things end: commands, motors, outputs and positions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from math import inf

from ipcom.client.planning.compare import RAMPING
from ipcom.errors import CommandNotConfirmed, InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.simulator.house.world import Cause, OutputEvent
from tests.library.proof.bounds import STOPS_A_MINUTE
from tests.library.proof.ledger import ENDS, Given
from tests.library.proof.position_file import PositionFile
from tests.library.proof.program import Program
from tests.library.proof.proof_house import (
    BLIND,
    DIMMERS,
    DOOR,
    DOWN_S,
    KINDS,
    LIGHTS,
    MAX_RUN_S,
    PAIRS,
    RELAYS,
    TIMED,
    TRAVEL,
    UNDECLARED,
)
from tests.library.proof.referee import SLEEP, Referee
from tests.library.proof.rules import Rule
from tests.library.proof.watch import Watch, seen_by

ONE_OUTPUT_S = 10.0 + 8.0 + 4.0
"""To leave, to be seen, and for the read that decides."""
SCENE_S = 30.0 + 8.0 + 4.0
SHUTTER_S = 80.0
"""Two legs, each with its pause, its longest run, and the time to be seen."""
RUN_OVER_S = 2.0
"""A run may be so much longer than the longest that is allowed, until its stop acts."""
LATE_FRAME_S = 12.0
"""So late may a frame arrive whose command has failed."""
FRESH_S = 0.04
"""A read asked so shortly before a command, and answered, says that nothing needs to be written."""
SEEN_S = 1.0
STOP_WITHIN_S = 0.2
"""A read, a poll in its way, and the spacing of stops over two modules."""
CALM_S = 4.0
AWAKE_S = 3.0
"""So long after it woke a machine has stopped what ran too long meanwhile."""
RESTED_S = 1.0
"""Longer than a motor takes to stop, and a read to show it."""
KNOWN_WITHIN = 6.0
ESTIMATED_WITHIN = 40.0
"""What is known less well than this is not judged."""
ROUNDED = 2


class Ends:
    """Looks at what has ended, and in the end at all."""

    def __init__(self, referee: Referee, programs: list[Program], watches: dict[Program, Watch]) -> None:
        self.referee = referee
        self.watches = watches
        self.site = referee.site
        self.ledger = referee.ledger
        self.programs = programs
        self.kinds = KINDS
        self._acts: dict[OutputAddress, list[tuple[float, int]]] = {a: [(self.site.now, 0)] for a in LIGHTS}
        """What presses and power failures made of an output: certain, at once."""
        self._muddled: set[ShutterPair] = set()

    # -- what people do ----------------------------------------------------

    def pressed(self, address: OutputAddress) -> None:
        """A person pressed the button of a light."""
        event = next((e for e in reversed(self.site.world.history) if e.address == address), None)
        if event is not None and address in self._acts:
            self._acts[address].append((self.site.now, event.value))

    def muddle(self) -> None:
        """Where shutters are cannot be told from now on."""
        self._muddled.update(PAIRS)

    def power_lost(self) -> None:
        """Everything is off."""
        for acts in self._acts.values():
            acts.append((self.site.now, 0))
        self._muddled.update(PAIRS)

    # -- commands ----------------------------------------------------------

    def look(self) -> None:
        """Judge the commands that have ended."""
        ended, self.ledger.ended = self.ledger.ended, []
        for given in ended:
            self.referee.tell(f"ended: {given}: {given.error!r}")
            self._judge_end(given)

    def _judge_end(self, given: Given) -> None:
        self.referee.meet(Rule.ENDS)
        known = given.error is None or isinstance(given.error, ENDS)
        if not known and not isinstance(given.error, asyncio.CancelledError):
            self.referee.blame(Rule.ENDS, f"{given} ended with {given.error!r}")
        elif isinstance(given.error, asyncio.CancelledError) and given.given_up_at == inf:
            self.referee.blame(Rule.ENDS, f"{given} was cancelled by nobody")
        self._judge_limit(given)
        if given.max_run < inf and given.pair is not None and self.referee.alone:
            self._judge_calibration(given, given.pair)
        if self.referee.alone:
            self.watches[given.program].commands.ended(given)
            self.watches[given.program].output_watch.ended(given)
        if isinstance(given.error, CommandNotConfirmed) and self.referee.alone:
            self._judge_failed(given)
        if given.confirmed and self.referee.alone:
            self._judge_true(given)

    def _judge_limit(self, given: Given) -> None:
        self.referee.meet(Rule.LIMIT)
        limit = SHUTTER_S if given.pair else SCENE_S if self._in_a_scene(given) else ONE_OUTPUT_S
        end = min(given.ended_at, self.site.now)
        took = end - given.at - self._stood_still(given.program, given.at, end)
        if took > limit:
            self.referee.blame(Rule.LIMIT, f"{given} took {took:.1f} s")

    def _in_a_scene(self, given: Given) -> bool:
        """Whether it is a scene, or shares its end with one that wants the same: frames of a scene prolong it."""
        return len(given.values) > 1 or any(
            len(other.values) > 1
            and other.at <= given.ended_at
            and given.values.items() <= other.values.items()
            for other in self.ledger.all
            if other.ended_at >= given.at and given.values
        )

    def _stood_still(self, program: Program, began: float, ended: float) -> float:
        periods = self.watches[program].stalls.periods
        return sum(max(0.0, min(ended, end) - max(began, begin)) for begin, end in periods)

    def _judge_true(self, given: Given) -> None:
        for address, value in given.values.items():
            self.referee.meet(Rule.TRUE)
            shown = self._values(address, given.at - FRESH_S, given.ended_at)
            ramps = address in DIMMERS and self.site.world.layout.dimmer.ramp_s > 0.0
            passed = ramps and min(shown) <= value <= max(shown)
            if not passed and not any(near(address, seen, value) for seen in shown):
                self.referee.blame(Rule.TRUE, f"{given} was confirmed, though {address} never showed {value}")
        if given.pair and given.what.startswith("stop") and not self._followed(given):
            self._judge_stopped(given, given.pair)
            self._judge_leaves(given, given.pair)

    def _judge_failed(self, given: Given) -> None:
        """What a command wanted was there, and reads of the same link showed it before it was given up."""
        failed = getattr(given.error, "addresses", ())
        for address in failed:
            if address not in given.values:
                continue
            self.referee.meet(Rule.FALSE_ERROR)
            since = self._true_since(address, given.values[address], given.at)
            if since < given.ended_at and self._could_be_read(given, address, since):
                self.referee.blame(
                    Rule.FALSE_ERROR, f"{given} failed, though {address} was so since {since:.4f}"
                )

    def _true_since(self, address: OutputAddress, value: int, began: float) -> float:
        """Since when an output has been as it was wanted; inf if it is not."""
        since, so = began, near(address, 0, value)
        for event in self._events(address):
            is_so = near(address, event.value, value) and (address not in DIMMERS or event.value == value)
            if is_so and not so:
                since = max(began, self._true(event.at))
            so = is_so
        return since if so else inf

    def _could_be_read(self, given: Given, address: OutputAddress, since: float) -> bool:
        """Whether a read of its program was surely sampled meanwhile, and answered before the end."""
        reads = self.watches[given.program].reads
        frames = [
            f
            for f in self.referee.frames
            if f.program is given.program
            and f.send.module == address.module
            and f.send.values[address.output - 1] == given.values[address]
            and given.at <= f.left <= given.ended_at
        ]
        if not frames or not seen_by(reads, max(since, frames[-1].left), given.ended_at):
            return False
        return address not in DIMMERS or self._was_read(given, address, max(since, frames[-1].left))

    def _was_read(self, given: Given, address: OutputAddress, since: float) -> bool:
        """Whether a read showed a dimmer at its target: it may have been on its way, or held by a hand."""
        return any(
            min(read.snapshot.value(address), 100) == given.values[address]
            for read in self.watches[given.program].outputs.reads
            if since <= read.asked
            and read.taken <= given.ended_at
            and read.snapshot.value(address) not in RAMPING
        )

    def _followed(self, given: Given) -> bool:
        """Whether another command for this shutter came before its end."""
        others = (other for other in self.ledger.all if other.pair == given.pair and other is not given)
        return any(given.at <= other.at <= given.ended_at for other in others)

    def _judge_stopped(self, given: Given, pair: ShutterPair) -> None:
        self.referee.meet(Rule.STOPPED)
        for address in pair.addresses:
            if 0 not in self._values(address, given.at, given.ended_at):
                self.referee.blame(
                    Rule.STOPPED, f"{given} was confirmed, though {address} was on all the time"
                )

    def _judge_leaves(self, given: Given, pair: ShutterPair) -> None:
        """Nothing but a read and the spacing of stops holds it up, as long as all is well."""
        on = [
            a
            for a in pair.addresses
            if any(b < given.at - SEEN_S < given.at < e for b, e, _ in self._runs(a))
        ]
        end = given.at + STOP_WITHIN_S
        if not on or self.referee.troubled(given.at - SEEN_S, end) > 0.0:
            return
        self.referee.meet(Rule.STOP_LEAVES)
        stops = (f for f in self.referee.frames if f.send.stop and given.at <= f.left <= end)
        if not any(f.send.module == address.module for f in stops for address in on):
            self.referee.blame(Rule.STOP_LEAVES, f"{given} did not leave within {STOP_WITHIN_S} s")

    def _judge_calibration(self, given: Given, pair: ShutterPair) -> None:
        """What was measured is a run that went on, and no run took longer than it may."""
        ended = given.ended_at
        if self.referee.troubled(given.at - 1.0, ended) > 0.0 or self._followed(given):
            return
        self.referee.meet(Rule.CALIBRATED)
        runs = [
            (began, end)
            for address in pair.addresses
            for began, end, cause in self._runs(address)
            if cause is Cause.BUS and given.at <= began
        ]
        if any(min(end, ended) - began > given.max_run + SEEN_S for began, end in runs):
            self.referee.blame(Rule.CALIBRATED, f"{given} ran longer than {given.max_run} s: {runs}")
        if any(began < ended < end for began, end in runs):
            self.referee.blame(Rule.CALIBRATED, f"{given} has ended, and the motor is on")
        if isinstance(given.result, float):
            measured = given.result
            if not any(abs(end - began - measured) < SEEN_S for began, end in runs):
                self.referee.blame(Rule.CALIBRATED, f"{given} measured {measured:.2f} s of {runs}")

    def judge_open(self) -> None:
        """No command was forgotten."""
        for given in self.ledger.open:
            if given.program.dead:
                continue
            self._judge_limit(given)
            self.referee.blame(Rule.ENDS, f"{given} has not ended")

    # -- motors ------------------------------------------------------------

    def motors_of_ours(self) -> list[OutputAddress]:
        """The relays that are on by our doing."""
        world = self.site.world
        left = [a for a in RELAYS if world.is_on(a) and self._last_on(a) is Cause.BUS]
        return [a for a in left if a not in self.referee.echoed]

    def _last_on(self, address: OutputAddress) -> Cause | None:
        events = reversed(self.site.world.history)
        return next((e.cause for e in events if e.address == address and e.value), None)

    def judge_pulses(self) -> None:
        """What was switched on for a moment is off, unless its program was killed or a person touched it."""
        for given in self.ledger.all:
            address = given.pulsed
            if address is None or given.program.dead or isinstance(given.error, InterlockError):
                continue
            event = next((e for e in reversed(self.site.world.history) if e.address == address), None)
            wanted_on = any(other.values.get(address) for other in self.ledger.all)
            self.referee.meet(Rule.PULSES)
            if event is not None and event.value and event.cause is Cause.BUS and not wanted_on:
                self.referee.blame(Rule.PULSES, f"{given}: it is on")

    def judge_motors_off(self, file: PositionFile) -> None:
        """Nothing that we switched on is on, unless the file that said so was lost."""
        self.referee.meet(Rule.OFF_AT_END)
        left = self.motors_of_ours()
        if left and not file.damaged:
            self.referee.blame(Rule.OFF_AT_END, f"left on by us: {left}")
        for pair, breaks in self.referee.breaks.items():
            if 0 < breaks <= STOPS_A_MINUTE and all(map(self.site.world.is_on, pair.addresses)):
                self.referee.blame(Rule.OFF_AT_END, f"both directions of {pair} stay on")
        for address in RELAYS:
            for began, ended, cause in self._runs(address):
                self._judge_run(address, began, ended, cause, file)

    def _judge_run(
        self, address: OutputAddress, began: float, ended: float, cause: Cause, file: PositionFile
    ) -> None:
        echoed = abs(self.referee.echoed.get(address, -1.0) - began) < 1.0
        if cause is not Cause.BUS or echoed or file.damaged:
            return
        self.referee.meet(Rule.MAX_RUN)
        ran = ended - began - self.referee.troubled(began, ended)
        if ran > MAX_RUN_S + RUN_OVER_S:
            self.referee.blame(Rule.MAX_RUN, f"{address} was on from {began:.4f} to {ended:.4f}")

    def judge_closed(self, program: Program, closed_at: float) -> None:
        """What it had switched on is off, unless something went wrong while it closed."""
        calm = self.referee.troubled(closed_at - 1.0, self.site.now) == 0.0 and not program.file.damaged
        if not (calm and self.referee.alone):
            return
        self.referee.meet(Rule.CLOSED)
        left = self.motors_of_ours()
        if left:
            self.referee.blame(Rule.CLOSED, f"left on: {left}")

    def judge_halted(self, program: Program, pair: ShutterPair, stopped_at: float) -> None:
        """A while after a person's stop the motor is off, however often the link broke and frames were lost."""
        now, orders = self.site.now, self.referee.orders[pair]
        pressed = any(press.at >= stopped_at for press in orders.presses)
        calm = not self.referee.troubled(now - CALM_S, now) and not self._stood_still(
            program, now - CALM_S, now
        )
        if program.dead or program.ending or orders.commanded_at > stopped_at or pressed or not calm:
            return
        if pair in self.referee.both_on_at or self._muddled:
            return
        self.referee.meet(Rule.STOPPED)
        for address in pair.addresses:
            runs = [(began, ended) for began, ended, _ in self._runs(address)]
            if any(began < stopped_at and ended >= now for began, ended in runs):
                self.referee.blame(
                    Rule.STOPPED, f"{address} is on, though it was stopped at {stopped_at:.4f}"
                )

    def judge_woken(self, program: Program) -> None:
        """The machine has been awake for a moment."""
        now = self.site.now
        if (
            not program.ready
            or self.referee.troubled(now - AWAKE_S - 1.0, now, but=SLEEP)
            or program.file.damaged
            or program.loop.busy_until > now
            or self._stood_still(program, now - AWAKE_S, now) > 0.001
        ):
            return
        self.referee.meet(Rule.SLEPT)
        for address in self.motors_of_ours():
            *_, (began, _, cause) = self._runs(address)
            if cause is Cause.BUS and now - began > MAX_RUN_S + AWAKE_S:
                self.referee.blame(Rule.SLEPT, f"{address} has been on since {began:.4f}")
        if self.referee.alone:
            self.judge_positions(program, rested_s=RESTED_S)

    def _runs(self, address: OutputAddress) -> Iterator[tuple[float, float, Cause]]:
        began, cause = None, Cause.BUS
        for event in self._events(address):
            if event.value and began is None:
                began, cause = self._true(event.at), event.cause
            elif not event.value and began is not None:
                yield began, self._true(event.at), cause
                began = None
        if began is not None:
            yield began, self.site.now, cause

    # -- outputs -----------------------------------------------------------

    def judge_values(self, program: Program) -> None:
        """Each is as it was left, and shown as it is."""
        for address in (*RELAYS, *LIGHTS, DOOR, TIMED, *UNDECLARED):
            self.referee.meet(Rule.SHOWN)
            shown, real = program.client.snapshot.value(address), self.site.world.value(address)
            if shown != real:
                self.referee.blame(Rule.SHOWN, f"{address} is {real}, and {shown} is shown")
        for address in LIGHTS:
            self._judge_left(address, self.site.world.value(address))

    def _judge_left(self, address: OutputAddress, real: int) -> None:
        self.referee.meet(Rule.LEFT_AS_ASKED)
        acts = [(at, at, value, True) for at, value in self._acts[address]]
        for given in self.ledger.all:
            for value in given.wants(address):
                ended = given.ended_at if given.confirmed else given.ended_at + LATE_FRAME_S
                acts.append((given.at, max(ended, self._last_frame(given, address)), value, given.confirmed))
        latest = max(began for began, _, _, certain in acts if certain)
        if self.referee.undone_at.get(address, -inf) >= latest:
            return
        rounded = self.site.world.layout.dimmer.rounded if address in DIMMERS else int
        allowed = {rounded(value) for _, ended, value, _ in acts if ended >= latest}
        if not any(near(address, real, value) for value in allowed):
            self.referee.blame(
                Rule.LEFT_AS_ASKED, f"{address} is {real}; it was left {sorted(allowed)} by {acts}"
            )

    def _last_frame(self, given: Given, address: OutputAddress) -> float:
        """When the last frame arrived that carried what this command wants."""
        reached = [
            frame.left + LATE_FRAME_S if frame.reached == inf else frame.reached + 0.5
            for frame in self.referee.frames
            if frame.program is given.program
            and given.at <= frame.left <= given.ended_at
            and frame.send.module == address.module
            and frame.send.values[address.output - 1] == given.values.get(address)
        ]
        return max(reached, default=-inf)

    # -- positions ---------------------------------------------------------

    def judge_positions(self, program: Program, rested_s: float = 0.0) -> None:
        """A shutter whose position is known or estimated is near it, as far as reads can tell."""
        for pair in PAIRS:
            if rested_s and not self._rests(pair, rested_s):
                continue
            shutter = program.shutters[pair]
            if TRAVEL[pair] is None or pair in self._muddled or program.file.damaged:
                continue
            if shutter.position is None or self._unseen(pair):
                continue
            known = shutter.confidence is Confidence.KNOWN
            within = KNOWN_WITHIN if known else self._estimated_within(pair)
            if within > ESTIMATED_WITHIN or (pair is BLIND and not known):
                continue
            self.referee.meet(Rule.POSITION)
            real = self.site.world.shutters[pair].position
            if abs(real - shutter.position) > within:
                self.referee.blame(
                    Rule.POSITION,
                    f"{pair} is at {real:.1f}, said to be at {shutter.position:.1f}, within {within:.1f}",
                )

    def _rests(self, pair: ShutterPair, seconds: float) -> bool:
        """Whether its relays have been off for so long."""
        events = [event for address in pair.addresses for event in self._events(address)]
        last = max((self._true(event.at) for event in events), default=-inf)
        return not any(map(self.site.world.is_on, pair.addresses)) and self.site.now - last >= seconds

    def _estimated_within(self, pair: ShutterPair) -> float:
        """Each edge of a relay may have been anywhere between the reads around it.

        A run that others ended a little before its end may count as ended there by a timer.
        """
        reads = [read for watch in self.watches.values() for read in watch.reads]
        within = KNOWN_WITHIN + sum(watch.positions.short_of_end[pair] for watch in self.watches.values())
        for address in pair.addresses:
            for event in self._events(address):
                at = self._true(event.at)
                before = max((asked for asked, taken in reads if taken <= at), default=-inf)
                after = min((taken for asked, taken in reads if asked >= at), default=inf)
                within += (after - before) / 2.0 * 100.0 / DOWN_S
        return within

    def _unseen(self, pair: ShutterPair) -> bool:
        """Whether it moved so shortly, or so far from any program, that no read showed it."""
        reads = [read for watch in self.watches.values() for read in watch.reads]
        runs = [(began, ended) for address in pair.addresses for began, ended, _ in self._runs(address)]
        return not all(seen_by(reads, began, ended) for began, ended in runs)

    # -- what has happened -------------------------------------------------

    def _true(self, at: float) -> float:
        return at + self.site.house_behind_s

    def _events(self, address: OutputAddress) -> list[OutputEvent]:
        return [event for event in self.site.world.history if event.address == address]

    def _values(self, address: OutputAddress, began: float, ended: float) -> list[int]:
        """What an output showed during this time; of a dimmer, what it was told."""
        before, during = 0, []
        for event in self._events(address):
            if self._true(event.at) <= began:
                before = event.value
            elif self._true(event.at) <= ended:
                during.append(event.value)
        return [before, *during]


def near(address: OutputAddress, seen: int, wanted: int) -> bool:
    """Whether an output shows what was wanted, as far as its module can."""
    if address not in DIMMERS:
        return bool(seen) is bool(wanted)
    seen, wanted = min(seen, 100), min(wanted, 100)
    return seen == wanted or (seen > 0 and wanted > 0 and abs(seen - wanted) <= ROUNDED)
