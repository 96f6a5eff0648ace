"""Mutants of how the link is used: polls, keep-alives, and what an answer answers."""

from __future__ import annotations

from tests.library.proof.mutants.mutant import Mutant

OF_EXCHANGES = (
    Mutant(
        "polls are rare",
        "The outputs are asked for every 350 ms.",
        "client/connection/poll.py",
        "return now + (left if left >= self._interval / 2 else (left + self._interval) / 2)",
        "return now + 2.0",
    ),
    Mutant(
        "polls are not quick",
        "While a declared shutter moves, the outputs are asked for 200 ms after the last answer.",
        "client/planning/planner.py",
        "return any(control.watch.stirs(now, EAGER_FOR_S) for control in self._pairs.controls)",
        "return False",
    ),
    Mutant(
        "quick polls end with the movement",
        "Quick polls go on for 3 s after a relay of a shutter changed from outside.",
        "client/planning/interlock.py",
        "return bool(self.up.on or self.down.on) or now - foreign_at < within",
        "return bool(self.up.on or self.down.on)",
    ),
    Mutant(
        "no keep-alives",
        "A keep-alive leaves every 30 s.",
        "client/supervisor.py",
        "if self._sends_keep_alives:",
        "if not self._sends_keep_alives:",
    ),
    Mutant(
        "stops wait for replies",
        "A stop waits for one outstanding exchange at most, and not for a reply that a write owes.",
        "client/connection/exchanges.py",
        "return self._idle and (stop or not (self._acks.deadlines or self.keep_alive_overdue))",
        "return self._idle and not (self._acks.deadlines or self.keep_alive_overdue)",
    ),
    Mutant(
        "polls beside a stop",
        "A stop goes before commands, polls and keep-alives.",
        "client/connection/exchanges.py",
        "return self.claimed is not None and self.claimed < priority",
        "return False",
        (
            (
                "client/online.py",
                (
                    "        self._commands.freed()\n"
                    "        if self._keep_alive is not None:\n"
                    "            self._keep_alive.exchange_over()\n"
                ),
                (
                    "        if self._keep_alive is not None:\n"
                    "            self._keep_alive.exchange_over()\n"
                    "        self._commands.freed()\n"
                ),
            ),
            (
                "client/connection/exchanges.py",
                "        pending.then(snapshot)\n        self._freed()\n",
                "        self._freed()\n        pending.then(snapshot)\n",
            ),
        ),
    ),
    Mutant(
        "old bytes answer",
        "What has begun to arrive before a request was sent never answers it.",
        "client/connection/exchanges.py",
        "stale=self._session.unread > 0,",
        "stale=False,",
    ),
    Mutant(
        "silence is borne",
        "A link ends when a read is not answered within 2 s, or four quiet round trips.",
        "model/timings.py",
        "read_timeout: float = 2.0",
        "read_timeout: float = 60.0",
    ),
    Mutant(
        "reads are given up early",
        "A link does not end before a read has waited for 2 s.",
        "model/timings.py",
        "read_timeout: float = 2.0",
        "read_timeout: float = 0.3",
    ),
    Mutant(
        "reads beside an owed reply",
        "No read is sent while a write owes its reply.",
        "client/connection/exchanges.py",
        "return self._idle and not self._acks.deadlines and not self._claimed_before(priority)",
        "return self._idle and not self._claimed_before(priority)",
    ),
    Mutant(
        "debts are forgiven at once",
        "A write owes its reply for 0.5 s at least.",
        "model/timings.py",
        "    write_wait: float = 0.5",
        "    write_wait: float = 0.05",
    ),
    Mutant(
        "any snapshot counts",
        "Only the answer of a read changes what is known and shown.",
        "client/connection/exchanges.py",
        "            self._surplus(reply.values)\n        self._listener.stray()",
        "            self._surplus(reply.values)\n"
        "        self._listener.answered(\n"
        "            StateSnapshot(\n"
        "                reply.values,\n"
        "                timestamp=self._clock.time(),\n"
        "                asked_at=self._answers.asked_at,\n"
        "                received_at=self._clock.monotonic(),\n"
        "            )\n"
        "        )",
    ),
    Mutant(
        "surplus answers prove nothing",
        "A surplus snapshot that says something new disqualifies the reads of the last second.",
        "client/connection/read_answers.py",
        "if values == self._shown:",
        "if True:",
    ),
    Mutant(
        "forgiven replies teach",
        "A read asked while a reply was forgiven and never seen teaches no round trip.",
        "client/connection/exchanges.py",
        "teaches=not self._acks.outstanding(now),",
        "teaches=True,",
    ),
    Mutant(
        "no silence after a keep-alive",
        "After the reply to a keep-alive nothing is sent for 50 ms.",
        "model/timings.py",
        "drain: float = 0.05",
        "drain: float = 0.001",
    ),
    Mutant(
        "keep-alives must be answered",
        "A keep-alive that is not answered is only counted.",
        "client/connection/exchanges.py",
        "        self._counters.keep_alives_unanswered += 1\n",
        '        self._wire.fail(ReplyTimedOut("no reply to a keep-alive"))\n',
    ),
    Mutant(
        "replies to keep-alives end the link",
        "Replies to keep-alives and writes never end the link.",
        "client/connection/exchanges.py",
        "            self._keeping_alive = False\n            self._stop_timer()\n        self._pass_message(True)",
        '            self._wire.fail(ConnectionLost("a keep-alive was answered"))\n        self._pass_message(True)',
    ),
    Mutant(
        "keep-alives after garbage",
        "A gateway whose framing breaks within 1 s of a keep-alive gets no more of them.",
        "client/supervisor.py",
        "            self._sends_keep_alives = False\n",
        "            self._sends_keep_alives = True\n",
    ),
)
