"""A conversation with a gateway as a file: one JSON object for each message, nothing of a login.

The first line says what it is. Every other line is one message:

    {"at": 0.412, "connection": 1, "from": "client", "kind": "read", "size": 2, "plain": "0501"}

`at` is in seconds since the beginning, `size` in bytes on the wire, `plain` what they say after deciphering. A login
and its answer have no `plain`: they hold credentials and a key. `firmware` and `ciphered` say what the answer told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ..errors import ConfigurationError
from ..sentence import Sentence
from .spoken import CLIENT, GATEWAY, Spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

FORM: Final = "ipcom conversation"
VERSION: Final = 1
MOST_MESSAGES: Final = 200_000
"""A day of polls; a longer file is refused."""


class ConversationText(Sentence):
    """Why a file is no conversation that can be played."""

    NO_CONVERSATION = (
        "it is no recorded conversation",
        "give a file of `ipcom record` or `ipcom check --report`",
    )
    CONVERSATION_VERSION = (
        "it has the form {version}, which this version cannot read",
        "install the newest ipcom",
    )
    CONVERSATION_EMPTY = "it holds no message", "record for some seconds longer"
    CONVERSATION_TOO_LONG = "it holds more than {limit} messages", "record for a shorter time"
    CONVERSATION_LINE_WRONG = "message {line} cannot be read", "record it again"


def heading(bus: int, bus_type: str) -> dict[str, Any]:
    """Return the object of the first line."""
    return {"form": FORM, "version": VERSION, "bus": bus, "bus_type": bus_type}


def parse_conversation(text: str) -> tuple[Spoken, ...]:
    """Read the lines of a conversation, or the one in a report of `ipcom check`.

    Raises `ConfigurationError` that names the line. An unfinished last line, as of a program that was ended, is left out.
    """
    whole = _object(text)
    if whole is not None and "conversation" in whole:
        return _messages(enumerate(whole["conversation"], 1))
    lines = text.splitlines()
    head = _object(lines[0]) if lines else None
    if head is None or head.get("form") != FORM:
        raise ConfigurationError(ConversationText.NO_CONVERSATION())
    if head.get("version") != VERSION:
        raise ConfigurationError(ConversationText.CONVERSATION_VERSION(version=head.get("version")))
    objects = [(number, _object(line)) for number, line in enumerate(lines[1:], 2) if line.strip()]
    if objects and objects[-1][1] is None and not text.endswith("\n"):
        objects.pop()
    return _messages(objects)


def _messages(objects: Iterable[tuple[int, object]]) -> tuple[Spoken, ...]:
    messages = tuple(_message(number, each) for number, each in objects)
    if not messages:
        raise ConfigurationError(ConversationText.CONVERSATION_EMPTY())
    if len(messages) > MOST_MESSAGES:
        raise ConfigurationError(ConversationText.CONVERSATION_TOO_LONG(limit=MOST_MESSAGES))
    return messages


def _message(number: int, line: object) -> Spoken:
    try:
        if not isinstance(line, dict) or line["from"] not in (CLIENT, GATEWAY):
            raise ValueError(line)
        return Spoken(
            at=float(line["at"]),
            connection=int(line["connection"]),
            by_client=line["from"] == CLIENT,
            kind=str(line["kind"]),
            size=int(line["size"]),
            plain=bytes.fromhex(line.get("plain", "")),
            firmware=str(line.get("firmware", "")),
            ciphered=line.get("ciphered"),
        )
    except (KeyError, TypeError, ValueError):
        raise ConfigurationError(ConversationText.CONVERSATION_LINE_WRONG(line=number)) from None


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
