"""What turns the slats of a blind, and when."""

from __future__ import annotations

from enum import StrEnum


class TiltModel(StrEnum):
    """What turns the slats of a blind, and when.

    An outdoor venetian blind has one motor and `FIRST_PART`. Roller shutters whose slats turn, and blinds that come
    down open and close at the bottom, have one motor and `CLOSED_END`. It is taken for granted that such slats stand
    open while the curtain hangs, and that position 0 is the curtain at the bottom, whatever the tilt. Louvred roofs and
    blinds with two motors have `OWN_MOTOR`: curtain and slats move independently of each other.
    """

    FIRST_PART = "first_part"
    """The slats turn with the first part of each travel, at any height: down closes them, up opens them."""
    CLOSED_END = "closed_end"
    """The slats turn only at the bottom: the last part of the way down closes them, the first part of the way up opens
    them before the curtain lifts. At any other height they are open."""
    OWN_MOTOR = "own_motor"
    """A motor of their own turns the slats, on a second pair of relays: up opens them."""
