"""Messages in words."""

import pytest

from ipcom.protocol import events
from ipcom.protocol.frames import BusFrame
from ipcom.protocol.messages import OUTPUTS, frame_message, outputs_reply
from ipcom.protocol.wire_words import WireMessage, kind_of, words_of

WRITE = BusFrame(2, 62, 0, bytes([1, 0, 0, 0, 255, 0, 0, 0, 0]))
REPORT = BusFrame(None, 0, 62, b"\x07\x08")


def outputs(**values: int) -> bytes:
    """The message with these outputs, named `m3_4`."""
    raw = bytearray(OUTPUTS)
    for name, value in values.items():
        module, output = name.removeprefix("m").split("_")
        raw[(int(module) - 1) * 8 + int(output) - 1] = value
    return outputs_reply(bytes(raw))


def heard(event: object, plain: bytes = b"", size: int = 2, before: bytes = b"") -> str:
    return words_of(WireMessage(1, 0.0, False, kind_of(event), plain, size), event, before)


def said(kind: str, plain: bytes = b"", size: int = 2) -> str:
    return words_of(WireMessage(1, 0.0, True, kind, plain, size), None, b"")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (events.LoginAccepted("4.10", True), "login accepted, enciphered, firmware 4.10"),
        (events.LoginAccepted("", False), "login accepted, in plaintext, firmware not told"),
        (events.LoginRefused(b"secret"), "login refused"),
        (events.PlaintextHint(), "plaintext hint"),
        (events.KeepAliveReply(), "keep-alive"),
        (events.Disconnected(), "disconnect"),
        (events.ConnectionClosed(), "closed"),
        (events.FrameReply(None), "frame that is no frame"),
        (events.FrameReply(REPORT), "frame: from 62 to 0, 2 bytes of data"),
        ("something new", "str"),
    ],
)
def test_what_the_gateway_says_is_one_line(event: object, words: str) -> None:
    assert heard(event) == f"from the gateway: {words} | 2 bytes"


def test_the_bytes_stand_beside_the_words() -> None:
    plain = frame_message(WRITE)
    assert said("write", plain, len(plain)) == (
        "to the gateway: write: from 0 to 62, bus 2, outputs 0 0 0 255 0 0 0 0"
        " | 17 bytes | 040102233e000a01000000ff00000000fe"
    )
    assert said("read", b"\x05\x01") == "to the gateway: read | 2 bytes | 0501"
    assert said("login", b"", 56) == "to the gateway: login | 56 bytes"
    assert said("write", b"\x04\x01\x99\x99") == "to the gateway: write | 2 bytes | 04019999"


def test_of_outputs_it_says_which_are_on_and_later_which_differ() -> None:
    first, second = outputs(m3_4=255), outputs(m3_4=255, m16_8=40)
    assert heard(events.OutputsReply(b""), first, 130).startswith(
        "from the gateway: outputs: 3/4 255 | 130 bytes | 0501000000"
    )
    assert heard(events.OutputsReply(b""), outputs(), 130).startswith("from the gateway: outputs: all off | ")
    assert (
        heard(events.OutputsReply(b""), second, 130, first)
        == "from the gateway: outputs: 16/8 40 | 130 bytes"
    )
    assert (
        heard(events.OutputsReply(b""), first, 130, first)
        == "from the gateway: outputs: as before | 130 bytes"
    )


def test_many_differences_are_counted() -> None:
    full = outputs_reply(bytes([255]) * OUTPUTS)
    words = heard(events.OutputsReply(b""), full, 130, outputs())
    assert words.count("255") == 12
    assert words.endswith("2/4 255 and 116 more | 130 bytes")
