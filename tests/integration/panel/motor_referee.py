"""Watches a shutter while pages and people move it, and says whom the motor may obey at each moment."""

import asyncio
from typing import Any

from custom_components.ipcom.panel.lease import LEASE_S

COMMAND_S = 1.0
"""What a stop may take after its lease has ended: a read, a frame and a read, and perhaps a poll before."""
LOOK_S = 0.05
REST_S = 3.0
"""After a rest of so long no command waits for the pause between two directions any more."""


class Referee:
    """Two directions are never on together, and a page's motor is off soon after its last renewal."""

    def __init__(self, world: Any, pair: Any) -> None:
        self.renewed_at = -100.0
        """When a page renewed the lease of this motor last, or began it."""
        self.commanded = False
        """Whether a command of Home Assistant may have the motor, which knows no lease: until it has rested a while."""
        self.faults: list[str] = []
        self._world = world
        self._pair = pair
        self._seen = len(world.history)
        self._on: dict[Any, str] = {}
        self._busy_at = -100.0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(LOOK_S)

    def command(self) -> None:
        """Home Assistant commands the motor now."""
        self.commanded = True
        self._busy_at = asyncio.get_running_loop().time()

    def look(self) -> None:
        """Take what has happened since the last look into account."""
        events = list(self._world.history)[self._seen :]
        self._seen += len(events)
        for event in events:
            if event.address in self._pair.addresses:
                self._switched(event)
        now = asyncio.get_running_loop().time()
        if self._on:
            self._busy_at = now
        elif now > self._busy_at + REST_S:
            self.commanded = False
        ours = "bus" in self._on.values() and not self.commanded
        if ours and now > self.renewed_at + LEASE_S + COMMAND_S:
            self.faults.append(f"on for {now - self.renewed_at:.2f} s after the last renewal")

    def _switched(self, event: Any) -> None:
        if not event.value:
            self._on.pop(event.address, None)
            return
        self._on[event.address] = str(event.cause)
        if len(self._on) > 1:
            self.faults.append("both directions on")
