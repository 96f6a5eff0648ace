"""However TCP cuts and joins a valid conversation, a session tells the same events."""

from hypothesis import given
from hypothesis import strategies as st

from ipcom.protocol import (
    BusFrame,
    Cipher,
    ClientSession,
    ConnectionClosed,
    Disconnected,
    DisconnectRequest,
    Event,
    FrameReply,
    FrameRequest,
    GatewaySession,
    KeepAliveReply,
    KeepAliveRequest,
    LoginAccepted,
    LoginRefused,
    LoginRequest,
    OutputsReply,
    OutputsRequest,
    PlaintextHint,
    UnknownRequest,
)
from ipcom.protocol.login_messages import LoginReply
from tests.library.protocol.protocol_strategies import (
    FAILURE,
    Listener,
    Mark,
    Part,
    frames,
    fuzz,
    keys,
    rechunked,
    snapshots,
)

HANDSHAKE, PLAIN = Cipher.handshake(), Cipher.plaintext()
anything = st.binary(max_size=20)
MAX_PARTS = 8
"""Eight of the longest messages stay far below what a session stores."""


def frame_message(frame: BusFrame) -> bytes:
    return b"\x04\x01" + frame.encode()


# What a gateway may say after the login.


def snapshot(cipher: Cipher) -> st.SearchStrategy[Part]:
    """A reply to a read or to a write, or unsolicited: they all look alike."""
    return snapshots.map(
        lambda values: Part((cipher.encrypt(b"\x05\x01" + values),), (OutputsReply(values),))
    )


def repeated_snapshot(cipher: Cipher) -> st.SearchStrategy[Part]:
    wire = cipher.encrypt(b"\x05\x01" + bytes(128))
    return st.integers(1, 4).map(lambda n: Part((wire * n,), (OutputsReply(bytes(128)),) * n))


def frame_reply(cipher: Cipher) -> st.SearchStrategy[Part]:
    return frames.map(lambda frame: Part((cipher.encrypt(frame_message(frame)),), (FrameReply(frame),)))


def keep_alive_reply(cipher: Cipher) -> st.SearchStrategy[Part]:
    """One to five bytes, and whatever else arrives before the caller listens again."""
    tails = st.binary(max_size=4)
    return st.tuples(tails, anything).map(
        lambda drawn: Part((cipher.encrypt(b"\x03" + drawn[0]) + drawn[1], Mark.DRAINED), (KeepAliveReply(),))
    )


def unreadable_frame(cipher: Cipher) -> st.SearchStrategy[Part]:
    def spoil(frame: BusFrame, position: int, rest: bytes) -> Part:
        message = bytearray(frame_message(frame))
        message[position] ^= 0x5A
        return Part((cipher.encrypt(bytes(message)) + rest, Mark.DRAINED), (FrameReply(None),))

    version, checksum = 1, -1
    return st.builds(spoil, frames, st.sampled_from([version, checksum]), anything)


def unfinished_frame(cipher: Cipher) -> st.SearchStrategy[Part]:
    def cut(frame: BusFrame, size: int) -> Part:
        message = frame_message(frame)
        wire = cipher.encrypt(message)[: 1 + size % (len(message) - 1)]
        return Part((wire, Mark.QUIET, Mark.DRAINED), (FrameReply(None),))

    return st.builds(cut, frames, st.integers(0, 300))


quiet_moment = st.sampled_from([Part((Mark.QUIET,)), Part((Mark.DRAINED,)), Part((b"",))])


def replies(cipher: Cipher) -> st.SearchStrategy[Part]:
    return st.one_of(
        snapshot(cipher),
        repeated_snapshot(cipher),
        frame_reply(cipher),
        keep_alive_reply(cipher),
        unreadable_frame(cipher),
        unfinished_frame(cipher),
        quiet_moment,
    )


def reply_endings(cipher: Cipher) -> st.SearchStrategy[Part]:
    unfinished = st.integers(0, 129).map(
        lambda size: Part(
            (cipher.encrypt(b"\x05\x01" + bytes(128))[:size], Mark.QUIET, Mark.EOF), (ConnectionClosed(),)
        )
    )
    goodbye = anything.map(
        lambda rest: Part(
            (cipher.encrypt(b"\x02\x01") + rest, Mark.EOF), (Disconnected(), ConnectionClosed())
        )
    )
    unknown = st.tuples(st.sampled_from([0, 1, 6, 14, 35, 255]), anything).map(
        # In a piece of its own: nonsense that arrives together with a bus frame makes that frame none.
        lambda drawn: Part((Mark.QUIET, cipher.encrypt(bytes([drawn[0]])) + drawn[1]), (FAILURE,))
    )
    version = anything.map(lambda rest: Part((cipher.encrypt(b"\x05\x02") + rest,), (FAILURE,)))
    return st.one_of(st.just(Part(())), unfinished, goodbye, unknown, version)


@st.composite
def accepted_logins(draw: st.DrawFn) -> tuple[ClientSession, Part, Cipher]:
    """A session, the reply that accepts its login, and the cipher from then on."""
    plaintext, short, key = draw(st.booleans()), draw(st.booleans()), draw(keys)
    cipher = PLAIN if plaintext else HANDSHAKE
    session = ClientSession(plaintext=plaintext)
    if short:
        reply = Part((cipher.encrypt(b"\x01\x02\x01"), Mark.QUIET), (LoginAccepted("", False),))
        return session, reply, PLAIN
    wire = cipher.encrypt(LoginReply("4.10", key).encode())
    return (
        session,
        Part((wire,), (LoginAccepted("4.10", not plaintext),)),
        PLAIN if plaintext else Cipher.session(key),
    )


