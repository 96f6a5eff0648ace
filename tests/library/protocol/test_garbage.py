"""Garbage of any kind at any moment gives an event, nothing, or a `ProtocolError` that stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ProtocolError
from ipcom.protocol import BusFrame, Cipher, ClientSession, GatewaySession
from ipcom.protocol.login_messages import LoginReply
from ipcom.protocol.receiver import MAX_UNREAD
from tests.library.protocol.protocol_strategies import FAILURE, Listener, Mark, Step, ciphers, fuzz

HANDSHAKE = Cipher.handshake()
WRITE = b"\x04\x01" + BusFrame(2, 60, 0, bytes(9)).encode()
SNAPSHOT = b"\x05\x01" + bytes(128)
marks = st.sampled_from(list(Mark))


def messages(cipher: Cipher) -> st.SearchStrategy[bytes]:
    """Messages, whole and spoilt: garbage that gets far."""
    plain = st.sampled_from(
        [SNAPSHOT, WRITE, b"\x03\x01", b"\x02\x01", b"\x05\x01", LoginReply("4", bytes(128)).encode()]
    )
    headed = st.tuples(st.integers(0, 40), st.sampled_from([0, 1, 2]), st.binary(max_size=300)).map(
        lambda drawn: bytes(drawn[:2]) + drawn[2]
    )
    spoilt = st.tuples(plain, st.integers(0, 129), st.integers(0, 255)).map(
        lambda drawn: bytes(
            drawn[2] if i == drawn[1] % len(drawn[0]) else byte for i, byte in enumerate(drawn[0])
        )
    )
    return st.one_of(plain, headed, spoilt).map(cipher.encrypt)


def steps(cipher: Cipher) -> st.SearchStrategy[list[Step]]:
    cut = st.tuples(messages(cipher), st.integers(0, 300)).map(lambda drawn: drawn[0][: drawn[1]])
    return st.lists(
        st.one_of(st.binary(max_size=300), messages(cipher), cut, marks, st.just(bytes(5000))), max_size=15
    )


def assert_harmless(listener: Listener, garbage: list[Step]) -> None:
    for step in garbage:
        listener.feed([step])
        assert listener.session.unread <= MAX_UNREAD
        assert FAILURE not in listener.heard[:-1]
    if FAILURE in listener.heard:
        assert_failed_for_ever(listener)


def assert_failed_for_ever(listener: Listener) -> None:
    heard = list(listener.heard)
    with pytest.raises(ProtocolError) as first:
        listener.session.next_event()
    listener.feed([SNAPSHOT, Mark.DRAINED, Mark.QUIET, Mark.EOF])
    with pytest.raises(ProtocolError) as later:
        listener.session.next_event()
    assert str(first.value) == str(later.value)
    assert listener.heard == heard
    assert listener.session.unread == 0


@fuzz
@given(st.booleans(), st.booleans(), st.data())
def test_a_client_that_logs_in_survives_garbage(plaintext: bool, login: bool, data: st.DataObject) -> None:
    session = ClientSession(plaintext=plaintext)
    if login:
        session.login("demo", "secret", 1)
    cipher = Cipher.plaintext() if plaintext else HANDSHAKE
    assert_harmless(Listener(session), data.draw(steps(cipher)))


@fuzz
@given(st.binary(min_size=128, max_size=128), st.data())
def test_a_client_that_is_online_survives_garbage(key: bytes, data: st.DataObject) -> None:
    session = ClientSession()
    session.login("demo", "secret", 1)
    listener = Listener(session).feed([HANDSHAKE.encrypt(LoginReply("4.10", key).encode())])
    assert_harmless(listener, data.draw(steps(Cipher.session(key))))


@fuzz
@given(st.booleans(), st.data())
def test_a_gateway_before_the_login_survives_garbage(ciphered: bool, data: st.DataObject) -> None:
    cipher = HANDSHAKE if ciphered else Cipher.plaintext()
    listener = Listener(GatewaySession(ciphered=ciphered), lambda gateway: gateway.accept_login("4.10", None))
    login = cipher.encrypt(
        data.draw(st.binary(min_size=54, max_size=54).map(lambda rest: b"\x01\x02" + rest))
    )
    assert_harmless(listener, [*data.draw(steps(cipher)), login])


@fuzz
@given(ciphers(), st.one_of(st.none(), st.binary(min_size=128, max_size=128)), st.data())
def test_a_gateway_with_a_client_survives_garbage(
    other: Cipher, key: bytes | None, data: st.DataObject
) -> None:
    listener = Listener(GatewaySession(), lambda gateway: gateway.accept_login("4.10", key))
    listener.feed([ClientSession().login("demo", "secret", 1)])
    known = data.draw(st.booleans())
    assert_harmless(listener, data.draw(steps(Cipher.session(key or b"") if known else other)))
