"""Which position a move goes on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import ConfigurationError

if TYPE_CHECKING:
    from ...shutter.stored import StoredPosition
    from .orders import Order
    from .stored_cover import StoredCover


def start_of(order: Order, known: StoredCover) -> StoredPosition:
    """Return the position to go on from. One that may be wrong by now counts as unknown if it would be counted from."""
    if not order.counts or order.direct:
        return known.as_far_as_known()
    return known.position if known.watched and not order.forget else known.forgotten()


def no_start(name: str) -> ConfigurationError:
    """Return the error of --direct for a shutter whose position is not known."""
    return ConfigurationError(
        f"The position of {name} is not known, so --direct has nothing to count from."
        " Without it, the shutter goes to an end first."
    )
