"""What followed each request of a recording."""

from ipcom.simulator.recorded_answers import RecordedAnswer, ends_connection, recorded_connections
from ipcom.simulator.spoken import Spoken


def said(at: float, kind: str, connection: int = 1, plain: bytes = b"\x05\x01") -> Spoken:
    return Spoken(at, connection, True, kind, len(plain), plain)


def heard(at: float, kind: str, connection: int = 1, plain: bytes = b"") -> Spoken:
    return Spoken(at, connection, False, kind, len(plain), plain)


def test_each_kind_of_request_has_its_answers_in_order() -> None:
    (recorded,) = recorded_connections(
        [
            said(0.0, "read"),
            heard(0.25, "outputs", plain=b"1"),
            said(1.0, "write"),
            said(2.0, "read again"),
            heard(2.5, "frame", plain=b"late"),
            heard(3.0, "outputs", plain=b"2"),
        ]
    )
    assert recorded == {
        "read": [
            [RecordedAnswer("outputs", 0.25, b"1")],
            [RecordedAnswer("frame", 0.5, b"late"), RecordedAnswer("outputs", 0.5, b"2")],
        ],
        "write": [[]],
    }


def test_connections_are_kept_apart_and_what_came_before_any_request_is_left_out() -> None:
    first, second = recorded_connections(
        [heard(0.0, "outputs"), said(1.0, "read"), said(2.0, "read", 2), heard(9.0, "closed", 2)]
    )
    assert first == {"read": [[]]}
    assert second == {"read": [[RecordedAnswer("closed", 7.0, b"")]]}


def test_a_connection_that_only_hinted_at_plaintext_is_left_out() -> None:
    assert recorded_connections([said(0.0, "login"), heard(0.1, "plaintext hint")]) == []


def test_a_gateway_ends_a_connection_with_a_word_or_without() -> None:
    ends = [ends_connection(RecordedAnswer(kind, 0.0, b"")) for kind in ("closed", "disconnect", "outputs")]
    assert ends == [True, True, False]


def test_a_clock_that_went_back_is_no_wait() -> None:
    (recorded,) = recorded_connections([said(5.0, "read"), heard(4.0, "outputs")])
    assert recorded["read"][0][0].after_s == 0.0
