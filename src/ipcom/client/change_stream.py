"""State changes as an async iterator; changes that are not taken merge instead of piling up."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import Self, TypeAlias, TypeVar

from ..model.address import OutputAddress
from ..model.arguments import check_callback, check_type
from ..model.change import CausedChange, StateChange

T = TypeVar("T")
Subscribe: TypeAlias = Callable[[Callable[[T], None]], Callable[[], None]]


def _no_check() -> None:
    """Raise nothing: a change may come at any time."""


class ChangeStream:
    """`async for change in stream`: what the reader has not taken yet merges per output."""

    def __init__(
        self,
        changes: Subscribe[StateChange],
        ended: Subscribe[None],
        check: Callable[[], None] = _no_check,
    ) -> None:
        """Listen from now on, until closed, ended or forgotten by its reader.

        Made by `client.changes()`. `changes` and `ended` take a callback and return the way to unsubscribe. `check` raises where nothing can come any more.
        """
        for subscribe in (changes, ended):
            check_callback("what a stream subscribes to", subscribe)
        check_callback("the check", check)
        self._check = check
        self._pending: StateChange | None = None
        self._ready = asyncio.Event()
        self._ended = False
        me = weakref.ref(self)
        self._unsubscribe = weakref.finalize(
            self, _both, changes(_on_alive(me, ChangeStream.push)), ended(_on_alive(me, _end))
        )

    def push(self, change: StateChange) -> None:
        """Add a change to what waits for the reader."""
        check_type("a change", change, StateChange, "give a StateChange")
        if self._pending is None:
            self._pending = change
        else:
            merged = merge(self._pending, change)
            self._pending = merged if _says_something(merged) else None
        self._ready.set()

    def end(self) -> None:
        """End the stream; what waits is still delivered."""
        self._unsubscribe()
        self._ended = True
        self._ready.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> StateChange:
        while (change := self.take()) is None:
            if self._ended:
                raise StopAsyncIteration
            self._check()
            self._ready.clear()
            await self._ready.wait()
        return change

    def take(self) -> StateChange | None:
        """Return what waits for the reader now, if anything does."""
        change, self._pending = self._pending, None
        return change

    async def close(self) -> None:
        """Stop listening; what waits is dropped."""
        self._pending = None
        self.end()


def _on_alive(
    stream: weakref.ref[ChangeStream], act: Callable[[ChangeStream, T], None]
) -> Callable[[T], None]:
    """Return a callback that does not keep the stream alive: a reader may just walk away."""

    def callback(news: T) -> None:
        if (alive := stream()) is not None:
            act(alive, news)

    return callback


def _end(stream: ChangeStream, _news: None) -> None:
    stream.end()


def _both(first: Callable[[], None], second: Callable[[], None]) -> None:
    first()
    second()


def merge(older: StateChange, newer: StateChange) -> StateChange:
    """Return both changes as one: from what was before the older to what is after the newer."""
    return StateChange(
        snapshot=newer.snapshot,
        observed=newer.observed,
        previous=older.previous,
        changes=_merge_changes(older.changes, newer.changes),
        observed_changes=_merge_changes(older.observed_changes, newer.observed_changes),
        both_on=tuple(dict.fromkeys(older.both_on + newer.both_on)),
        slept=older.slept + newer.slept,
    )


def _merge_changes(
    older: tuple[CausedChange, ...], newer: tuple[CausedChange, ...]
) -> tuple[CausedChange, ...]:
    merged: dict[OutputAddress, CausedChange] = {change.address: change for change in older}
    for change in newer:
        first = merged.get(change.address, change)
        merged[change.address] = replace(change, old=first.old)
    return tuple(merged[address] for address in sorted(merged) if _differs(merged[address]))


def _differs(change: CausedChange) -> bool:
    return change.old != change.new


def _says_something(change: StateChange) -> bool:
    return bool(change.changes or change.observed_changes or change.both_on)
