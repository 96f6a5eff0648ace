"""The client's end: what it makes of each answer of a gateway."""

from typing import Any

import pytest

from ipcom.errors import ConfigurationError, ProtocolError
from ipcom.protocol import (
    NEED_DATA,
    BusFrame,
    Cipher,
    ClientSession,
    ConnectionClosed,
    Disconnected,
    FrameReply,
    KeepAliveReply,
    LoginAccepted,
    LoginRefused,
    OutputsReply,
    PlaintextHint,
)
from ipcom.protocol.login_messages import LoginReply
from tests.library.protocol.protocol_strategies import FAILURE, Listener, Mark, Step

KEY = bytes(range(1, 129))
HANDSHAKE, SESSION, PLAIN = Cipher.handshake(), Cipher.session(KEY), Cipher.plaintext()
LONG_REPLY = LoginReply("4.10", KEY).encode()
VALUES = bytes(range(128))
SNAPSHOT = b"\x05\x01" + VALUES
FRAME = BusFrame(2, 60, 0, b"\x01" + bytes(8))
ACKNOWLEDGEMENT = b"\x04\x01" + FRAME.encode()
ECHO = object()
"""Stands for the login that was sent."""


def logging_in(*, plaintext: bool = False) -> tuple[ClientSession, bytes]:
    session = ClientSession(plaintext=plaintext)
    return session, session.login("demo", "secret", 1)


def online() -> Listener:
    session, _ = logging_in()
    listener = Listener(session).feed([HANDSHAKE.encrypt(LONG_REPLY)])
    listener.heard.clear()
    return listener


def heard(*plain: bytes | Mark) -> list[Any]:
    steps: list[Step] = [step if isinstance(step, Mark) else SESSION.encrypt(step) for step in plain]
    return online().feed(steps).heard


# The login.


@pytest.mark.parametrize(
    ("plaintext", "reply", "ciphered"),
    [(False, HANDSHAKE.encrypt(LONG_REPLY), True), (True, LONG_REPLY, False)],
)
def test_a_long_reply_accepts_the_login(plaintext: bool, reply: bytes, ciphered: bool) -> None:
    session, _ = logging_in(plaintext=plaintext)
    assert Listener(session).feed([reply]).heard == [LoginAccepted("4.10", ciphered)]
    assert session.firmware == "4.10"
    assert session.ciphered is ciphered


@pytest.mark.parametrize("plaintext", [False, True])
def test_a_short_success_is_final_when_the_gateway_falls_quiet(plaintext: bool) -> None:
    session, _ = logging_in(plaintext=plaintext)
    listener = Listener(session).feed([(PLAIN if plaintext else HANDSHAKE).encrypt(b"\x01\x07\x01")])
    assert listener.heard == []
    assert listener.feed([Mark.QUIET, SNAPSHOT]).heard == [LoginAccepted("", False), OutputsReply(VALUES)]
    assert session.read_outputs() == b"\x05\x01"


def test_a_gateway_in_clear_gives_the_plaintext_hint_at_once() -> None:
    session, _ = logging_in()
    assert Listener(session).feed([b"\x02\x01", b"more"]).heard == [PlaintextHint()]


@pytest.mark.parametrize("last", [Mark.QUIET, Mark.EOF])
@pytest.mark.parametrize(
    "reply",
    [
        b"\x01",
        b"\x01\x02",
        b"\x01\x02\x00",
        b"\x01\x02\x02",
        b"\x02\x01",
        b"\x77",
        b"\x01\x02\x01\x00",
        LONG_REPLY[:-1],
    ],
)
def test_any_other_short_reply_refuses_the_login(reply: bytes, last: Mark) -> None:
    session, _ = logging_in()
    listener = Listener(session).feed([HANDSHAKE.encrypt(reply)])
    assert listener.heard == []
    listener.feed([last])
    assert listener.heard[0] == LoginRefused(reply)
    assert listener.heard[1:] == [ConnectionClosed()] * (last is Mark.EOF)


def test_a_short_success_before_a_close_refuses_the_login() -> None:
    session, _ = logging_in()
    steps: list[Step] = [HANDSHAKE.encrypt(b"\x01\x02\x01"), Mark.EOF]
    assert Listener(session).feed(steps).heard == [LoginRefused(b"\x01\x02\x01"), ConnectionClosed()]


@pytest.mark.parametrize(
    ("size", "goes_on"), [(0, False), (1, True), (2, True), (3, True), (4, True), (134, True), (135, False)]
)
@pytest.mark.parametrize("plaintext", [False, True])
def test_the_beginning_of_a_long_success_is_known_as_such(plaintext: bool, size: int, goes_on: bool) -> None:
    session, _ = logging_in(plaintext=plaintext)
    listener = Listener(session)
    cipher = Cipher.plaintext() if plaintext else Cipher.handshake()
    listener.feed([cipher.encrypt(LONG_REPLY)[:size]])
    assert session.login_goes_on is goes_on


