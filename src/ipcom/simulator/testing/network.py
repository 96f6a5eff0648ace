"""A network in memory: which gateway answers at which address, and who knows the names.

network = Network()
network.place(gateway, "192.168.1.20")
network.names.answer("gateway.home", "192.168.1.20")
await network.connector("gateway.home", 5000)     # or by address
network.move(gateway, "192.168.1.77")             # the name server is not told
"""

from __future__ import annotations

import asyncio
import errno
import os
from typing import TYPE_CHECKING

from .name_server import NameServer

if TYPE_CHECKING:
    from ..gateway.gateway import SimulatedGateway, Streams


class Network:
    """Connects by address. Nothing answers at an address where no gateway is: connecting hangs."""

    def __init__(self, names: NameServer | None = None) -> None:
        self.names = names or NameServer()
        self.tried: list[str] = []
        """The addresses that connections were asked for, in order."""
        self._gateways: dict[str, SimulatedGateway] = {}
        self._refusing: set[str] = set()

    def place(self, gateway: SimulatedGateway, *addresses: str) -> None:
        """Let `gateway` be reached at these addresses too."""
        for address in addresses:
            self._gateways[address] = gateway
            self._refusing.discard(address)

    def move(self, gateway: SimulatedGateway, address: str) -> None:
        """Give `gateway` this address in place of all it has; its connections fall silent at both ends."""
        self._gateways = {at: other for at, other in self._gateways.items() if other is not gateway}
        gateway.freeze_connections()
        self.place(gateway, address)

    def refuse(self, address: str) -> None:
        """Put a machine at `address` that refuses every connection."""
        self._gateways.pop(address, None)
        self._refusing.add(address)

    def unplug(self, address: str) -> None:
        """Let nothing answer at `address`; connections that stand go on."""
        self._gateways.pop(address, None)
        self._refusing.discard(address)

    async def connector(self, host: str, port: int) -> Streams:
        """Connect to an address, or to the first address of a name: for a client's `connector=` argument.

        Raises `socket.gaierror` for a name, `OSError` for an address.
        """
        address = str((await self.names.resolve(host, port))[0][4][0])
        self.tried.append(address)
        if address in self._refusing:
            raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
        if address not in self._gateways:
            await asyncio.Event().wait()
        return await self._gateways[address].connect()
