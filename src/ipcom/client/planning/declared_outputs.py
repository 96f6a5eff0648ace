"""What each output of a bus is said to be; pure."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from .pair_registry import PairRegistry


class DeclaredOutputs:
    """The kinds of the outputs. A relay of a shutter is declared by its pair."""

    def __init__(self, kinds: Mapping[OutputAddress, OutputKind], pairs: PairRegistry) -> None:
        self._kinds = dict(kinds)
        self._pairs = pairs

    def kind_of(self, address: OutputAddress) -> OutputKind:
        """What the output is; a relay unless told otherwise."""
        return self._kinds.get(address, OutputKind.RELAY)

    def set_kind(self, address: OutputAddress, kind: OutputKind | None) -> None:
        """Declare what an output is; None forgets it."""
        if kind is None:
            self._kinds.pop(address, None)
        else:
            self._kinds[address] = kind

    def has(self, address: OutputAddress) -> bool:
        """Whether the output is declared, by its kind or as a shutter's relay."""
        return address in self._kinds or address in self._pairs.relays

    def is_dimmer(self, address: OutputAddress) -> bool:
        """Whether the output is a dimmer."""
        return self._kinds.get(address) is OutputKind.DIMMER