@pytest.mark.parametrize("reply", [b"\x01\x02\x01", b"\x01\x02\x00", b"\x02", b"\x02\x01"])
def test_a_short_answer_is_no_beginning_of_a_long_success(reply: bytes) -> None:
    session, _ = logging_in()
    session.receive_data(Cipher.handshake().encrypt(reply))
    assert not session.login_goes_on


def test_a_disconnect_in_clear_is_a_refusal_on_a_plaintext_session() -> None:
    session, _ = logging_in(plaintext=True)
    assert Listener(session).feed([b"\x02\x01"]).heard == [LoginRefused(b"\x02\x01")]


def test_a_refused_session_drops_what_follows() -> None:
    session, _ = logging_in()
    listener = Listener(session).feed([b"\x99", Mark.QUIET])
    listener.heard.clear()
    assert listener.feed([HANDSHAKE.encrypt(LONG_REPLY), Mark.QUIET, Mark.EOF]).heard == [ConnectionClosed()]


def test_a_close_without_a_byte_is_only_a_close() -> None:
    session, _ = logging_in()
    assert Listener(session).feed([Mark.QUIET, Mark.EOF]).heard == [ConnectionClosed()]


@pytest.mark.parametrize("banner", [b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 400 Bad Request\r\n", bytes(4)])
@pytest.mark.parametrize("plaintext", [False, True])
def test_another_kind_of_server_is_named_as_such(banner: bytes, plaintext: bool) -> None:
    session, _ = logging_in(plaintext=plaintext)
    session.receive_data(banner)
    with pytest.raises(ProtocolError, match=r"not an IPCom gateway: .*; check the host and the port"):
        session.next_event()


@pytest.mark.parametrize("size", [4, 40, 55, 56])
@pytest.mark.parametrize("plaintext", [False, True])
def test_an_echo_of_the_login_is_no_gateway_and_quotes_no_password(plaintext: bool, size: int) -> None:
    session, login = logging_in(plaintext=plaintext)
    session.receive_data(login[:size])
    session.quiet()
    with pytest.raises(ProtocolError, match="it echoes the login") as caught:
        session.next_event()
    assert "secret" not in str(caught.value)


def test_a_server_that_speaks_first_is_no_gateway() -> None:
    session = ClientSession()
    session.receive_data(b"220 mail ready")
    with pytest.raises(ProtocolError, match='before any login it said "220 mail ready"'):
        session.next_event()


def test_every_login_takes_the_key_of_its_own_reply() -> None:
    for key in (KEY, bytes(128), KEY[::-1]):
        session, _ = logging_in()
        wire = HANDSHAKE.encrypt(LoginReply("4.10", key).encode())
        Listener(session).feed([wire])
        assert Cipher.session(key).decrypt(session.read_outputs()) == b"\x05\x01"


@pytest.mark.parametrize(
    ("username", "password", "bus"), [("u" * 22, "", 1), ("", "p" * 23, 1), ("demo", "secret", 0)]
)
def test_a_login_that_does_not_fit_sends_nothing(username: str, password: str, bus: int) -> None:
    session = ClientSession()
    with pytest.raises(ConfigurationError):
        session.login(username, password, bus)
    assert session.login("demo", "secret", 1)


def test_a_session_logs_in_once() -> None:
    session, _ = logging_in()
    with pytest.raises(RuntimeError, match="make a new one"):
        session.login("demo", "secret", 1)


def test_requests_wait_for_the_login_but_a_farewell_does_not() -> None:
    session, _ = logging_in()
    for request in (session.read_outputs, session.keep_alive, lambda: session.write(FRAME)):
        with pytest.raises(RuntimeError, match="before the login is accepted"):
            request()
    assert HANDSHAKE.decrypt(session.disconnect()) == b"\x02\x01"


# After the login.


def test_a_snapshot_gives_its_values() -> None:
    assert heard(SNAPSHOT, SNAPSHOT) == [OutputsReply(VALUES)] * 2


def test_the_same_ciphertext_is_deciphered_once() -> None:
    first, again, other, first_again = heard(SNAPSHOT, SNAPSHOT, b"\x05\x01" + bytes(128), SNAPSHOT)
    assert again is first
    assert other == OutputsReply(bytes(128))
    assert first_again == first


@pytest.mark.parametrize("bus", [None, 1, 2])
def test_a_write_may_be_answered_by_a_frame_with_or_without_bus(bus: int | None) -> None:
    frame = BusFrame(bus, 60, 0, b"\x01" + VALUES[:8])
    assert heard(b"\x04\x01" + frame.encode(), SNAPSHOT) == [FrameReply(frame), OutputsReply(VALUES)]


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_the_length_of_a_keep_alive_reply_does_not_matter(length: int) -> None:
    reply = b"\x03\x01\x05\x01\x07"[:length]
    assert heard(reply, Mark.DRAINED, SNAPSHOT) == [KeepAliveReply(), OutputsReply(VALUES)]


def test_a_keep_alive_reply_drains_until_told_otherwise() -> None:
    listener = online().feed([SESSION.encrypt(b"\x03\x01")])
    assert listener.session.draining
    listener.feed([SESSION.encrypt(SNAPSHOT), Mark.QUIET])
    assert listener.heard == [KeepAliveReply()]
    listener.feed([Mark.DRAINED, SESSION.encrypt(SNAPSHOT)])
    assert listener.heard == [KeepAliveReply(), OutputsReply(VALUES)]


def test_the_number_of_bytes_dropped_while_draining_is_told() -> None:
    listener = online().feed([SESSION.encrypt(b"\x03\x01") + bytes(3), bytes(5), Mark.DRAINED])
    assert listener.session.dropped == 2 + 3 + 5


def test_a_drained_session_drains_no_more() -> None:
    assert not online().feed([SESSION.encrypt(b"\x03\x01"), Mark.DRAINED]).session.draining


@pytest.mark.parametrize(
    "reply",
    [
        b"\x04\x02" + FRAME.encode(),
        b"\x04\x01\x01\x02",
        b"\x04\x01\x23\x3c\x00\x00",
        ACKNOWLEDGEMENT[:-1] + b"\x55",
    ],
)
def test_an_unreadable_frame_is_a_reply_and_drains(reply: bytes) -> None:
    assert heard(reply, SNAPSHOT, Mark.DRAINED, SNAPSHOT) == [FrameReply(None), OutputsReply(VALUES)]


@pytest.mark.parametrize("tail", [b"\x00", b"\x01\x01", b"\xff" * 40])
def test_a_frame_with_nonsense_behind_it_is_a_reply_and_drains(tail: bytes) -> None:
    listener = online()
    listener.feed([SESSION.encrypt(ACKNOWLEDGEMENT) + SESSION.encrypt(tail)])
    assert listener.heard == [FrameReply(None)]
    assert listener.session.draining


def test_a_frame_with_a_snapshot_behind_it_is_both() -> None:
    listener = online()
    listener.feed([SESSION.encrypt(ACKNOWLEDGEMENT) + SESSION.encrypt(SNAPSHOT)])
    assert listener.heard == [FrameReply(FRAME), OutputsReply(VALUES)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, len(ACKNOWLEDGEMENT) - 1])
def test_an_unfinished_frame_is_a_reply_once_the_gateway_falls_quiet(size: int) -> None:
    assert heard(ACKNOWLEDGEMENT[:size]) == []
    assert heard(ACKNOWLEDGEMENT[:size], Mark.QUIET, Mark.DRAINED, SNAPSHOT) == [
        FrameReply(None),
        OutputsReply(VALUES),
    ]


def test_a_quiet_moment_does_not_cut_a_snapshot() -> None:
    wire = SESSION.encrypt(SNAPSHOT)
    assert online().feed([wire[:60], Mark.QUIET, wire[60:]]).heard == [OutputsReply(VALUES)]


def test_a_quiet_moment_is_over_when_something_arrives() -> None:
    wire = SESSION.encrypt(ACKNOWLEDGEMENT)
    assert online().feed([Mark.QUIET, wire[:5], wire[5:]]).heard == [FrameReply(FRAME)]


def test_an_unfinished_message_at_the_close_is_dropped() -> None:
    for part in (ACKNOWLEDGEMENT[:5], SNAPSHOT[:60]):
        listener = online().feed([SESSION.encrypt(part), Mark.EOF, SNAPSHOT])
        assert listener.heard == [ConnectionClosed()]
        assert listener.session.unread == 0


def test_a_disconnect_ends_the_session() -> None:
    assert heard(b"\x02\x01", SNAPSHOT) == [Disconnected()]


@pytest.mark.parametrize(
    "reply", [LONG_REPLY, b"\x06\x01", b"\x0e\x65", b"\x00", b"\xff", b"\x05\x02", b"\x05\x00"]
)
def test_a_reply_of_unknown_kind_is_an_error_for_ever(reply: bytes) -> None:
    listener = online().feed([SESSION.encrypt(reply)])
    assert listener.heard == [FAILURE]
    listener.feed([SNAPSHOT, Mark.QUIET, Mark.DRAINED, Mark.EOF])
    with pytest.raises(ProtocolError, match="connect again"):
        listener.session.next_event()
    assert listener.session.unread == 0


def test_a_flood_is_an_error_and_is_not_stored() -> None:
    session, _ = logging_in()
    session.receive_data(bytes(4097))
    assert session.unread == 0
    with pytest.raises(ProtocolError, match="more than 4096 bytes"):
        session.next_event()


def test_thirty_snapshots_at_once_are_no_flood() -> None:
    assert online().feed([SESSION.encrypt(SNAPSHOT) * 30]).heard == [OutputsReply(VALUES)] * 30


def test_no_data_is_no_event() -> None:
    assert ClientSession().next_event() is NEED_DATA


def test_a_session_without_a_key_has_no_fingerprint() -> None:
    assert ClientSession().fingerprint == ""
    assert ClientSession(plaintext=True).fingerprint == ""
