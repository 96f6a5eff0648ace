"""Running the checks of one installation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ...client.connection.counters import LOOPS
from ...errors import IPComError
from ..connecting import make_client
from ..console.exit_codes import exit_code_of
from ..console.running import command_words
from ..left_runs import end_left_runs
from ..logging_in import log_in
from ..login_notes import LoginNotes
from .checkup import Check, Checkup
from .trial_switch import switch_and_restore

if TYPE_CHECKING:
    from ...client.client import IPComClient
    from ...client.connection.statistics import Statistics
    from ...model.timings import Timings
    from ..settings import Settings
    from ..targets import Target

MIN_UPDATES_PER_S = 2.5
"""Below this rate wall switches show late. The vendor's application reaches 2.86 at most."""
MAX_MEDIAN_S = 0.15
"""With longer round trips polls delay commands."""
MAX_WORST_S = 1.0
"""After twice this time without a reply the link ends."""
MAX_CLOSE_S = 2.0
"""How long closing may take (docs/architecture.md, "The end of a client")."""


async def check_installation(
    settings: Settings, seconds: float, target: Target | None, timings: Timings | None = None
) -> Checkup:
    """Log in, watch for `seconds`, switch `target` and back, and log out. Faults of a gateway become checks."""
    checkup = Checkup(settings.host)
    tasks_before = asyncio.all_tasks()
    client = make_client(settings, timings)
    try:
        if await _log_in(client, settings, checkup):
            with LoginNotes.of(settings).held(command_words()):
                await _look(client, settings, seconds, target, checkup)
    finally:
        closed = await _close(client, tasks_before)
    checkup.checks.append(closed)
    return checkup


async def _look(
    client: IPComClient, settings: Settings, seconds: float, target: Target | None, checkup: Checkup
) -> None:
    await end_left_runs(client, settings)
    await _watch(client, seconds, checkup)
    if target is not None:
        checkup.checks.append(await switch_and_restore(client, target))


async def _log_in(client: IPComClient, settings: Settings, checkup: Checkup) -> bool:
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await log_in(client, settings)
    except IPComError as error:
        checkup.checks.append(Check("Login", ok=False, found="failed", advice=str(error)))
        checkup.exit_code = exit_code_of(error)
        return False
    took_ms = (loop.time() - began) * 1000
    checkup.checks += _of_login(settings.username, took_ms, client.connection.firmware)
    return True


def _of_login(username: str, took_ms: float, firmware: str) -> tuple[Check, Check]:
    return (
        Check("Login", ok=True, found=f"as {username}, {took_ms:.0f} ms"),
        Check("Firmware", ok=True, found=firmware or "not told"),
    )


async def _watch(client: IPComClient, seconds: float, checkup: Checkup) -> None:
    first, began = client.statistics.polls, client.observed.received_at
    await asyncio.sleep(seconds)
    found = client.statistics
    checkup.statistics = found
    lasted = max(client.observed.received_at - began, seconds / 2)
    checkup.checks += [
        _loops(found),
        _rate((found.polls - first) / lasted),
        *_round_trips(found),
        _reconnects(found),
    ]


def _loops(found: Statistics) -> Check:
    running = [name for name in LOOPS if name in found.loops_running]
    return Check(
        "Loops",
        ok=len(running) == len(LOOPS),
        found=f"{len(running)} running",
        wanted=str(len(LOOPS)),
        advice="the link is down; try again, and with -v",
    )


def _rate(per_second: float) -> Check:
    return Check(
        "Updates per second",
        ok=per_second >= MIN_UPDATES_PER_S,
        found=f"{per_second:.2f}",
        wanted=f"{MIN_UPDATES_PER_S:.2f} or more",
        advice="the gateway or the network is slow, or another program asks it as well",
    )


def _round_trips(found: Statistics) -> tuple[Check, Check]:
    median_s, worst_s = found.round_trip_median, found.round_trip_worst
    advice = "try a cable instead of a radio link, and end other programs that use the gateway"
    return (
        Check(
            "Round trip, median",
            ok=median_s is not None and median_s <= MAX_MEDIAN_S,
            found=_ms(median_s),
            wanted=f"{_ms(MAX_MEDIAN_S)} or less",
            advice=advice,
        ),
        Check(
            "Round trip, worst",
            ok=worst_s is not None and worst_s <= MAX_WORST_S,
            found=_ms(worst_s),
            wanted=f"{_ms(MAX_WORST_S)} or less",
            advice=advice,
        ),
    )


def _reconnects(found: Statistics) -> Check:
    return Check(
        "Reconnects",
        ok=found.reconnects == 0,
        found=str(found.reconnects),
        wanted="0",
        advice=f"the link broke: {found.last_error or 'nobody said why'}",
    )


async def _close(client: IPComClient, tasks_before: set[asyncio.Task[object]]) -> Check:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await client.close()
    took_s = loop.time() - began
    left = {task for task in asyncio.all_tasks() - tasks_before if not task.done()}
    return _clean_shutdown(took_s, len(left))


def _clean_shutdown(took_s: float, left: int) -> Check:
    return Check(
        "Clean shutdown",
        ok=took_s <= MAX_CLOSE_S and not left,
        found=f"{_ms(took_s)}, {left} tasks left",
        wanted=f"{MAX_CLOSE_S:.0f} s or less, 0 left",
        advice="please report this with what -vv says",
    )


def _ms(seconds: float | None) -> str:
    return "none" if seconds is None else f"{seconds * 1000:.{0 if seconds >= 0.01 else 1}f} ms"
