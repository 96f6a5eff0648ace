"""The chained XOR that enciphers every message by itself; it protects nothing.

Each byte is masked by a table entry that the ciphertext byte before it chooses, so a prefix of a
message can be deciphered before the rest has arrived (docs/protocol.md, "Chained XOR").
"""

from __future__ import annotations

from typing import Final

from .cipher_table import HANDSHAKE_TABLE, TABLE

_POSITIONS: Final = bytes(range(256))


class Cipher:
    """One direction-less cipher: a table of masks, or none for plaintext."""

    __slots__ = ("_masks",)

    def __init__(self, masks: bytes) -> None:
        """Take 256 masks, or no bytes at all for no cipher."""
        self._masks = masks

    @classmethod
    def handshake(cls) -> Cipher:
        """Return the cipher of the login and its reply."""
        return cls(HANDSHAKE_TABLE)

    @classmethod
    def session(cls, key: bytes) -> Cipher:
        """Return the cipher after a login whose reply held `key`; an empty key means plaintext."""
        if not key:
            return cls.plaintext()
        repeated = key * (len(TABLE) // len(key) + 1)
        return cls(_xor(TABLE, repeated[: len(TABLE)]))

    @classmethod
    def plaintext(cls) -> Cipher:
        """Return the cipher of firmware that does not encipher."""
        return cls(b"")

    @property
    def ciphered(self) -> bool:
        """Whether this changes the bytes at all."""
        return bool(self._masks)

    def encrypt(self, message: bytes) -> bytes:
        """Encipher one whole message."""
        masks = self._masks
        if not masks:
            return message
        wire = bytearray()
        append = wire.append
        previous = 0
        for position, byte in enumerate(message):
            previous = byte ^ masks[previous ^ (position & 255)]
            append(previous)
        return bytes(wire)

    def decrypt(self, wire: bytes) -> bytes:
        """Decipher one message or any prefix of it, all bytes at once."""
        if not self._masks:
            return wire
        previous = (b"\0" + wire)[: len(wire)]
        indexes = _xor(previous, _positions(len(wire)))
        return _xor(wire, indexes.translate(self._masks))


def _positions(length: int) -> bytes:
    """Return the position of each byte of a message, modulo 256."""
    if length <= len(_POSITIONS):
        return _POSITIONS[:length]
    return (_POSITIONS * (length // len(_POSITIONS) + 1))[:length]


def _xor(left: bytes, right: bytes) -> bytes:
    """Return the XOR of two strings of the same length."""
    mixed = int.from_bytes(left, "big") ^ int.from_bytes(right, "big")
    return mixed.to_bytes(len(left), "big")
