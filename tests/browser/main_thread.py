"""What a page's main thread did, from Chromium's own trace: every task with its length."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Page

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8.execute"]
TASK = "RunTask"
LONG_MS = 50.0
MAIN_THREAD = "CrRendererMain"
HULLS = (TASK, "ThreadControllerImpl::RunTask")
CLEARING = "MajorGC"
KEPT = 40


@dataclass(frozen=True, slots=True)
class Task:
    """One task: how long its thread worked on it, which other programs do not lengthen, and how long it took."""

    at_s: float
    worked_ms: float
    took_ms: float
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"at {self.at_s:4.1f} s: {self.worked_ms:.1f} ms ({self.took_ms:.1f} on the clock): {', '.join(self.parts)}"


@dataclass(slots=True)
class Tasks:
    """What a page's main thread did, the longest first.

    Clearing the memory of the whole of Home Assistant's frontend is kept apart: it is done whatever the panel does.
    """

    longest: list[Task] = field(default_factory=list)
    clearing: list[Task] = field(default_factory=list)
    count: int = 0


@asynccontextmanager
async def traced(browser: Browser, page: Page) -> AsyncIterator[Tasks]:
    """Trace a page; the tasks are known at the end of the context."""
    tasks = Tasks()
    await browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        yield tasks
    finally:
        trace = json.loads(await browser.stop_tracing())
        _fill(tasks, trace["traceEvents"])


@asynccontextmanager
async def slowed(page: Page, factor: int) -> AsyncIterator[None]:
    """Let the page's processor be as many times slower."""
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": factor})
    try:
        yield
    finally:
        await session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def _fill(tasks: Tasks, events: list[dict[str, Any]]) -> None:
    """Keep the tasks of the busiest main thread: the others are spare processes without a page."""
    named = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == MAIN_THREAD
    }
    by_thread: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for event in events:
        thread = (event["pid"], event["tid"])
        if event["name"] == TASK and event["ph"] == "X" and thread in named:
            by_thread.setdefault(thread, []).append(event)
    if not by_thread:
        return
    thread, busiest = max(by_thread.items(), key=lambda item: sum(each["dur"] for each in item[1]))
    begun = min(each["ts"] for each in busiest)
    busiest.sort(key=lambda each: -_worked(each))
    tasks.count = len(busiest)
    for each in busiest[:KEPT]:
        parts = _parts(events, thread, each)
        task = Task((each["ts"] - begun) / 1e6, _worked(each) / 1000, each["dur"] / 1000, parts)
        (tasks.clearing if parts and parts[0].startswith(CLEARING) else tasks.longest).append(task)


def _worked(event: dict[str, Any]) -> float:
    """Return the thread's own time in microseconds."""
    time: float = event.get("tdur", event["dur"])
    return time


def _parts(events: list[dict[str, Any]], thread: tuple[int, int], task: dict[str, Any]) -> tuple[str, ...]:
    begin, end = task["ts"], task["ts"] + task["dur"]
    inside = [
        event
        for event in events
        if (event["pid"], event["tid"]) == thread
        and event["ph"] == "X"
        and begin <= event["ts"] < end
        and event.get("dur", 0) > 1000
        and event["name"] not in HULLS
    ]
    inside.sort(key=lambda event: -event["dur"])
    return tuple(f"{event['name']} {_what(event)}{event['dur'] / 1000:.0f}" for event in inside[:6])


def _what(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data", {})
    name = data.get("functionName", "") if isinstance(data, dict) else ""
    return f"{name} " if name else ""
