"""Faults as text, as `ipcom simulate --fault ...` and house files write them; pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ..errors import ConfigurationError, Problem
from ..model.near_match import listed
from ..protocol.gateway_session import RefusalStyle
from .faults import Faults, WriteReply
from .simulator_text import FaultMistake


class Unit(StrEnum):
    """How the value of a fault is written."""

    FLAG = "yes or no"
    COUNT = "a whole number"
    REPLIES = "a whole number of replies, or never"
    PERCENT = "a percentage"
    DURATION = "a time such as 80ms or 2s"
    WRITE_REPLY = "frame, bus_frame, outputs or none"
    REFUSAL = "disconnect, status or close"


@dataclass(frozen=True, slots=True)
class Knob:
    """One fault as text. `usual` is its value when only the name is given."""

    name: str
    field: str
    unit: Unit
    usual: str
    what: str


KNOBS = (
    Knob("split", "split", Unit.COUNT, "1", "replies leave in pieces of so many bytes"),
    Knob("join", "join_s", Unit.DURATION, "50ms", "a reply waits so long to leave together with the next"),
    Knob("delay", "delay_s", Unit.DURATION, "80ms", "every reply is late by this"),
    Knob("jitter", "jitter_s", Unit.DURATION, "80ms", "every reply is late by up to this"),
    Knob("request_delay", "request_delay_s", Unit.DURATION, "80ms", "every request takes so long to arrive"),
    Knob(
        "request_jitter", "request_jitter_s", Unit.DURATION, "80ms", "every request takes up to this longer"
    ),
    Knob("swing", "swing_s", Unit.DURATION, "300ms", "the line is slower by up to this, in a slow wave"),
    Knob("swing_period", "swing_period_s", Unit.DURATION, "60s", "how long one such wave takes"),
    Knob("connect_delay", "connect_delay_s", Unit.DURATION, "80ms", "how long connecting takes (in memory)"),
    Knob("late", "late_percent", Unit.PERCENT, "5", "so many replies are overtaken by others"),
    Knob("late_by", "late_s", Unit.DURATION, "3s", "by how much those are late"),
    Knob("drop", "drop_after", Unit.REPLIES, "10", "the connection is closed after so many replies"),
    Knob("reset", "reset_after", Unit.REPLIES, "10", "the connection is reset after so many replies"),
    Knob("silent", "silent_after", Unit.REPLIES, "0", "nothing is answered after so many replies"),
    Knob("half_open", "half_open_after", Unit.REPLIES, "10", "nothing is even read after so many replies"),
    Knob("truncate", "truncate_percent", Unit.PERCENT, "5", "so many replies are cut in half"),
    Knob("garbage", "garbage_percent", Unit.PERCENT, "5", "so many replies are random bytes"),
    Knob("wrong_kind", "wrong_kind_percent", Unit.PERCENT, "5", "so many replies are of an unknown kind"),
    Knob("duplicate", "duplicate_percent", Unit.PERCENT, "5", "so many replies come twice"),
    Knob("duplicate_by", "duplicate_s", Unit.DURATION, "0s", "how much later the second one comes"),
    Knob("extra_snapshot", "extra_snapshot_percent", Unit.PERCENT, "5", "snapshots that nobody asked for"),
    Knob("write_reply", "write_reply", Unit.WRITE_REPLY, "none", "what a write is answered by"),
    Knob("write_reply_by", "write_reply_s", Unit.DURATION, "300ms", "answers to writes are late by this"),
    Knob("ignore_writes", "ignore_writes_percent", Unit.PERCENT, "20", "so many writes are not done"),
    Knob("late_writes", "late_writes_s", Unit.DURATION, "300ms", "writes are done so much later"),
    Knob(
        "keep_alive", "keep_alive_bytes", Unit.COUNT, "0", "how long the answer to a keep-alive is; 0: none"
    ),
    Knob("refuse_login", "refuse_login", Unit.FLAG, "yes", "every login is refused"),
    Knob("refuse_second", "refuse_second", Unit.FLAG, "yes", "a second login to a bus is refused"),
    Knob("linger", "linger_s", Unit.DURATION, "2s", "how long a login stands after its connection"),
    Knob("refusal", "refusal", Unit.REFUSAL, "close", "how a login is refused"),
    Knob("reboot", "reboot_after", Unit.REPLIES, "10", "the gateway restarts once, after so many replies"),
    Knob("reboot_by", "reboot_s", Unit.DURATION, "1s", "how long that takes"),
    Knob("reboot_loses", "reboot_loses_outputs", Unit.FLAG, "yes", "and everything is off after it"),
    Knob("seed", "seed", Unit.COUNT, "0", "another number gives other accidents"),
)

NEVER = "never"
"""The value of a fault that begins after so many replies, and does not."""

_BY_NAME = {knob.name: knob for knob in KNOBS}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s)?")


def parse_faults(texts: Iterable[str] | Mapping[str, object], faults: Faults | None = None) -> Faults:
    """Read ("split", "ignore_writes=20") or {"split": 1, "ignore_writes": 20} on top of `faults`.

    A name without a value, or with the value true, takes its usual value. Raises `ConfigurationError` with all
    mistakes.
    """
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    for name, value in _pairs(texts):
        try:
            knob = knob_called(name)
            changes[knob.field] = _value(knob, value)
        except ConfigurationError as error:
            problems.extend(error.problems)
    if problems:
        raise ConfigurationError(*problems)
    return replace(faults or Faults(), **changes)


def describe_faults() -> str:
    """List all faults, one on a line: its name, an example value and what it does."""
    return "\n".join(f"{knob.name}={knob.usual}".ljust(22) + knob.what for knob in KNOBS)


def _pairs(texts: Iterable[str] | Mapping[str, object]) -> list[tuple[str, str]]:
    if isinstance(texts, Mapping):
        return [(str(name), _as_text(value)) for name, value in texts.items()]
    parts = [text.partition("=") for text in texts]
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "" if value else "no"
    return str(value)


def knob_called(name: str) -> Knob:
    """Return the fault with this name. Raises `ConfigurationError` that names a similar one."""
    knob = _BY_NAME.get(name.lower().replace("-", "_"))
    if knob is None:
        near = difflib.get_close_matches(name, _BY_NAME, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise ConfigurationError(
            Problem(FaultMistake.FAULT_UNKNOWN(name=name, _hint=hint, known=listed(_BY_NAME)))
        )
    return knob


def _value(knob: Knob, text: str) -> object:
    try:
        return _READERS[knob.unit](text or knob.usual)
    except ValueError:
        wrong = FaultMistake.FAULT_VALUE_WRONG(
            fault=knob.name, value=text, _unit=knob.unit.value, usual=knob.usual
        )
        raise ConfigurationError(Problem(wrong)) from None


def _flag(text: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.lower() not in known:
        raise ValueError(text)
    return known[text.lower()]


def _percent(text: str) -> float:
    percent = float(text.rstrip("% "))
    if not 0 <= percent <= 100:
        raise ValueError(text)
    return percent


def _duration_s(text: str) -> float:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    number, unit = match.groups()
    return float(number) / (1 if unit == "s" else 1000)


def _replies(text: str) -> int | None:
    return None if text.lower() == NEVER else _count(text)


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError(text)
    return count


_READERS = {
    Unit.FLAG: _flag,
    Unit.COUNT: _count,
    Unit.REPLIES: _replies,
    Unit.PERCENT: _percent,
    Unit.DURATION: _duration_s,
    Unit.WRITE_REPLY: WriteReply,
    Unit.REFUSAL: RefusalStyle,
}
