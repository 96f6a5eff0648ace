"""What a peer sent, made fit for error messages and logs: bounded and without control characters."""

from __future__ import annotations

from typing import Final

SHOWN_BYTES: Final = 24
"""Enough to recognise a banner or a message; a log line stays a line."""


def peer_text(data: bytes) -> str:
    """Describe bytes of a peer: quoted if they are plain text, as hex otherwise, cut when long."""
    shown = data[:SHOWN_BYTES]
    text = f'"{shown.decode("ascii")}"' if _is_printable(shown) else shown.hex(" ")
    return text if len(data) <= SHOWN_BYTES else f"{text}... ({len(data)} bytes)"


def printable_text(data: bytes) -> str:
    """Return a text field of a peer with everything but printable ASCII replaced, ends stripped."""
    return "".join(chr(byte) if _is_printable(bytes([byte])) else "?" for byte in data).strip(" ?")


def _is_printable(data: bytes) -> bool:
    return bool(data) and all(0x20 <= byte < 0x7F for byte in data)
