"""The login request and the long reply to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ConfigurationError, ProtocolError
from ipcom.protocol import MAX_PASSWORD, MAX_USERNAME, LoginRequest
from ipcom.protocol.login_messages import LoginReply
from tests.library.protocol.protocol_strategies import fuzz, keys


def texts(limit: int) -> st.SearchStrategy[str]:
    characters = st.characters(exclude_categories=["Cs"])
    fitting = st.text(characters, max_size=limit).filter(lambda text: len(text.encode()) <= limit)
    return fitting.map(lambda text: text.rstrip(" "))


@fuzz
@given(texts(MAX_USERNAME), texts(MAX_PASSWORD), st.sampled_from([1, 2]))
def test_a_login_survives_the_wire(username: str, password: str, bus: int) -> None:
    request = LoginRequest(username, password, bus)
    assert len(request.encode()) == 56
    assert LoginRequest.parse(request.encode()) == request


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        (LoginRequest("u" * 22, "secret", 1), "user name is 22 bytes long in UTF-8: .* at most 21"),
        (LoginRequest("é" * 11, "secret", 1), "user name is 22 bytes long in UTF-8: .* at most 21"),
        (LoginRequest("demo", "secret" * 4, 1), "password is 24 bytes long in UTF-8: .* at most 22"),
        (LoginRequest("demo", "secret", 3), "bus 3"),
    ],
)
def test_a_login_that_does_not_fit_names_the_limit(request_: LoginRequest, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=complaint) as caught:
        request_.encode()
    assert "secret" not in str(caught.value)


def test_a_password_shows_in_no_log() -> None:
    assert "secret" not in repr(LoginRequest("demo", "secret", 1))


@pytest.mark.parametrize(("position", "byte"), [(0, 5), (1, 1), (2, 0), (28, 0), (54, 0), (54, 3)], ids=str)
def test_a_login_that_no_client_sends_is_refused(position: int, byte: int) -> None:
    plain = bytearray(LoginRequest("demo", "secret", 1).encode())
    plain[position] = byte
    with pytest.raises(ProtocolError) as caught:
        LoginRequest.parse(bytes(plain))
    assert "secret" not in str(caught.value)


@fuzz
@given(keys)
def test_a_reply_survives_the_wire(key: bytes) -> None:
    reply = LoginReply("4.10", key)
    assert LoginReply.parse(reply.encode()) == reply


@pytest.mark.parametrize("reply", [LoginReply("4.100", bytes(128)), LoginReply("4.1", bytes(127))], ids=str)
def test_a_reply_that_does_not_fit_is_refused(reply: LoginReply) -> None:
    with pytest.raises(ConfigurationError):
        reply.encode()
