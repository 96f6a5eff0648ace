"""What the state of a thing looks like on the broker."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..model.motion import Motion
from .things import ThingKind

if TYPE_CHECKING:
    from ..model.snapshot import StateSnapshot
    from ..shutter.shutter_state import ShutterState
    from .things import Thing

Record = dict[str, Any]
HERE, OUTSIDE = "bridge", "outside"
"""The cause of the last change: a command by the broker; or a wall switch, another program or the bus."""
_MOVING = {Motion.UP: "opening", Motion.DOWN: "closing"}


def output_state(thing: Thing, effective: StateSnapshot, observed: StateSnapshot) -> Record:
    """Return the state of a relay, a dimmer or an impulse.

    `state` and `brightness` are what it shall be; `reported` is what the gateway shows, and `confirmed` whether
    they agree.
    """
    (address,) = thing.addresses
    value, reported = effective.value(address), observed.value(address)
    record: Record = {"state": _on_off(value)}
    if thing.kind is ThingKind.DIMMER:
        record["brightness"] = min(value, 100)
    record["reported"] = min(reported, 100) if thing.kind is ThingKind.DIMMER else _on_off(reported)
    return record | {"confirmed": value == reported}


def cover_state(state: ShutterState, *, tilts: bool) -> Record:
    """Return the state of a shutter: 0 is closed, 100 is open; null what is not known."""
    record: Record = {
        "state": _words(state),
        "position": _shown(state.position),
        "confidence": state.confidence.value,
        "wanted": _rounded(getattr(state.target, "percent", None)),
    }
    return record | {"tilt": _shown(state.tilt)} if tilts else record


def with_cause(record: Record, cause: tuple[str, float] | None) -> Record:
    """Add who changed it last, and when; null if that was before the bridge began to watch."""
    if cause is None:
        return record | {"cause": None, "changed_at": None}
    return record | {"cause": cause[0], "changed_at": iso_time(cause[1])}


def iso_time(moment: float) -> str:
    """Return Unix seconds as a time that programs and people read."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def _words(state: ShutterState) -> str | None:
    if state.moving in _MOVING:
        return _MOVING[state.moving]
    if state.position is None:
        return "stopped"
    return "closed" if state.position == 0 else "open"


def _shown(percent: float | None) -> int | None:
    """Return whole percent; 0 and 100 only at the very end, as `state` says closed only there."""
    if percent is None or percent in (0.0, 100.0):
        return _rounded(percent)
    return min(max(round(percent), 1), 99)


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def _on_off(value: int) -> str:
    return "ON" if value else "OFF"
