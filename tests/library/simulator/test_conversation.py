"""A conversation as a file: what is written is read again, and what cannot be read is told with its line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.errors import ConfigurationError
from ipcom.simulator import conversation
from ipcom.simulator.conversation import heading, parse_conversation
from ipcom.simulator.spoken import Spoken

READ = Spoken(0.5, 1, True, "read", 2, b"\x05\x01")
ACCEPTED = Spoken(0.1, 1, False, "login accepted", 135, firmware="4.10", ciphered=True)

spoken = st.builds(
    Spoken,
    at=st.integers(0, 10**8).map(lambda number: number / 10_000),
    connection=st.integers(1, 9),
    by_client=st.booleans(),
    kind=st.sampled_from(["read", "outputs", "keep-alive"]),
    size=st.integers(0, 4096),
    plain=st.binary(max_size=20),
)


def text_of(*messages: Spoken) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines_of(*messages))


def lines_of(*messages: Spoken) -> list[dict[str, Any]]:
    return [heading(1, "minido"), *(each.as_line() for each in messages)]


@given(st.lists(spoken, min_size=1))
def test_what_is_written_is_read_again(messages: list[Spoken]) -> None:
    assert parse_conversation(text_of(*messages)) == tuple(messages)


def test_the_answer_to_a_login_keeps_what_it_told() -> None:
    assert parse_conversation(text_of(ACCEPTED, READ)) == (ACCEPTED, READ)
    assert "firmware" not in READ.as_line()


def test_a_report_is_read_too() -> None:
    report = {"report": "ipcom check", "conversation": [ACCEPTED.as_line(), READ.as_line()]}
    assert parse_conversation(json.dumps(report, indent=1)) == (ACCEPTED, READ)


def test_an_unfinished_last_line_is_left_out() -> None:
    assert parse_conversation(text_of(READ, READ)[:-10]) == (READ,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_conversation"),
        ("hello\n", "no_conversation"),
        ("[1]\n", "no_conversation"),
        ('{"form": "something"}\n', "no_conversation"),
        ('{"form": "ipcom conversation", "version": 2}\n', "conversation_version"),
        (text_of(), "conversation_empty"),
        (text_of(READ) + "broken\n", "conversation_line_wrong"),
        (text_of(READ) + '{"at": 1}\n', "conversation_line_wrong"),
        (text_of(READ) + json.dumps(READ.as_line() | {"from": "somebody"}) + "\n", "conversation_line_wrong"),
        (text_of(READ) + json.dumps(READ.as_line() | {"plain": "0x"}) + "\n", "conversation_line_wrong"),
        ('{"conversation": [7]}', "conversation_line_wrong"),
    ],
)
def test_what_is_wrong_is_told(text: str, code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_conversation(text)
    assert caught.value.code == code
    if code == "conversation_line_wrong":
        assert caught.value.values["line"] == (1 if text.startswith('{"conv') else 3)


def test_a_file_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "MOST_MESSAGES", 1)
    with pytest.raises(ConfigurationError, match="more than 1 messages"):
        parse_conversation(text_of(READ, READ))
