"""The figures as the page docs/figures.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from .figures import Row

INTRODUCTION = """\
# Figures

Printed by `python -m benchmarks --markdown` in {month} on a machine with {cores} cores (Python {python}, loopback; the
simulated gateways run in processes of their own and answer at once unless said; the state is quiet for 300 ms before
each command). When it began, {load:.1f} other programs wanted a core{priority}. "An earlier client" is the one that this
project replaces, on the same kind of machine. Run it yourself: it takes twenty minutes and wants the machine for itself.
"""

HOME_ASSISTANT = """\
## Home Assistant

As `script/demo --check` printed it:
"""

NOTES = """\
## How some of it is measured

- *Wall presses undone*: the press happens in the gateway's process, on another output of the module that is commanded. A
  press counts when it was made more than two round trips + 30 ms before the frame came; later ones are counted apart.
- *Stalls* block the whole event loop (`time.sleep`); the gateway, in its own process, goes on.
- *Two presses*: they begin at any moment between two reads, in virtual time, while another program switches a lamp every 20 to
  60 s and the stairs' timer ends every minute. A pair is told as a double when a read lies between the two presses, the reads that
  show them were asked for within 1.2 s, and nothing else changed in them.
- *Simulated days* of presses: each poll of them is made, with 110 single presses a day, doubles, dimmers, timers (of one light nothing
  is declared), shutters, reversals, scenes at the wall, 90 commands of the client, 36 of another program, broken links and restarts.
- *Links that break*, *shutters* and *growth over a day* run in virtual time, with fixed seeds.
- *Shutters*: motors with 20 s of travel whose real times are up to 2 % off the configured ones, relay delays of 20 to 80 ms;
  random partial moves, a full run on average every fourth move. The limit is what remains for the same motors and moves
  when every edge of a relay is known exactly. The worst errors come from a dozen partial moves in a row, when the 2 %
  add up; *Full run first* avoids them.
- *`ipcom on NAME`* reads no YAML for a file that has not changed since an earlier command read it, and the process ends
  without taking its modules apart. How fast a Python begins differs between machines, and on one from minute to minute by
  half: the row below it is the same Python with asyncio and click and nothing of ours, measured in turn with it. The tree
  whose 98 ms became the target (ac082f3) took 231, 174 and 225 ms where this one took 179, 181 and 123 ms in the same two
  minutes.
- *Idle CPU*: a client and a bare asyncio exchange of the same bytes run at the same time, each in a process of its own.
- No figure is asserted by a timed test. What must never happen is held by `tests/library/proof`.
"""


def page(rows: Sequence[Row], load: float, home_assistant: str = "") -> str:
    """Return the whole page; `load` is that before the run, `home_assistant` what `script/demo --check` printed."""
    now = datetime.now(UTC)
    head = INTRODUCTION.format(
        month=f"{now:%B %Y}",
        cores=os.cpu_count(),
        python=platform.python_version(),
        load=load,
        priority=_priority(),
    )
    parts = [head, "\n".join(_table(rows)) + "\n", _missed(rows)]
    if home_assistant:
        parts.append(f"{HOME_ASSISTANT}\n```\n{home_assistant.rstrip()}\n```\n")
    return "\n".join(part for part in (*parts, NOTES) if part)


def _priority() -> str:
    """Say so if this process goes before every other: the figures are then less late than they would be."""
    return "" if os.sched_getscheduler(0) == os.SCHED_OTHER else "; this one ran at real-time priority"


def _table(rows: Iterable[Row]) -> Iterable[str]:
    yield "| figure | target | measured | an earlier client |"
    yield "|---|---|---|---|"
    for row in rows:
        mark = "**missed:** " if row.met is False else ""
        yield "| " + " | ".join(map(_cell, (row.figure, row.target, mark + row.measured, row.earlier))) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _missed(rows: Iterable[Row]) -> str:
    missed = sum(row.met is False for row in rows)
    return f"{missed} of these missed their target.\n" if missed else ""
