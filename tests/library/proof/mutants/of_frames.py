"""Mutants of section 4, "Writing without undoing anybody" and "Wanted values over a break"."""

from __future__ import annotations

from tests.library.proof.mutants.mutant import Mutant

OF_FRAMES = (
    Mutant(
        "read of any age",
        "A frame must not rest on a read asked for longer ago than two quiet round trips and 30 ms.",
        "client/waits.py",
        "return min(READ_TRIPS * self._trips.quiet + self._timings.fresh, OLDEST_READ_S)",
        "return 60.0",
    ),
    Mutant(
        "read of eight trips",
        "A frame must not rest on a read asked for longer ago than two quiet round trips and 30 ms.",
        "client/waits.py",
        "READ_TRIPS = 2.0",
        "READ_TRIPS = 8.0",
    ),
    Mutant(
        "stalls teach",
        "Reads during which the loop was late must not teach the quiet round trip; it is the lower quartile.",
        "client/round_trips.py",
        "(len(self._seen) - 1) // 4",
        "len(self._seen) - 1",
    ),
    Mutant(
        "read from before the last frame",
        "A frame is planned from a read that was made for it: one asked before our last frame does not show that frame.",
        "client/freshness.py",
        "if last is None or last.asked_at < self._frame_at:\n            return None\n        age",
        "if last is None:\n            return None\n        age",
    ),
    Mutant(
        "third read starts motors",
        "A frame that switches a shutter relay on, or whose module holds one, never rests on a third read that is too old.",
        "client/module_turns.py",
        "if starts or not self._fresh.tries_over or self._holds_motor(module):",
        "if not self._fresh.tries_over:",
    ),
    Mutant(
        "unwanted outputs go off",
        "Outputs that nobody wants are echoed as they were read.",
        "client/frames_out.py",
        "values = bytearray(snapshot.module(module))",
        "values = bytearray(8)",
    ),
    Mutant(
        "frames without spacing",
        "Frames leave at least 250 ms apart.",
        "client/module_turns.py",
        "spaced_at = self._last_frame_at + self._timings.frame_spacing",
        "spaced_at = self._last_frame_at",
    ),
    Mutant(
        "stops without spacing",
        "Stops leave at least 50 ms apart.",
        "client/stop_turns.py",
        "spaced_at = self._last_at + self._timings.stop_spacing",
        "spaced_at = self._last_at",
    ),
    Mutant(
        "five frames",
        "A command has two frames at most, retries and breaks together.",
        "client/life.py",
        "FRAMES = 2",
        "FRAMES = 5",
    ),
    Mutant(
        "everything is written twice",
        "Momentary, undeclared and bus-timed outputs never get a second frame.",
        "client/wants.py",
        "return self.declared and self.kind not in ONE_FRAME",
        "return True",
    ),
    Mutant(
        "confirmed by an older read",
        "Confirmed means that a read asked after the frame shows the value.",
        "client/wants.py",
        "elif snapshot.asked_at >= want.life.last_sent_at:",
        "else:",
    ),
    Mutant(
        "written again over a press",
        "After a break a lamp is written once more only if it and its module show what they showed before.",
        "client/wants.py",
        "            and self._as_before(want, snapshot)\n",
        "",
    ),
    Mutant(
        "time begins anew with each link",
        "A command's time is absolute: no reconnect extends it.",
        "client/life.py",
        "        else:\n            self.look(now)\n",
        "        else:\n            self.look(now)\n            self.seen_by = now + 20.0\n",
    ),
    Mutant(
        "waits for ever",
        "A command that cannot leave ends after 10 s, or 30 s while frames of it leave.",
        "client/life.py",
        "            return self.leave_by\n",
        "            return inf\n",
    ),
    Mutant(
        "given up unread",
        "No deadline ends a command before a read asked after its frame was answered, or the link was lost.",
        "client/life.py",
        "return self.seen_by if looked or not online else inf",
        "return self.seen_by",
    ),
    Mutant(
        "sleep does not count",
        "A machine that slept: its old reads count as never asked.",
        "client/machine_sleep.py",
        "            if self.on_slept is not None:\n",
        "            if self.on_slept is None:\n",
    ),
    Mutant(
        "ramps are written",
        "A frame never carries 101 to 254.",
        "client/stability.py",
        "return self._levels.get(address, FULL) if value in RAMPING else value",
        "return value",
    ),
)
