"""Every command that was given, and how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from math import inf
from typing import Any

from ipcom.errors import CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter_state import Result
from tests.library.proof.program import Program

ENDS = (CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError)
LONGEST_S = 30.0
"""Leaving, acting and being looked for take less."""


@dataclass(slots=True, eq=False)
class Given:
    """A command; `values` is what it wants of outputs that are no shutters."""

    what: str
    at: float
    program: Program
    task: asyncio.Task[Any]
    values: dict[OutputAddress, int] = field(default_factory=dict)
    pair: ShutterPair | None = None
    pulsed: OutputAddress | None = None
    pulse_s: float = 0.0
    ended_at: float = inf
    error: BaseException | None = None
    result: object = None
    given_up_at: float = inf
    max_run: float = inf
    """Of a calibration: how long its run may take."""

    @property
    def open(self) -> bool:
        """Whether it is under way."""
        return self.ended_at == inf

    @property
    def confirmed(self) -> bool:
        """Whether its caller was told that it is done."""
        return not self.open and self.error is None and self.result is not Result.SUPERSEDED

    def wants(self, address: OutputAddress) -> tuple[int, ...]:
        """What it wants of an output."""
        if address == self.pulsed:
            return (255, 0)
        return (self.values[address],) if address in self.values else ()

    def __str__(self) -> str:
        return f"{self.what} of {self.at:.4f}"


class Ledger:
    """All commands of one run, in the order in which they were given."""

    def __init__(self) -> None:
        self.all: list[Given] = []
        self.ended: list[Given] = []
        """Those that have ended and were not judged yet."""

    def give(
        self,
        program: Program,
        what: str,
        command: Coroutine[Any, Any, Any],
        values: dict[OutputAddress, int] | None = None,
        pair: ShutterPair | None = None,
    ) -> Given:
        """Begin a command; call it in the program's loop."""
        given = Given(what, program.site.now, program, program.spawn(command), values or {}, pair)
        given.task.add_done_callback(lambda _: self._end(given))
        self.all.append(given)
        return given

    def give_up(self) -> Given | None:
        """The caller of the last command that is under way loses patience."""
        given = next((g for g in reversed(self.all) if g.open and not g.program.dead), None)
        if given is not None:
            given.given_up_at = given.program.site.now
            given.task.cancel()
        return given

    def wanted(self, program: Program, address: OutputAddress, now: float) -> set[int]:
        """What commands want of an output, or wanted a short while ago of frames that may have left."""
        return {
            value
            for given in self.all
            if given.program is program
            and (
                given.open
                or given.pulsed == address
                or (given.given_up_at < inf and now - given.at < LONGEST_S)
            )
            for value in given.wants(address)
        }

    @property
    def open(self) -> list[Given]:
        """Those under way."""
        return [given for given in self.all if given.open]

    def _end(self, given: Given) -> None:
        given.ended_at = given.program.site.now
        if given.task.cancelled():
            given.error = asyncio.CancelledError()
        else:
            given.error = given.task.exception()
            given.result = None if given.error else given.task.result()
        if not given.program.dead:
            self.ended.append(given)
