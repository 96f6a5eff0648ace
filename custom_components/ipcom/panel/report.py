"""The history of an entry as its diagnostics have it, for others to read: without names, hosts and habits. Pure.

It holds no change of an output and no press: these say when people are at home.
"""

import re
from collections.abc import Mapping
from typing import Any

from .history import History, HistoryMessage, Sample
from .texts import Text

REDACTED = "**REDACTED**"
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,2}/[1-8](?:(?: \+ |, )\d{1,2}/[1-8])*")
"""A number or some outputs. An IP address is neither."""
_OF_THE_PROGRAM = ("fault", "task")
"""Placeholders that name a part of the program."""
_DIGITS = 4


def history_report(history: History) -> dict[str, Any]:
    """Return messages and samples, oldest first."""
    return {
        "begun": history.begun,
        "messages": [_message(each) for each in history.messages],
        "samples": [_sample(each) for each in history.samples],
    }


def _message(message: HistoryMessage) -> dict[str, Any]:
    return {
        "at": message.at,
        "level": message.severity.value,
        "text": _text(message.text),
        "reason": None if message.reason is None else _text(message.reason),
    }


def _text(text: Text) -> dict[str, Any]:
    values = text["placeholders"]
    assert isinstance(values, Mapping)
    return {
        "key": text["key"],
        "placeholders": {
            key: value if key in _OF_THE_PROGRAM or _PLAIN.fullmatch(value) else REDACTED
            for key, value in values.items()
        },
    }


def _sample(sample: Sample) -> dict[str, Any]:
    return {
        "at": sample.at,
        "online": sample.online,
        "offline": round(sample.offline, _DIGITS),
        "round_trip": _rounded(sample.round_trip),
        "worst": _rounded(sample.worst),
        "updates": round(sample.updates, _DIGITS),
        "commands": sample.commands,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, _DIGITS)
