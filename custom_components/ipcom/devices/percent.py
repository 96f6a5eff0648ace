"""Positions as people read them."""


def shown_position(position: float | None) -> int | None:
    """A whole number from 0 to 100; an end only when the cover is at that end, not when it is near."""
    if position is None:
        return None
    if position <= 0.0:
        return 0
    if position >= 100.0:
        return 100
    return min(max(round(position), 1), 99)
