"""Mutants of loops that stand still and machines that sleep."""

from __future__ import annotations

from tests.library.proof.mutants.mutant import Mutant

OF_LATE_CLOCKS = (
    Mutant(
        "late timers conclude at once",
        "A late timer hears what lies in the socket before it concludes anything.",
        "client/connection/punctuality.py",
        "            self._wait(Rounds(self._punctuality))\n",
        "            self._act()\n",
    ),
    Mutant(
        "late attempts conclude at once",
        "A limit on a connect or login that fires late hears what lies in the socket first.",
        "client/connection/punctuality.py",
        "            await self.grace()\n",
        "            pass\n",
    ),
    Mutant(
        "one round of grace",
        "A late timer lets the loop run until a round brings nothing new.",
        "client/connection/punctuality.py",
        "LEAST_ROUNDS = 3",
        "LEAST_ROUNDS = 0",
    ),
    Mutant(
        "given up unread",
        "No deadline ends a command before a read asked after its frame was answered, or the link was lost.",
        "client/planning/life.py",
        "return self.seen_by if looked or not online else inf",
        "return self.seen_by",
    ),
    Mutant(
        "stalls teach",
        "A read during which the loop was late teaches no round trip.",
        "client/connection/read_answers.py",
        "if pending.teaches and self._punctuality.late_at <= pending.asked_at:",
        "if pending.teaches:",
    ),
    Mutant(
        "sleep is not noticed",
        "When the wall clock has run ahead, the machine has slept: reads count as never asked.",
        "client/connection/machine_sleep.py",
        "            if self.on_slept is not None:\n",
        "            if self.on_slept is None:\n",
    ),
    Mutant(
        "reads outlive sleep",
        "After the machine slept all reads count as never asked.",
        "client/planning/planner.py",
        "        self._fresh.forget()\n        self._startup.forget()\n        self._undeclared.unsure()\n        self._desired.slept(seconds, now)\n",
        "        self._desired.slept(seconds, now)\n",
    ),
    Mutant(
        "answers outlive sleep",
        "An answer to a read asked before the machine slept counts as never asked.",
        "client/connection/exchanges.py",
        "if self._sleep.look() == pending.sleeps:",
        "if True:",
    ),
    Mutant(
        "pauses go on in sleep",
        "After the machine slept a relay must be seen off anew for the whole pause.",
        "client/planning/interlock.py",
        "        self.off_since = None\n        self._on_at -= seconds\n",
        "        self._on_at -= seconds\n",
    ),
    Mutant(
        "runs sleep too",
        "The maximum run of a shutter goes by the wall clock while the machine sleeps.",
        "client/planning/interlock.py",
        "        self.off_by -= seconds\n",
        "        self.off_by += 0.0\n",
    ),
    Mutant(
        "positions sleep too",
        "Shutters that move while the machine sleeps count as unwatched.",
        "shutter/travel.py",
        "            self._run = replace(run, since=since, sure_since=now, watched=False, went_on=went_on)\n",
        "            self._run = replace(run, went_on=went_on)\n",
    ),
)
