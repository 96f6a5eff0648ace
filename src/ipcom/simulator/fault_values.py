"""The values of faults as they are at a gateway, as text and as records; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypedDict

from ..protocol.gateway_session import RefusalStyle
from .fault_text import KNOBS, NEVER, Knob, Unit, knob_called, parse_faults
from .faults import Faults, WriteReply

NO_FAULTS = Faults()

THEMES = {
    "The line": "split join delay jitter request_delay request_jitter swing swing_period connect_delay",
    "Broken replies": "late late_by truncate garbage wrong_kind duplicate duplicate_by extra_snapshot",
    "Lost links": "drop reset silent half_open",
    "Writes": "write_reply write_reply_by ignore_writes late_writes",
    "Logins and keep-alives": "refuse_login refuse_second linger refusal keep_alive",
    "Restarts": "reboot reboot_by reboot_loses",
    "Chance": "seed",
}
"""Which faults belong together, in their order."""
_THEME_OF = {name: theme for theme, names in THEMES.items() for name in names.split()}

CHOICES: dict[Unit, type[StrEnum]] = {Unit.WRITE_REPLY: WriteReply, Unit.REFUSAL: RefusalStyle}
"""The words that a fault with a choice takes."""


class FaultRecord(TypedDict):
    """One fault with its unit and its values, for programs. All values are text as `parse_faults` takes it."""

    name: str
    theme: str
    what: str
    unit: str
    """flag, count, replies, percent, duration, write_reply or refusal."""
    takes: str
    """What may be written, in words."""
    choices: list[str]
    """The words of a fault with a choice; else empty."""
    default: str
    usual: str
    """The value that the name alone means."""
    value: str


def fault_records(faults: Faults = NO_FAULTS) -> list[FaultRecord]:
    """Return all faults with their values in `faults`."""
    records = (_record(knob, faults) for knob in KNOBS)
    order = list(THEMES)
    return sorted(records, key=lambda record: order.index(record["theme"]))


def value_text(knob: Knob, faults: Faults) -> str:
    """Return the value of one fault, as `parse_faults` reads it."""
    return _WRITERS[knob.unit](getattr(faults, knob.field))


def reset_fault(faults: Faults, name: str) -> Faults:
    """Return `faults` with the default of one fault. Raises `ConfigurationError` for an unknown name."""
    field = knob_called(name).field
    return replace(faults, **{field: getattr(NO_FAULTS, field)})


def _record(knob: Knob, faults: Faults) -> FaultRecord:
    return {
        "name": knob.name,
        "theme": _THEME_OF[knob.name],
        "what": knob.what,
        "unit": knob.unit.name.lower(),
        "takes": knob.unit.value,
        "choices": [str(choice) for choice in CHOICES.get(knob.unit, ())],
        "default": value_text(knob, NO_FAULTS),
        "usual": value_text(knob, parse_faults([knob.name])),
        "value": value_text(knob, faults),
    }


def _duration(seconds: float) -> str:
    return f"{seconds:g}s" if seconds >= 1 else f"{seconds * 1000:g}ms"


def _replies(count: int | None) -> str:
    return NEVER if count is None else str(count)


def _flag(on: bool) -> str:
    return "yes" if on else "no"


def _percent(percent: float) -> str:
    return f"{percent:g}"


_WRITERS: dict[Unit, Callable[[Any], str]] = {
    Unit.FLAG: _flag,
    Unit.COUNT: str,
    Unit.REPLIES: _replies,
    Unit.PERCENT: _percent,
    Unit.DURATION: _duration,
    Unit.WRITE_REPLY: str,
    Unit.REFUSAL: str,
}
