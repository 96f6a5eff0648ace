"""All outputs of a bus at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from .address import MODULES, OUTPUTS, OUTPUTS_PER_MODULE, OutputAddress

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OutputChange:
    """One output that has another value than before."""

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
        if len(self.values) != OUTPUTS:
            raise ConfigurationError(
                f"A snapshot of {len(self.values)} values: a bus has {OUTPUTS}, one byte each."
            )

    def value(self, address: OutputAddress) -> int:
        """The raw value, 0 to 255."""
        return self.values[address.index]

    def is_on(self, address: OutputAddress) -> bool:
        """Whether the output is on; any value above 0 is."""
        return self.values[address.index] > 0

    def module(self, number: int) -> bytes:
        """The 8 values of module `number` (1 to 16)."""
        if not 1 <= number <= MODULES:
            raise ConfigurationError(f"There is no module {number}: use 1 to {MODULES}.")
        start = (number - 1) * OUTPUTS_PER_MODULE
        return self.values[start : start + OUTPUTS_PER_MODULE]

    def changes_since(self, other: StateSnapshot) -> tuple[OutputChange, ...]:
        """What has another value than in `other`, in the order of the addresses."""
        if self.values == other.values:
            return ()
        return tuple(
            OutputChange(OutputAddress.from_index(index), old, new)
            for index, (old, new) in enumerate(zip(other.values, self.values, strict=True))
            if old != new
        )

    def replace_values(self, values: Mapping[OutputAddress, int]) -> StateSnapshot:
        """The same moment with other values (0 to 255) at some addresses."""
        changed = bytearray(self.values)
        for address, value in values.items():
            if not 0 <= value <= 255:
                raise ConfigurationError(f"Output {address}: {value} is out of range: use 0 to 255.")
            changed[address.index] = value
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
