"""The two kinds of bus behind a gateway, and the numbers that each writes in a frame."""

from __future__ import annotations

from enum import StrEnum

from ..errors import ConfigurationError
from .arguments import quoted
from .mistakes import ArgumentMistake

BUSES = (1, 2)
"""A gateway has up to two buses (docs/protocol.md, "Buses")."""


class BusType(StrEnum):
    """The kind of a bus; decides how its modules are addressed (docs/protocol.md, "Setting outputs")."""

    MINIDO = "minido"
    BIBUS = "bibus"

    @property
    def base_address(self) -> int:
        """The bus address of module 1."""
        return 60 if self is BusType.MINIDO else 30

    def frame_bus(self, bus: int) -> int:
        """The bus number that a frame carries for `bus` (1 or 2); 2 for both buses of type Minido."""
        if type(bus) is not int or bus not in BUSES:
            raise ConfigurationError(ArgumentMistake.NO_SUCH_BUS(value=quoted(bus)))
        return 2 if self is BusType.MINIDO else bus
