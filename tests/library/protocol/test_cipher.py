"""The cipher against the loop of the documentation (docs/protocol.md, "Chained XOR")."""

from hypothesis import given
from hypothesis import strategies as st

from ipcom.protocol import Cipher
from ipcom.protocol.cipher_table import HANDSHAKE_TABLE, TABLE
from tests.library.protocol.protocol_strategies import fuzz

any_keys = st.binary(max_size=300)


def specified(message: bytes, key: bytes | None, *, encrypting: bool) -> bytes:
    """Do it byte by byte, as it is written down; no key is the handshake."""
    index, result = 0, bytearray()
    for position, byte in enumerate(message):
        index ^= position & 0xFF
        mask = HANDSHAKE_TABLE[index] if key is None else TABLE[index] ^ key[index % len(key)]
        result.append(byte ^ mask)
        index = result[-1] if encrypting else byte
    return bytes(result)


@fuzz
@given(st.binary(max_size=700), any_keys.filter(bool))
def test_a_session_key_enciphers_as_specified(message: bytes, key: bytes) -> None:
    cipher = Cipher.session(key)
    assert cipher.encrypt(message) == specified(message, key, encrypting=True)
    assert cipher.decrypt(message) == specified(message, key, encrypting=False)


@fuzz
@given(st.binary(max_size=700))
def test_the_handshake_enciphers_as_specified(message: bytes) -> None:
    cipher = Cipher.handshake()
    assert cipher.encrypt(message) == specified(message, None, encrypting=True)
    assert cipher.decrypt(message) == specified(message, None, encrypting=False)


@fuzz
@given(st.binary(max_size=300), any_keys, st.integers(0, 300))
def test_a_prefix_is_readable_before_the_rest_arrives(message: bytes, key: bytes, size: int) -> None:
    cipher = Cipher.session(key)
    wire = cipher.encrypt(message)
    assert cipher.decrypt(wire) == message
    assert cipher.decrypt(wire[:size]) == message[:size]


def test_positions_begin_again_after_256_bytes() -> None:
    message = bytes(1000)
    wire = Cipher.handshake().encrypt(message)
    assert wire == specified(message, None, encrypting=True)
    assert Cipher.handshake().decrypt(wire) == message


def test_no_key_means_plaintext() -> None:
    assert not Cipher.session(b"").ciphered
    assert not Cipher.plaintext().ciphered
    assert Cipher.handshake().ciphered
    assert Cipher.plaintext().encrypt(b"open") == Cipher.plaintext().decrypt(b"open") == b"open"
