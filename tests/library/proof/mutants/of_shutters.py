"""Mutants of positions, runs, bus timers and calibration."""

from __future__ import annotations

from tests.library.proof.mutants.mutant import Mutant

OF_SHUTTERS = (
    Mutant(
        "full runs are cut",
        "A full run lasts the whole travel and the overrun.",
        "shutter/travel_times.py",
        "return self.start_delay + travel * (1.0 + self.overrun_percent / 100.0) + self.overrun_s",
        "return self.start_delay + travel * 0.8",
    ),
    Mutant(
        "full runs do not end",
        "A full run ends after the travel and the overrun.",
        "shutter/motor_control.py",
        "return min(self.follower.travel.full_run_end(), longest)",
        "return longest",
    ),
    Mutant(
        "every off is a timer",
        "A relay that goes off sooner than the travel less 0.5 s was switched off by a person.",
        "shutter/bus_timer.py",
        "TOO_SHORT_BY_S = 0.5",
        "TOO_SHORT_BY_S = 5.0",
    ),
    Mutant(
        "a timer makes sure",
        "A relay that went off by itself leaves the shutter at that end, estimated only.",
        "shutter/travel.py",
        "self._resting, self.confidence_at_rest = end_of(run.motion), Confidence.ESTIMATED",
        "self._resting, self.confidence_at_rest = end_of(run.motion), Confidence.KNOWN",
    ),
    Mutant(
        "no timer is known",
        "A relay that goes off by itself at its travel has reached that end.",
        "shutter/travel.py",
        "self.timed_out = TimedOut(run.motion, age) if by_itself else None\n",
        "by_itself = False\n        self.timed_out = None\n",
    ),
    Mutant(
        "first timer is trusted",
        "A command goes on after its relay went off by itself only if it did so at that age before.",
        "shutter/shutter_move.py",
        "elif known and self.finds_end and not self.asking:",
        "elif self.finds_end and not self.asking:",
    ),
    Mutant(
        "a person's stop is overruled",
        "Any other off is a person's, who wins: the command ends.",
        "shutter/shutter_move.py",
        "        elif reading.both or not self.foresees(reading.motion, own=reading.own):\n",
        "        elif reading.both or not (\n"
        "            reading.motion is Motion.OFF or self.foresees(reading.motion, own=reading.own)\n"
        "        ):\n",
    ),
    Mutant(
        "a person's movement is overruled",
        "A movement that a person begins ends the command.",
        "shutter/shutter_move.py",
        "        elif reading.both or not self.foresees(reading.motion, own=reading.own):\n",
        "        elif reading.both:\n",
    ),
    Mutant(
        "between two runs",
        "Between two runs a movement of others ends the command.",
        "shutter/shutter_move.py",
        "self.finds_end or self.slats is not None",
        "False",
    ),
    Mutant(
        "unwatched runs prove",
        "A run whose beginning was not seen proves nothing.",
        "shutter/travel.py",
        "            self._run = replace(run, since=now - self.times.start_delay, watched=False)\n",
        "            self._run = replace(\n"
        "                run, since=now - self.times.start_delay, sure_since=now - 60.0, watched=True\n"
        "            )\n",
    ),
    Mutant(
        "breaks are watched",
        "Link lost while moving: the position is estimated, and proves no end.",
        "shutter/travel.py",
        "            self._run = replace(run, sure_since=now, watched=False)\n\n    def slept",
        "            self._run = run\n\n    def slept",
    ),
    Mutant(
        "both directions tell a position",
        "Where the motor went while both directions were on is unknown.",
        "shutter/travel.py",
        "self._run, self._resting, self.confidence_at_rest = None, None, Confidence.UNKNOWN",
        "self._run = None",
    ),
    Mutant(
        "wall moves are not followed",
        "A wall switch moves the position as a command does.",
        "shutter/follower.py",
        "            self.travel.relays_changed(reading.motion, reading.transition, own=reading.own)\n",
        "            if reading.own:\n"
        "                self.travel.relays_changed(reading.motion, reading.transition, own=reading.own)\n",
    ),
    Mutant(
        "moves end late",
        "A partial move ends when the position is reached.",
        "shutter/motor_control.py",
        "return plan.off_at + _beyond(goal, travel) - self.client.round_trip / 2.0 - self._latency.seconds",
        "return plan.off_at + _beyond(goal, travel) + 0.6",
    ),
    Mutant(
        "moves of no length",
        "A move shorter than the delays of motor and line is not made.",
        "shutter/travel.py",
        "if route.motion is Motion.OFF or route.useful < self.times.min_move or route.seconds < shortest:",
        "if route.motion is Motion.OFF:",
    ),
    Mutant(
        "past is reached",
        "A move that ran past its target unwatched does not end as reached.",
        "shutter/shutter_move.py",
        "if travel.watched or self.motor.direction_to(goal) is Motion.OFF:",
        "if True:",
    ),
    Mutant(
        "slats stay turned",
        "A blind sent to a height gets back the tilt that it had.",
        "shutter/shutter_move.py",
        "if moved and self.slats is not None:",
        "if False:",
    ),
    Mutant(
        "others are joined between two runs",
        "Between two runs a movement of others in the wanted direction is not taken for the next run.",
        "client/planning/seen_movements.py",
        "if touched and command.life.queued:",
        "if touched and command.life.queued and not relay.on:",
    ),
    Mutant(
        "slats turn after a stop",
        "No turn of the slats follows a stop.",
        "shutter/shutter_move.py",
        "            await self.motor.rest()\n",
        "            await self.motor.rest()\n"
        "            if self.motor.follower.travel.tilt(self.motor.follower.now()) is not None:\n"
        "                await self._turn_back(Slats(100.0))\n",
    ),
    Mutant(
        "told positions are ignored on the way",
        "A position told on the way has the stop computed anew.",
        "shutter/shutter_mover.py",
        "            self.move.positions_told += 1\n        self.replan()\n",
        "            self.move.positions_told += 0\n",
    ),
    Mutant(
        "a stop that was called back ends the command",
        "A position told while a timed stop is on its way is gone on from.",
        "shutter/shutter_move.py",
        "elif reading.own_stop and reading.transition.earliest <= self.recalled_until:",
        "if False:",
    ),
    Mutant(
        "a second target waits",
        "A second target at any moment takes the place of the first.",
        "shutter/shutter_mover.py",
        "            self.move.cancel()\n        move = self.move = self._last = ShutterMove(self._motor, goal, slats)",
        "            self.move.end()\n        move = self.move = self._last = ShutterMove(self._motor, goal, slats)",
    ),
    Mutant(
        "a predecessor's motor runs on",
        "A movement of ours that an earlier program left behind is stopped at the start.",
        "shutter/tracked_motor.py",
        "        elif self.follower.own:\n            self.mover.begin(None)\n",
        "",
    ),
    Mutant(
        "closes while it moves",
        "A shutter that closes stops what it set moving.",
        "shutter/shutter_mover.py",
        "            await release(motor.client, motor.pair)\n",
        "            pass\n",
    ),
    Mutant(
        "an old file is believed",
        "A movement that ended or began unseen leaves the position unknown.",
        "shutter/restore.py",
        "return Travel(times, start, stored.confidence) if seen is Motion.OFF else Travel(times)",
        "return Travel(times, start, stored.confidence)",
    ),
    Mutant(
        "calibration without end",
        "A calibration's run has a maximum.",
        "shutter/calibration.py",
        "        await asyncio.sleep(seconds)\n",
        "        await asyncio.sleep(seconds + 60.0)\n",
    ),
    Mutant(
        "calibration stays on",
        "What ends a calibration stops the motor.",
        "shutter/calibration.py",
        "        if moving is not None:\n            await release(self._client, self._pair)\n",
        "        if moving is not None:\n            pass\n",
    ),
    Mutant(
        "calibration measures stalls",
        "A calibration that the wall disturbed measures nothing.",
        "shutter/calibration.py",
        "        elif self._since is not None:\n            self._expect(Motion.OFF)\n",
        "        elif self._since is not None:\n            pass\n",
    ),
    Mutant(
        "calibration measures sleep",
        "A calibration that a machine that slept disturbed measures nothing.",
        "shutter/calibration.py",
        "            self._spoil()\n        if seen",
        "            pass\n        if seen",
    ),
)
