"""A client and the shutters of a house, started, stored and closed as faces do it: for the proof and for the week."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import ShutterState
from ipcom.shutter.stored import StoredPosition
from ipcom.shutter.travel_times import TravelTimes


class Storage(Protocol):
    """What outlives a program."""

    address: str | None
    """The address that worked last."""

    def read(self, pair: ShutterPair) -> StoredPosition | None:
        """Return what was stored of a shutter."""
        ...

    def write(self, pair: ShutterPair, stored: StoredPosition) -> None:
        """Store what is known of a shutter."""
        ...


class HouseProgram:
    """One process; a subclass says how it connects, and how it ends."""

    def __init__(self, storage: Storage, try_again_s: float) -> None:
        self.storage = storage
        self.dead = False
        self.client: IPComClient
        self.shutters: dict[ShutterPair, Shutter] = {}
        self._try_again_s = try_again_s
        self._stored: dict[ShutterPair, object] = {}

    def make_client(
        self,
        host: str,
        *,
        kinds: Mapping[OutputAddress, OutputKind],
        shutters: Collection[ShutterPair],
        names: Any,
        clock: Any,
        seed: int,
        timings: Timings | None = None,
    ) -> None:
        """Make its client, which connects by `connect`."""
        self.client = IPComClient(
            host,
            username="demo",
            password="demo",
            kinds=kinds,
            shutters=shutters,
            connector=self.connect,
            name_service=names,
            known_address=self.storage.address,
            clock=clock,
            rng=random.Random(seed),
            timings=timings,
        )

    async def connect(self, address: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection to the gateway."""
        raise NotImplementedError

    def follow(self, pair: ShutterPair, travel: TravelTimes | None) -> Shutter:
        """Make a shutter, from where the storage says that it is, and store what changes."""
        shutter = Shutter(self.client, pair, travel=travel, restore=self.storage.read(pair))
        self.shutters[pair] = shutter
        shutter.subscribe(lambda state: self._changed(pair, state))
        return shutter

    async def start_client(self) -> None:
        """Try until it works, as faces do."""
        while True:
            try:
                return await self.client.start()
            except IPComError:
                await asyncio.sleep(self._try_again_s)

    async def end(self) -> None:
        """Close the shutters, store what is known of them, and close the client."""
        await asyncio.gather(*(shutter.close() for shutter in self.shutters.values()))
        for pair, shutter in self.shutters.items():
            self.storage.write(pair, shutter.stored())
        await self.client.close()

    def _changed(self, pair: ShutterPair, state: ShutterState) -> None:
        """Store when the movement or its aim changes, or what is known of one that rests, as faces do."""
        rests = state.moving is None
        place = (state.position, state.tilt, state.confidence) if rests else None
        seen = (state.moving, state.target, place)
        if not self.dead and self._stored.get(pair, "nothing") != seen:
            self._stored[pair] = seen
            self.storage.write(pair, self.shutters[pair].stored())
