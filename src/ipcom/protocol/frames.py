"""Frames of the bus as they travel inside ID 4: `[bus] 23 to from length data checksum`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING, Final

from ..errors import ConfigurationError, ProtocolError
from .peer_text import peer_text
from .protocol_text import MessageText

if TYPE_CHECKING:
    from ..model.bus_type import BusType

START: Final = 0x23
SET_OUTPUTS: Final = 0x01
OUTPUTS_PER_MODULE: Final = 8
MODULES: Final = 16
MAX_DATA: Final = 254
"""The length byte counts the data and itself."""
MAX_FRAME: Final = 1 + 4 + MAX_DATA + 1


@dataclass(frozen=True, slots=True)
class BusFrame:
    """One frame on the bus; `bus` is None where the bus byte is left out."""

    bus: int | None
    to: int
    sender: int
    data: bytes

    def __post_init__(self) -> None:
        """Refuse what cannot be written, or could not be read back."""
        if self.bus is not None and (self.bus == START or not 1 <= self.bus <= 255):
            raise ConfigurationError(MessageText.FRAME_BUS_WRONG(bus=self.bus))
        if not (0 <= self.to <= 255 and 0 <= self.sender <= 255):
            raise ConfigurationError(MessageText.FRAME_ADDRESS_WRONG(to=self.to, sender=self.sender))
        if len(self.data) > MAX_DATA:
            raise ConfigurationError(MessageText.FRAME_TOO_LONG(size=len(self.data), limit=MAX_DATA))

    def encode(self) -> bytes:
        """Return the bytes of the frame, bus byte and checksum included."""
        bus = b"" if self.bus is None else bytes([self.bus])
        head = bytes([START, self.to, self.sender, len(self.data) + 1])
        return bus + head + self.data + bytes([checksum(self.data)])

    @classmethod
    def parse(cls, encoded: bytes) -> BusFrame:
        """Read exactly one frame; raises `ProtocolError` on anything else."""
        taken = take_frame(encoded)
        if taken is None or taken[1] != len(encoded):
            raise ProtocolError(MessageText.NOT_ONE_FRAME(said=peer_text(encoded)))
        return taken[0]


def take_frame(encoded: bytes) -> tuple[BusFrame, int] | None:
    """Read the frame at the start of `encoded`: it and its size, or None while bytes are missing.

    Raises `ProtocolError` as soon as the bytes cannot become a frame any more.
    """
    start = _start(encoded)
    if start is None or len(encoded) < start + 4:
        return None
    to, sender, length = encoded[start + 1 : start + 4]
    if length == 0:
        raise ProtocolError(MessageText.FRAME_EMPTY())
    end = start + 4 + length
    if len(encoded) < end:
        return None
    data = encoded[start + 4 : end - 1]
    if checksum(data) != encoded[end - 1]:
        raise ProtocolError(MessageText.FRAME_CHECKSUM_WRONG(frame=peer_text(encoded[:end])))
    bus = encoded[0] if start else 0
    return BusFrame(bus or None, to, sender, data), end


def _start(encoded: bytes) -> int | None:
    """Return where the start byte is (0, or 1 behind a bus byte); None while it is missing."""
    start = encoded[:2].find(START)
    if start < 0 and len(encoded) >= 2:
        raise ProtocolError(MessageText.NO_FRAME(said=peer_text(encoded[:2])))
    return None if start < 0 else start


def checksum(data: bytes) -> int:
    """Return the XOR of the data bytes."""
    return reduce(xor, data, 0)


def set_outputs_frame(module: int, values: bytes, bus_type: BusType, frame_bus: int | None) -> BusFrame:
    """Build the frame that sets all 8 outputs of a module (1..16) to `values` (0..255 each).

    `frame_bus` is the number on the wire, not the bus logged in to (docs/protocol.md, "Bus number in a frame").
    """
    if not 1 <= module <= MODULES:
        raise ConfigurationError(MessageText.FRAME_MODULE_WRONG(module=module, highest=MODULES))
    if len(values) != OUTPUTS_PER_MODULE:
        raise ConfigurationError(
            MessageText.MODULE_VALUES_MISSING(count=len(values), wanted=OUTPUTS_PER_MODULE)
        )
    to = bus_type.base_address + module - 1
    return BusFrame(frame_bus or None, to, 0, bytes([SET_OUTPUTS]) + values)


def outputs_set_by(frame: BusFrame, bus_type: BusType) -> tuple[int, bytes] | None:
    """Return the module (1..16) and the 8 values that a frame sets, or None for another frame."""
    module = frame.to - bus_type.base_address + 1
    if not 1 <= module <= MODULES:
        return None
    if len(frame.data) != 1 + OUTPUTS_PER_MODULE or frame.data[0] != SET_OUTPUTS:
        return None
    return module, frame.data[1:]
