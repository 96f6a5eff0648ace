"""What is said of bytes that no gateway sends: a code, and what came as a value."""

import pytest

from ipcom.errors import ProtocolError
from ipcom.protocol.frames import BusFrame


def test_a_wrong_checksum_shows_the_frame() -> None:
    frame = bytearray(BusFrame(1, 60, 0, bytes([1, 2])).encode())
    frame[-1] ^= 1
    with pytest.raises(ProtocolError) as caught:
        BusFrame.parse(bytes(frame))
    assert caught.value.code == "frame_checksum_wrong"
    assert caught.value.values == {"frame": frame.hex(" ")}
