"""One call of a program; it ends once, when each of its outputs has ended.

A shutter's movement counts as one output: its "up" relay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...errors import (
    CommandError,
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
    InterlockError,
    IPComError,
)
from ...model.address import OutputAddress
from ...sentence import Message

_GRAVEST_FIRST: tuple[type[IPComError], ...] = (
    InterlockError,
    CommandNotConfirmed,
    ConnectionLost,
    CommandSuperseded,
)


class PendingCommand:
    """One command on its way: which outputs are still open and what went wrong with the others."""

    __slots__ = ("_failures", "_on_end", "_open")

    def __init__(self, addresses: Iterable[OutputAddress], on_end: Callable[[PendingCommand], None]) -> None:
        self._open = set(addresses)
        self._failures: dict[OutputAddress, IPComError] = {}
        self._on_end = on_end
        if not self._open:
            on_end(self)

    @property
    def done(self) -> bool:
        """Whether every output of the command has ended."""
        return not self._open

    def confirm(self, address: OutputAddress) -> None:
        """This output shows what was wanted."""
        if address in self._open:
            self._close(address)

    def fail(self, address: OutputAddress, error: IPComError) -> None:
        """This output ended otherwise; the first reason counts."""
        if address in self._open:
            self._failures[address] = error
            self._close(address)

    def _close(self, address: OutputAddress) -> None:
        self._open.discard(address)
        if not self._open:
            self._on_end(self)

    def error(self) -> IPComError | None:
        """The gravest failure, naming every output that shares its kind; None when all went well."""
        for kind in _GRAVEST_FIRST:
            failed = {a: e for a, e in self._failures.items() if isinstance(e, kind)}
            if failed:
                return _merged(kind, failed)
        return None


def _merged(kind: type[IPComError], failed: dict[OutputAddress, IPComError]) -> IPComError:
    if len(failed) == 1:
        return next(iter(failed.values()))
    texts = list(dict.fromkeys(error.message for _, error in sorted(failed.items())))
    message = Message("; ".join(texts), texts[0].code, texts[0].values)
    if issubclass(kind, CommandError):
        return kind(message, sorted(failed))
    return kind(message)
