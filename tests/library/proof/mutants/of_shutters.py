"""Mutants of section 4, "Shutter relays", and of section 5."""

from __future__ import annotations

from tests.library.proof.mutants.mutant import Mutant

OF_SHUTTERS = (
    Mutant(
        "no pause",
        "A direction goes on only after the other was seen off for the whole pause.",
        "client/drives.py",
        "return other.off_since + self.pair.pause",
        "return other.off_since",
    ),
    Mutant(
        "pause from before the break",
        "The pause counts from the first read that showed the other off, also right after a login.",
        "client/drives.py",
        "        for relay in self.watch.relays:\n            relay.unsure()\n",
        "",
    ),
    Mutant(
        "reversal without a look",
        "A direction goes on only after the other was seen off.",
        "client/drives.py",
        "if relay.on is not False or other.maybe_on(now) or other.off_since is None or relay.off_may_come(now):",
        "if other.off_since is None:",
    ),
    Mutant(
        "a person is driven over",
        "A change from outside of either relay cancels a pending direction.",
        "client/drives.py",
        "        if any(address in foreign for address in self.pair.addresses):\n",
        "        if False:\n",
    ),
    Mutant(
        "frames beside a touched shutter",
        "Frames of other outputs wait while a shutter relay of their module was changed from outside within the pause.",
        "client/interlock.py",
        "(max(relay.foreign_at + self.pair.pause, relay.unsettled_until(now)) for relay in mine)",
        "(relay.unsettled_until(now) for relay in mine)",
    ),
    Mutant(
        "both stay on",
        "Both directions seen on: both off at once.",
        "client/drives.py",
        "        if alarm:\n            self._emergency(now)\n        elif self._drive is not None:",
        "        if self._drive is not None:",
    ),
    Mutant(
        "no longest run",
        "Every shutter relay that we switched on has a maximum run time.",
        "client/drives.py",
        "late = tuple(relay for relay in self.watch.relays if relay.off_by <= now)",
        "late: tuple[RelayWatch, ...] = ()",
    ),
    Mutant(
        "runs sleep too",
        "The maximum run of a shutter goes by the wall clock while the machine sleeps.",
        "client/interlock.py",
        "            self._run.until -= seconds\n",
        "            self._run.until += 0.0\n",
    ),
    Mutant(
        "closes with the motor on",
        "What we switched on is switched off by close() before disconnecting.",
        "client/drives.py",
        "            self._want_off(mine, ticket, now, online=online)\n        elif",
        '            self._supersede("it was released")\n        elif',
    ),
    Mutant(
        "timed stop of both",
        "A stop that ends a timed move switches off its own direction only.",
        "client/drives.py",
        "        relays = (self._relay(direction),)\n        self._drive = Drive(Motion.OFF, relays, life, Stop.TIMED, due_at)",
        "        self._drive = Drive(Motion.OFF, self.watch.relays, life, Stop.TIMED, due_at)",
    ),
    Mutant(
        "stops for ever",
        "A stop does not stay wanted longer than the maximum run and 1 s: what moves then is somebody else's.",
        "client/drives.py",
        "return max(drive.life.created_at, drive.due_at) + self.pair.max_run + PERSIST",
        "return inf",
    ),
    Mutant(
        "stops are said once",
        "A stop stays wanted until the relay is seen off, over any number of reconnects.",
        "client/drives.py",
        "return pause if relay.looked_at else pause + self._timings.write_wait_long",
        "return 1e9 if relay.last_off_frame > 0.0 else 0.0",
    ),
    Mutant(
        "direction switched on again",
        "A shutter's direction is never switched on a second time.",
        "client/drives.py",
        "        if drive is None or drive.motion is Motion.OFF or not drive.life.queued:\n            return None, inf",
        "        if drive is None or drive.motion is Motion.OFF:\n            return None, inf",
    ),
    Mutant(
        "undeclared together",
        "An undeclared output goes on only if every read of the last second shows all others of its module off.",
        "client/undeclared.py",
        "OFF_FOR_S = 1.0",
        "OFF_FOR_S = 0.0",
    ),
    Mutant(
        "undeclared beside one that is on",
        "An undeclared output goes on only if its fresh read shows all others of its module off.",
        "client/undeclared.py",
        "        if not on:\n            return None\n",
        "        return None\n",
    ),
    Mutant(
        "pulses last",
        "The off of a pulse is owed as a shutter's stop is.",
        "client/pulses.py",
        "        return ((self.address,), inf) if due <= now else ((), due)",
        "        return (), inf",
    ),
    Mutant(
        "between two legs",
        "Between two legs anybody else's movement ends the command.",
        "shutter/pilot.py",
        "        elif sighting.both or not mission.foresees(sighting.motion, own=sighting.own):\n",
        "        elif sighting.both:\n",
    ),
    Mutant(
        "unwatched runs stay known",
        "Link lost while moving: the position becomes estimated; a run that nobody saw begin proves nothing.",
        "shutter/travel.py",
        "self._run = replace(run, sure_since=now, watched=False)",
        "self._run = run",
    ),
)
