"""Outputs that nothing declares: each may be half of a motor, so two of a module never go on together; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf

from ...errors import ConfigurationError, InterlockError, Problem
from ...model.address import OUTPUTS, OUTPUTS_PER_MODULE, OutputAddress
from ...model.snapshot import StateSnapshot
from ...sentence import InWords
from .command_text import CommandText
from .compare import OFF

OFF_FOR_S = 1.0
"""So long must all other undeclared outputs of the module have been seen off: the pause of a reversal."""


class UndeclaredOutputs:
    """Knows since when the undeclared outputs have been seen off, and refuses what could drive a motor both ways.

    Undeclared pairs over two modules cannot be told: a documented limit.
    """

    def __init__(self, is_declared: Callable[[OutputAddress], bool]) -> None:
        self._is_declared = is_declared
        self._shown: bytes | None = None
        self._off_since = [inf] * OUTPUTS
        """Receipt of the first read since which every read showed an output off, by its index; inf while on."""

    def in_module(self, module: int) -> list[OutputAddress]:
        """The undeclared outputs of a module."""
        outputs = (OutputAddress(module, n) for n in range(1, OUTPUTS_PER_MODULE + 1))
        return [address for address in outputs if not self._is_declared(address)]

    def others(self, address: OutputAddress) -> list[OutputAddress]:
        """The other undeclared outputs of its module."""
        return [other for other in self.in_module(address.module) if other != address]

    def observe_read(self, snapshot: StateSnapshot) -> None:
        """Take a read's answer into account; one that shows nothing new, as most do, costs nothing."""
        shown, values = self._shown, snapshot.values
        if values == shown:
            return
        self._shown = values
        for index, value in enumerate(values):
            if value:
                self._off_since[index] = inf
            elif shown is None or shown[index]:
                self._off_since[index] = snapshot.received_at

    def unsure(self) -> None:
        """What was read proves nothing any more: the time counts anew."""
        self._shown = None
        self._off_since = [inf] * OUTPUTS

    def on_at(self, address: OutputAddress) -> float:
        """When it may go on: when every other one has been seen off for long enough; inf while one is not."""
        times = (self._off_since[other.index] for other in self.others(address))
        return max((at + OFF_FOR_S for at in times), default=-inf)

    # -- refusals ----------------------------------------------------------

    def refuse(self, wanted: Iterable[OutputAddress]) -> None:
        """Raises `ConfigurationError` for outputs that are not declared, naming all of them."""
        unknown = [address for address in wanted if not self._is_declared(address)]
        if unknown:
            raise ConfigurationError(
                *(Problem(CommandText.OUTPUT_UNDECLARED(output=address)) for address in unknown)
            )

    def refuse_together(self, values: dict[OutputAddress, int], under_way: Iterable[OutputAddress]) -> None:
        """Raises `InterlockError` when a command would have two of a module under way, one of them to go on."""
        busy = {address for address in under_way if not self._is_declared(address)}
        for address, value in values.items():
            if value == OFF or self._is_declared(address):
                continue
            for other in self.others(address):
                if other in busy or (other in values and values[other] != OFF):
                    raise InterlockError(
                        CommandText.NEIGHBOUR_SWITCHED(output=address, other=other),
                        [address, other],
                    )

    def seen_on(self, address: OutputAddress, snapshot: StateSnapshot) -> InterlockError | None:
        """What forbids it to go on: another undeclared output of the module that a read shows on."""
        on = [other for other in self.others(address) if snapshot.is_on(other)]
        if not on:
            return None
        others = InWords(tuple(on), ", ".join(map(str, on)))
        return InterlockError(
            CommandText.NEIGHBOUR_ON(output=address, others=others),
            [address, *on],
        )
