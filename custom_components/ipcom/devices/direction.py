"""The direction of a cover: which of its relays opens it, and what changes when the two change places. Pure.

A travel time belongs to the relay with which it was measured, and so changes places with it. A position that was
followed with the relays changed round is the mirror of the real one: what counted as open is closed.
"""

from dataclasses import replace

from ..library import Confidence, Motion, OutputAddress, StoredPosition
from .mapping import MappedCover

_OTHER_WAY = {Motion.UP: Motion.DOWN, Motion.DOWN: Motion.UP, Motion.OFF: Motion.OFF}


def turned(cover: MappedCover) -> MappedCover:
    """Return the cover with its relays, and with them its travel times, changed round."""
    options = cover.options
    return replace(
        cover,
        up=cover.down,
        down=cover.up,
        options=replace(options, travel_up=options.travel_down, travel_down=options.travel_up),
    )


def rewired(cover: MappedCover, up: OutputAddress, down: OutputAddress) -> MappedCover:
    """Return the cover on these relays; its own two the other way round turn it."""
    if (up, down) == (cover.down, cover.up):
        return turned(cover)
    return replace(cover, up=up, down=down)


def mirrored(stored: StoredPosition) -> StoredPosition:
    """Return the position of a cover whose relays have changed places since it was stored.

    It is an estimate: a person who told the position may have told the real one. Slats with a motor of their own stay.
    """
    known = stored.confidence is Confidence.KNOWN
    return replace(
        stored,
        confidence=Confidence.ESTIMATED if known else stored.confidence,
        position=_mirrored_percent(stored.position),
        tilt=_mirrored_percent(stored.tilt) if stored.tilt_motor is None else stored.tilt,
        moving=_OTHER_WAY[stored.moving],
    )


def tilt_mirrored(stored: StoredPosition) -> StoredPosition:
    """Return the position of a cover of which only the slats' own motor turns the other way than when it was stored."""
    motor = None if stored.tilt_motor is None else mirrored(stored.tilt_motor)
    return replace(stored, tilt=_mirrored_percent(stored.tilt), tilt_motor=motor)


def _mirrored_percent(percent: float | None) -> float | None:
    return None if percent is None else 100.0 - percent
