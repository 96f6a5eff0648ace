"""The gateway's end: what it makes of each request, and what it can answer."""

from typing import Any

import pytest

from ipcom.errors import ConfigurationError
from ipcom.protocol import (
    NEED_DATA,
    BusFrame,
    Cipher,
    ClientSession,
    ConnectionClosed,
    DisconnectRequest,
    FrameRequest,
    GatewaySession,
    KeepAliveRequest,
    LoginAccepted,
    LoginRefused,
    LoginRequest,
    OutputsRequest,
    PlaintextHint,
    RefusalStyle,
    UnknownRequest,
)
from tests.library.protocol.protocol_strategies import FAILURE, Listener, Mark, Step

KEY = bytes(range(1, 129))
SESSION = Cipher.session(KEY)
FRAME = BusFrame(2, 60, 0, b"\x01" + bytes(8))
WRITE = b"\x04\x01" + FRAME.encode()
LOGIN = LoginRequest("demo", "secret", 2)


def login_wire(*, plaintext: bool = False) -> bytes:
    return ClientSession(plaintext=plaintext).login(LOGIN.username, LOGIN.password, LOGIN.bus)


def online() -> Listener:
    listener = Listener(GatewaySession(), lambda gateway: gateway.accept_login("4.10", KEY))
    listener.feed([login_wire()])
    listener.heard.clear()
    return listener


def heard(*plain: bytes | Mark) -> list[Any]:
    steps: list[Step] = [step if isinstance(step, Mark) else SESSION.encrypt(step) for step in plain]
    return online().feed(steps).heard


@pytest.mark.parametrize("ciphered", [True, False])
def test_a_login_is_read(ciphered: bool) -> None:
    listener = Listener(GatewaySession(ciphered=ciphered))
    assert listener.feed([login_wire(plaintext=not ciphered)]).heard == [LOGIN]


def test_a_spoilt_login_is_an_error() -> None:
    wire = bytearray(login_wire(plaintext=True))
    wire[54] = 9
    assert Listener(GatewaySession(ciphered=False)).feed([bytes(wire)]).heard == [FAILURE]


def test_bytes_after_a_login_wait_for_its_answer() -> None:
    gateway = GatewaySession()
    gateway.receive_data(login_wire() + SESSION.encrypt(b"\x05\x01"))
    assert gateway.next_event() == LOGIN
    assert gateway.next_event() is NEED_DATA
    gateway.accept_login("4.10", KEY)
    assert gateway.next_event() == OutputsRequest()


@pytest.mark.parametrize(
    ("request_", "event"),
    [
        (b"\x05\x01", OutputsRequest()),
        (b"\x03\x01", KeepAliveRequest()),
        (WRITE, FrameRequest(FRAME)),
        (b"\x04\x01" + BusFrame(None, 30, 0, b"\x49").encode(), FrameRequest(BusFrame(None, 30, 0, b"\x49"))),
    ],
)
def test_requests_are_read_one_after_another(request_: bytes, event: object) -> None:
    assert heard(request_, b"\x05\x01", request_) == [event, OutputsRequest(), event]


def test_a_farewell_ends_the_session() -> None:
    assert heard(b"\x02\x01", b"\x05\x01", Mark.EOF) == [DisconnectRequest(), ConnectionClosed()]


def test_a_quiet_client_has_not_finished_its_request() -> None:
    wire = SESSION.encrypt(WRITE)
    assert online().feed([wire[:9], Mark.QUIET, wire[9:]]).heard == [FrameRequest(FRAME)]


def test_an_unfinished_request_at_the_close_is_dropped() -> None:
    assert heard(WRITE[:9], Mark.EOF) == [ConnectionClosed()]


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (b"\x06\x01", 6),
        (b"\x23", 35),
        (b"\x01\x02", 1),
        (b"\x05\x02", 5),
        (b"\x02\x00", 2),
        (b"\x04\x02", 4),
        (WRITE[:-1] + b"\x55", 4),
    ],
)
def test_an_unknown_request_drains(request_: bytes, kind: int) -> None:
    listener = online().feed([SESSION.encrypt(request_), SESSION.encrypt(b"\x05\x01")])
    assert listener.heard == [UnknownRequest(kind)]
    assert listener.session.draining
    assert listener.feed([Mark.DRAINED, SESSION.encrypt(b"\x05\x01")]).heard[1:] == [OutputsRequest()]


