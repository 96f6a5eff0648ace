"""Whether travel times are believed, wherever they come from: measured, given as options, or stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...errors import ConfigurationError, Problem
from ...shutter.travel_times import TravelTimes, times_within

if TYPE_CHECKING:
    from ...model.shutter_pair import ShutterPair


class Times(NamedTuple):
    """The travel times of a shutter, and what the user has said to them."""

    travel: TravelTimes | None = None
    confirmed: bool | None = None
    """Whether the user has confirmed unlikely times; None if an earlier version has stored them, after asking."""
    refused: str = ""
    """Why stored times are not used; empty if they are."""
    record: object = None
    """What the file holds of refused times. It stays there."""

    def to_dict(self) -> object:
        """Return what the file holds of them."""
        if self.travel is None:
            return self.record
        record: dict[str, object] = {"up": self.travel.up, "down": self.travel.down}
        return record if self.confirmed is None else record | {"confirmed": self.confirmed}

    @property
    def doubt(self) -> str:
        """What is unlikely about times that this version has not asked about; empty if there is nothing to say."""
        return "" if self.travel is None or self.confirmed else doubts(self.travel)


def given_times(pair: ShutterPair, up: float, down: float, *, sure: bool) -> Times:
    """Return times that the user gives or has measured.

    Raises `ConfigurationError` for times beyond the limits, and for unlikely ones unless the user is `sure`.
    """
    travel = times_within(pair, TravelTimes(up=up, down=down))
    if travel.doubts and not sure:
        raise ConfigurationError(Problem(f"{doubts(travel)}: hardly a shutter", "if it is right, add --yes"))
    return Times(travel, bool(travel.doubts))


def stored_times(pair: ShutterPair, record: object) -> Times:
    """Return times that a file holds. They are refused like those that a user gives, unless the user has confirmed them."""
    if record is None:
        return Times()
    if not isinstance(record, Mapping):
        return Times(refused="they cannot be read", record=record)
    confirmed = record.get("confirmed")
    try:
        travel = times_within(pair, TravelTimes(up=record.get("up"), down=record.get("down")))  # type: ignore[arg-type]
    except ConfigurationError as error:
        return Times(refused=str(error), record=record)
    if confirmed is False and travel.doubts:
        return Times(refused=doubts(travel), record=record)
    return Times(travel, confirmed if isinstance(confirmed, bool) else None)


def doubts(travel: TravelTimes) -> str:
    """Return what is unlikely about the times, in words; empty for likely ones."""
    return "; ".join(str(doubt) for doubt in travel.doubts)
