"""What an output does with the values written to it."""

from __future__ import annotations

from enum import StrEnum

DEFAULT_PULSE_S = 0.5
"""How long an impulse is on if nothing else is said."""
SHORTEST_PULSE_S = 0.1
"""A shorter pulse would end before a read could show it."""
LONGEST_PULSE_S = 60.0
"""The longest pulse of an output that is declared as momentary; a door opener takes some seconds."""


class OutputKind(StrEnum):
    """How an output is compared, confirmed and retried."""

    RELAY = "relay"
    """On or off: any value above 0 is on."""
    DIMMER = "dimmer"
    """A level of 0 to 100 percent; more counts as 100."""
    MOMENTARY = "momentary"
    """On for a moment, by a pulse or by its own wiring, like a door opener: a write is never repeated."""
    TIMED = "timed"
    """A relay that its module switches off by itself after a while: a write is never repeated."""