@pytest.mark.parametrize("ciphered", [True, False])
def test_a_request_before_the_login_is_unknown(ciphered: bool) -> None:
    cipher = Cipher.handshake() if ciphered else Cipher.plaintext()
    steps: list[Step] = [cipher.encrypt(b"\x05\x01"), Mark.DRAINED, login_wire(plaintext=not ciphered)]
    assert Listener(GatewaySession(ciphered=ciphered)).feed(steps).heard == [UnknownRequest(5), LOGIN]


def refused(style: RefusalStyle, *, ciphered: bool = True) -> list[Any]:
    client = ClientSession(plaintext=not ciphered)
    gateway = GatewaySession(ciphered=ciphered)
    gateway.receive_data(client.login("demo", "wrong", 1))
    gateway.next_event()
    refusal = gateway.refuse_login(style, KEY)
    gateway.receive_data(b"anything")
    assert gateway.next_event() is NEED_DATA
    return Listener(client).feed([refusal, Mark.EOF]).heard


@pytest.mark.parametrize("ciphered", [True, False])
def test_a_refusal_by_status(ciphered: bool) -> None:
    expected = [LoginRefused(b"\x01\x02\x00"), ConnectionClosed()]
    assert refused(RefusalStyle.STATUS, ciphered=ciphered) == expected


def test_a_refusal_by_disconnect_reads_as_nonsense() -> None:
    refusal, closed = refused(RefusalStyle.DISCONNECT)
    assert isinstance(refusal, LoginRefused)
    assert refusal.reply != b"\x02\x01"
    assert closed == ConnectionClosed()
    assert refused(RefusalStyle.DISCONNECT, ciphered=False)[0] == LoginRefused(b"\x02\x01")


def test_a_refusal_by_closing_says_nothing() -> None:
    assert refused(RefusalStyle.CLOSE) == [ConnectionClosed()]


def test_plaintext_firmware_answers_an_enciphered_login_with_the_hint() -> None:
    client, gateway = ClientSession(), GatewaySession(ciphered=False)
    listener = Listener(gateway).feed([client.login("demo", "secret", 1)])
    assert listener.heard == [UnknownRequest(13)]
    assert Listener(client).feed([gateway.plaintext_hint()]).heard == [PlaintextHint()]


@pytest.mark.parametrize("plaintext", [False, True])
def test_a_login_without_key_leaves_the_session_in_clear(plaintext: bool) -> None:
    client, gateway = ClientSession(plaintext=plaintext), GatewaySession(ciphered=not plaintext)
    Listener(gateway).feed([client.login("demo", "secret", 1)])
    listener = Listener(client).feed([gateway.accept_login("4.10", None), Mark.QUIET])
    assert listener.heard == [LoginAccepted("", False)]
    assert gateway.outputs(bytes(128)) == b"\x05\x01" + bytes(128)


def test_a_login_accepted_again_takes_the_new_key() -> None:
    gateway = GatewaySession()
    before = gateway.outputs(bytes(128))
    gateway.accept_login("4.10", KEY)
    assert gateway.outputs(bytes(128)) != before
    assert SESSION.decrypt(gateway.outputs(bytes(128))) == b"\x05\x01" + bytes(128)


def test_a_snapshot_needs_all_outputs() -> None:
    with pytest.raises(ConfigurationError, match="127 output values"):
        GatewaySession().outputs(bytes(127))


def test_an_unchanged_snapshot_is_enciphered_once() -> None:
    gateway = GatewaySession()
    gateway.accept_login("4.10", KEY)
    assert gateway.outputs(bytes(128)) is gateway.outputs(bytes(128))
    assert gateway.outputs(b"\x01" * 128) != gateway.outputs(bytes(128))


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_keep_alive_reply_is_as_long_as_wanted(length: int) -> None:
    gateway = GatewaySession()
    gateway.accept_login("4.10", KEY)
    assert SESSION.decrypt(gateway.keep_alive_reply(length)) == b"\x03\x01\x00\x00\x00"[:length]


def test_a_gateway_can_say_anything() -> None:
    gateway = GatewaySession()
    gateway.accept_login("4.10", KEY)
    assert SESSION.decrypt(gateway.frame_reply(FRAME)) == WRITE
    assert SESSION.decrypt(gateway.disconnect()) == b"\x02\x01"
    assert SESSION.decrypt(gateway.encipher(b"\x06\x01")) == b"\x06\x01"