@fuzz
@given(st.data())
def test_a_client_hears_the_same_in_any_pieces(data: st.DataObject) -> None:
    session, login, cipher = data.draw(accepted_logins())
    middle = data.draw(st.lists(replies(cipher), max_size=MAX_PARTS))
    parts = [login, *middle, data.draw(reply_endings(cipher))]
    session.login("demo", "secret", 1)
    steps = data.draw(rechunking(parts))
    assert Listener(session).feed(steps).heard == [event for part in parts for event in part.events]
    assert session.unread <= 4096


@st.composite
def rechunking(draw: st.DrawFn, parts: list[Part]) -> list[bytes | Mark]:
    return rechunked(draw, [step for part in parts for step in part.steps])


@st.composite
def refused_logins(draw: st.DrawFn) -> tuple[bool, Part]:
    """What is no success, and the event that it must give; the flag is a plaintext session."""
    plaintext = draw(st.booleans())
    cipher = PLAIN if plaintext else HANDSHAKE
    if draw(st.booleans()):
        hint = LoginRefused(b"\x02\x01") if plaintext else PlaintextHint()
        return plaintext, Part((b"\x02\x01" + draw(anything), Mark.EOF), (hint, ConnectionClosed()))
    short = st.binary(min_size=1, max_size=3).filter(lambda reply: reply[:1] + reply[2:] != b"\x01\x01")
    cut = st.integers(4, 134).map(lambda size: LoginReply("4.10", bytes(128)).encode()[:size])
    reply = draw(
        st.one_of(short, cut).filter(lambda reply: not cipher.encrypt(reply).startswith(b"\x02\x01"))
    )
    if draw(st.booleans()):
        return plaintext, Part((cipher.encrypt(reply), Mark.QUIET, draw(anything)), (LoginRefused(reply),))
    steps = (cipher.encrypt(reply), Mark.EOF)
    return plaintext, Part(steps, (LoginRefused(reply), ConnectionClosed()))


@fuzz
@given(refused_logins(), st.data())
def test_a_refusal_reads_the_same_in_any_pieces(refusal: tuple[bool, Part], data: st.DataObject) -> None:
    plaintext, part = refusal
    session = ClientSession(plaintext=plaintext)
    session.login("demo", "secret", 1)
    assert Listener(session).feed(data.draw(rechunking([part]))).heard == list(part.events)


# What a client may say.


def requests(cipher: Cipher) -> st.SearchStrategy[Part]:
    known: list[tuple[bytes, Event]] = [(b"\x05\x01", OutputsRequest()), (b"\x03\x01", KeepAliveRequest())]
    unknown = st.tuples(
        st.sampled_from([b"\x06\x01", b"\x23", b"\x01\x02", b"\x05\x02", b"\x04\x00"]), anything
    )
    return st.one_of(
        st.sampled_from(known).map(lambda drawn: Part((cipher.encrypt(drawn[0]),), (drawn[1],))),
        frames.map(lambda frame: Part((cipher.encrypt(frame_message(frame)),), (FrameRequest(frame),))),
        unknown.map(
            lambda drawn: Part(
                (cipher.encrypt(drawn[0]) + drawn[1], Mark.DRAINED), (UnknownRequest(drawn[0][0]),)
            )
        ),
        quiet_moment,
    )


def request_endings(cipher: Cipher) -> st.SearchStrategy[Part]:
    goodbye = anything.map(
        lambda rest: Part(
            (cipher.encrypt(b"\x02\x01") + rest, Mark.EOF), (DisconnectRequest(), ConnectionClosed())
        )
    )
    cut = st.integers(0, 10).map(
        lambda size: Part(
            (cipher.encrypt(frame_message(BusFrame(2, 60, 0, bytes(9))))[:size], Mark.EOF),
            (ConnectionClosed(),),
        )
    )
    return st.one_of(st.just(Part(())), goodbye, cut)


@fuzz
@given(st.booleans(), st.one_of(st.none(), keys), st.data())
def test_a_gateway_hears_the_same_in_any_pieces(
    ciphered: bool, key: bytes | None, data: st.DataObject
) -> None:
    cipher = Cipher.session(key or b"") if ciphered else PLAIN
    login = ClientSession(plaintext=not ciphered).login("demo", "secret", 1)
    middle = data.draw(st.lists(requests(cipher), max_size=MAX_PARTS))
    begin = Part((login,), (LoginRequest("demo", "secret", 1),))
    parts = [begin, *middle, data.draw(request_endings(cipher))]
    listener = Listener(GatewaySession(ciphered=ciphered), lambda gateway: gateway.accept_login("4.10", key))
    heard = listener.feed(data.draw(rechunking(parts))).heard
    assert heard == [event for part in parts for event in part.events]


@fuzz
@given(st.data())
def test_a_wrong_greeting_to_plaintext_firmware_reads_the_same_in_any_pieces(data: st.DataObject) -> None:
    parts = [
        Part((ClientSession().login("demo", "secret", 1), Mark.DRAINED), (UnknownRequest(13),)),
        Part(
            (ClientSession(plaintext=True).login("demo", "secret", 1),), (LoginRequest("demo", "secret", 1),)
        ),
    ]
    heard = Listener(GatewaySession(ciphered=False)).feed(data.draw(rechunking(parts))).heard
    assert heard == [event for part in parts for event in part.events]
