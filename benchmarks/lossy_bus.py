"""A simulated bus that loses frames to order."""

from __future__ import annotations

from ipcom.simulator.house.layout import Layout
from ipcom.simulator.house.world import World


class LossyBus(World):
    """Loses one frame for each call of `lose_next`; the gateway has acknowledged it then."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._to_lose: set[int] = set()

    def lose_next(self, module: int) -> None:
        """Lose the next frame to this module (1 to 16)."""
        self._to_lose.add(module)

    def write(self, module: int, values: bytes) -> None:
        if module in self._to_lose:
            self._to_lose.remove(module)
        else:
            super().write(module, values)
