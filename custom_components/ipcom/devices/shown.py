"""Numbers as they are shown. Pure."""


def shown_position(position: float | None) -> int | None:
    """Return a whole number from 0 to 100; 0 and 100 only at the very end, not near it."""
    if position is None:
        return None
    if position <= 0.0:
        return 0
    if position >= 100.0:
        return 100
    return min(max(round(position), 1), 99)
