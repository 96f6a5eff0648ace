"""What a peer sent, in messages that a person reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.protocol import peer_text
from ipcom.protocol.peer_text import printable_text
from tests.library.protocol.protocol_strategies import fuzz


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\x02\x42", "02 42"),
        (b"SSH-2.0", '"SSH-2.0"'),
        (b"HTTP/1.1 400 Bad Request and more", '"HTTP/1.1 400 Bad Request"... (33 bytes)'),
        (b"\x1b[2J", "1b 5b 32 4a"),
        (bytes(4096), "00 " * 23 + "00... (4096 bytes)"),
    ],
)
def test_peer_text_shows_what_arrived(data: bytes, text: str) -> None:
    assert peer_text(data) == text


@fuzz
@given(st.binary(max_size=5000))
def test_peer_text_is_short_and_harmless(data: bytes) -> None:
    assert len(peer_text(data)) < 100
    assert peer_text(data).isprintable()


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"4.10", "4.10"), (b"4.1\0", "4.1"), (b"4\n10", "4?10"), (bytes(4), ""), (b" 42 ", "42")],
)
def test_a_text_field_is_printable(data: bytes, text: str) -> None:
    assert printable_text(data) == text
