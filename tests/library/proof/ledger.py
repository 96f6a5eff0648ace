"""Every command that was given, and how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from ipcom.errors import CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError
from ipcom.model.address import OutputAddress
from tests.library.proof.program import Program

ENDS = (CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError)
LONGEST_S = 30.0
"""Leaving, acting and being looked for take less."""


@dataclass(slots=True, eq=False)
class Given:
    """A command under way; `values` is what it wants of outputs that are no shutters."""

    what: str
    at: float
    program: Program
    task: asyncio.Task[Any]
    values: dict[OutputAddress, int] = field(default_factory=dict)


class Ledger:
    """The commands under way; those that have ended are judged and forgotten."""

    def __init__(self) -> None:
        self.open: list[Given] = []
        self.given_up: list[Given] = []
        self.given = 0

    def give(
        self,
        program: Program,
        what: str,
        command: Coroutine[Any, Any, Any],
        values: dict[OutputAddress, int] | None = None,
    ) -> None:
        """Begin a command."""
        task = program.spawn(command)
        self.open.append(Given(what, program.site.now, program, task, values or {}))
        self.given += 1

    def give_up(self, which: int) -> None:
        """The caller of one that is under way loses patience; what has left of it goes on."""
        if self.open:
            given = self.open[which % len(self.open)]
            given.task.cancel()
            now = given.program.site.now
            self.given_up = [*(g for g in self.given_up if now - g.at < LONGEST_S), given]

    def wanted(self, program: Program, address: OutputAddress) -> set[int]:
        """What the commands under way want of an output."""
        return {
            given.values[address]
            for given in (*self.open, *self.given_up)
            if given.program is program and address in given.values
        }

    def check(self) -> None:
        """Every end is a known one; what a killed program was asked ends with it."""
        for given in self.open:
            if given.task.done() and not given.task.cancelled():
                error = given.task.exception()
                assert error is None or isinstance(error, ENDS), f"{given.what} ended with {error!r}"
        self.open = [given for given in self.open if not given.task.done()]

    def check_all_ended(self) -> None:
        """No command was forgotten."""
        self.check()
        left = [f"{given.what} of {given.at:.3f}" for given in self.open]
        assert not left, f"never ended: {left}"
