"""Counts what a person does: only events count that the browser itself made of a pointer or a key.

A test types and points without thinking; a person does not. How long a person takes is reckoned as in the
keystroke-level model (Card, Moran and Newell, 1980): the seconds that the page and the house needed, and on top of them
the times below for each click, each key and each field that has to be thought about.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page, expect

KEY_S = 0.28
"""An average typist who is no secretary."""
CLICK_S = 1.1 + 0.1
"""Pointing at something, and pressing."""
THOUGHT_S = 1.35
"""Deciding what comes next: once for each device, and once for each of name, kind and room that is touched."""

COUNTING = """
window.__hands = {clicks: 0, keys: 0};
addEventListener('pointerdown', event => { if (event.isTrusted) window.__hands.clicks += 1; }, true);
addEventListener('keydown', event => { if (event.isTrusted) window.__hands.keys += 1; }, true);
"""
"""To be given to a page as a script; the counts start anew with each page that is loaded."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What one device cost a person."""

    name: str
    clicks: int
    keys: int
    measured_s: float
    thoughts: int

    @property
    def person_s(self) -> float:
        """How long a person would have taken."""
        return self.measured_s + self.clicks * CLICK_S + self.keys * KEY_S + (1 + self.thoughts) * THOUGHT_S

    def __str__(self) -> str:
        return (
            f"{self.name:22} {self.clicks} clicks, {self.keys:2} keys, {self.measured_s:4.1f} s measured, "
            f"{self.person_s:4.1f} s for a person"
        )


@dataclass(slots=True)
class Hands:
    """The person at a page; `efforts` has one for each device."""

    page: Page
    efforts: list[Effort] = field(default_factory=list)
    _begun: float = 0.0
    _clicks: int = 0
    _keys: int = 0

    async def begin(self) -> None:
        """Start with the next device."""
        self._clicks, self._keys = await self._counts()
        self._begun = time.monotonic()

    async def done(self, name: str, thoughts: int) -> Effort:
        """Note what it cost; `thoughts` is how many fields the person touched."""
        measured_s = time.monotonic() - self._begun
        clicks, keys = await self._counts()
        effort = Effort(name, clicks - self._clicks, keys - self._keys, measured_s, thoughts)
        self.efforts.append(effort)
        return effort

    async def _counts(self) -> tuple[int, int]:
        counts = await self.page.evaluate("window.__hands")
        return counts["clicks"], counts["keys"]

    def table(self) -> str:
        """Return one line for each device."""
        return "\n".join(map(str, self.efforts))


async def choose_option(page: Page, field: Locator, label: str) -> None:
    """Open a list of the browser's own and choose by its first letters: on a phone a second tap.

    The list is no part of the page, so that a second click is counted here.
    """
    await field.click()
    await page.keyboard.type(label.rstrip("…"))
    await page.keyboard.press("Enter")
    await page.evaluate("window.__hands && (window.__hands.clicks += 1)")
    await expect(field.locator("option:checked")).to_have_text(label, ignore_case=True)
