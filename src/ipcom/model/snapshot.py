"""All outputs of a bus at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isnan

from ..errors import ConfigurationError
from .address import ADDRESS_FIX, MODULES, OUTPUTS, OUTPUTS_PER_MODULE, OutputAddress, check_address
from .arguments import check_all, check_number, wrong
from .mistakes import ArgumentMistake

_FLOATS = (float, float, float)


@dataclass(frozen=True, slots=True)
class OutputChange:
    """One output that has another value than before; `old` and `new` are raw values, 0 to 255."""

    address: OutputAddress
    old: int
    new: int


@dataclass(frozen=True, slots=True, eq=False)
class StateSnapshot:
    """The 128 values of a bus, immutable; two snapshots are equal when their values are.

    `timestamp` is when it was received, in seconds UTC. `asked_at` and `received_at` are readings of the
    monotonic clock: what lies between cannot be told apart.
    """

    values: bytes
    timestamp: float = field(kw_only=True)
    asked_at: float = field(kw_only=True)
    received_at: float = field(kw_only=True)

    def __post_init__(self) -> None:
        if not isinstance(self.values, bytes):
            raise wrong("a snapshot's values", self.values, f"give {OUTPUTS} bytes")
        if len(self.values) != OUTPUTS:
            raise ConfigurationError(
                ArgumentMistake.SNAPSHOT_SIZE_WRONG(size=len(self.values), outputs=OUTPUTS)
            )
        times = (self.timestamp, self.asked_at, self.received_at)
        if tuple(map(type, times)) != _FLOATS or isnan(sum(times)):
            self._check_times()

    def _check_times(self) -> None:
        """Whole numbers are times too, though no clock gives them; checked apart since a link makes many."""
        check_all(
            lambda: check_number("a snapshot's timestamp", self.timestamp),
            lambda: check_number("a snapshot's asked_at", self.asked_at),
            lambda: check_number("a snapshot's received_at", self.received_at),
        )

    def value(self, address: OutputAddress) -> int:
        """The raw value, 0 to 255 (docs/protocol.md, "Output values")."""
        if not isinstance(address, OutputAddress):
            raise wrong("an output", address, ADDRESS_FIX)
        return self.values[address.index]

    def is_on(self, address: OutputAddress) -> bool:
        """Whether the output is on; any value above 0 is."""
        if not isinstance(address, OutputAddress):
            raise wrong("an output", address, ADDRESS_FIX)
        return self.values[address.index] > 0

    def module(self, number: int) -> bytes:
        """The 8 values of module `number` (1 to 16)."""
        if type(number) is not int or not 1 <= number <= MODULES:
            raise wrong("a module", number, f"use 1 to {MODULES}")
        start = (number - 1) * OUTPUTS_PER_MODULE
        return self.values[start : start + OUTPUTS_PER_MODULE]

    def changes_since(self, other: StateSnapshot) -> tuple[OutputChange, ...]:
        """What has another value than in `other`, in the order of the addresses."""
        if not isinstance(other, StateSnapshot):
            raise wrong("the other snapshot", other, "give a StateSnapshot")
        if self.values == other.values:
            return ()
        return tuple(
            OutputChange(OutputAddress.from_index(index), old, new)
            for index, (old, new) in enumerate(zip(other.values, self.values, strict=True))
            if old != new
        )

    def replace_values(self, values: Mapping[OutputAddress, int]) -> StateSnapshot:
        """The same moment with other values (0 to 255) at some addresses."""
        if not isinstance(values, Mapping):
            raise wrong("the values", values, "give {OutputAddress: value}")
        changed = bytearray(self.values)
        for address, value in values.items():
            index = check_address(address).index
            if type(value) is not int or not 0 <= value <= 255:
                raise wrong(f"the value of output {address}", value, "use 0 to 255")
            changed[index] = value
        return StateSnapshot(
            bytes(changed),
            timestamp=self.timestamp,
            asked_at=self.asked_at,
            received_at=self.received_at,
        )

    @property
    def timestamp_iso(self) -> str:
        """`timestamp` as ISO 8601 in UTC with milliseconds."""
        return datetime.fromtimestamp(self.timestamp, UTC).isoformat(timespec="milliseconds")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StateSnapshot):
            return NotImplemented
        return self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)
