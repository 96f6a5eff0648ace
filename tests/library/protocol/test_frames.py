"""Bus frames, and the one that sets the outputs of a module."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ConfigurationError, ProtocolError
from ipcom.model.bus_type import BusType
from ipcom.protocol import BusFrame, outputs_set_by, set_outputs_frame
from ipcom.protocol.frames import take_frame
from tests.library.protocol.protocol_strategies import frames, fuzz

VALUES = bytes([0, 255, 1, 2, 100, 251, 0, 255])


@fuzz
@given(frames)
def test_a_frame_survives_the_wire(frame: BusFrame) -> None:
    assert BusFrame.parse(frame.encode()) == frame


@fuzz
@given(frames, st.binary(max_size=20))
def test_a_frame_is_taken_off_what_follows_it(frame: BusFrame, rest: bytes) -> None:
    encoded = frame.encode()
    assert take_frame(encoded + rest) == (frame, len(encoded))


@fuzz
@given(frames)
def test_every_prefix_of_a_frame_waits_for_the_rest(frame: BusFrame) -> None:
    encoded = frame.encode()
    assert all(take_frame(encoded[:size]) is None for size in range(len(encoded)))


@pytest.mark.parametrize(
    ("encoded", "complaint"),
    [
        ("", "not one bus frame"),
        ("23", "not one bus frame"),
        ("23 3c 00", "not one bus frame"),
        ("23 3c 00 02 05 05 00", "not one bus frame"),
        ("02 24 3c 00 02 05 05", "no bus frame"),
        ("23 3c 00 00", "length 0"),
        ("02 23 3c 00 00", "length 0"),
        ("23 3c 00 02 05 06", "wrong checksum"),
        ("23 3c 00 01 01", "wrong checksum"),
    ],
)
def test_bytes_that_are_no_frame_are_refused(encoded: str, complaint: str) -> None:
    with pytest.raises(ProtocolError, match=complaint):
        BusFrame.parse(bytes.fromhex(encoded))


def test_a_bus_byte_of_zero_counts_as_left_out() -> None:
    assert BusFrame.parse(bytes.fromhex("00 23 3c 00 01 00")) == BusFrame(None, 0x3C, 0, b"")


@pytest.mark.parametrize(
    ("bus", "to", "sender", "data", "complaint"),
    [
        (0, 60, 0, b"", "bus 0"),
        (256, 60, 0, b"", "bus 256"),
        (0x23, 60, 0, b"", "bus 35"),
        (1, 256, 0, b"", "frame addresses 256, 0"),
        (1, 60, -1, b"", "frame addresses 60, -1"),
        (1, 60, 0, bytes(255), "255 data bytes"),
    ],
)
def test_a_frame_that_cannot_be_written_is_refused(
    bus: int, to: int, sender: int, data: bytes, complaint: str
) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        BusFrame(bus, to, sender, data)


@pytest.mark.parametrize("frame_bus", [None, 1, 2])
@pytest.mark.parametrize("bus_type", BusType)
@pytest.mark.parametrize("module", [1, 6, 16])
def test_the_gateway_reads_back_which_module_is_set(
    module: int, bus_type: BusType, frame_bus: int | None
) -> None:
    frame = set_outputs_frame(module, VALUES, bus_type, frame_bus)
    assert frame.bus == frame_bus
    assert outputs_set_by(frame, bus_type) == (module, VALUES)


def test_bus_0_is_left_out() -> None:
    assert set_outputs_frame(1, VALUES, BusType.MINIDO, 0).encode()[0] == 0x23


@pytest.mark.parametrize(("module", "values"), [(0, VALUES), (17, VALUES), (1, VALUES[:7]), (1, VALUES * 2)])
def test_a_write_outside_the_installation_is_refused(module: int, values: bytes) -> None:
    with pytest.raises(ConfigurationError):
        set_outputs_frame(module, values, BusType.MINIDO, 2)


@pytest.mark.parametrize(
    "frame",
    [
        BusFrame(2, 59, 0, b"\x01" + VALUES),
        BusFrame(2, 76, 0, b"\x01" + VALUES),
        BusFrame(2, 60, 0, b"\x02" + VALUES),
        BusFrame(2, 60, 0, b"\x01" + VALUES[:7]),
        BusFrame(2, 60, 0, b""),
    ],
)
def test_another_frame_sets_no_outputs(frame: BusFrame) -> None:
    assert outputs_set_by(frame, BusType.MINIDO) is None
