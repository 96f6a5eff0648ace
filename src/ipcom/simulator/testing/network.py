"""A network in memory: gateways at addresses, and a name server.

network = Network()
network.place(gateway, "192.168.1.20")
network.names.answer("gateway.home", "192.168.1.20")
await network.connector("gateway.home", 5000)     # or by address
network.move(gateway, "192.168.1.77")             # the name server keeps the old address
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
    """Connects to gateways by address. Connecting to an address without a gateway hangs."""

    def __init__(self, names: NameServer | None = None) -> None:
        self.names = names or NameServer()
        self.tried: list[str] = []
        """The addresses to which a connection was tried, in order."""
        self._gateways: dict[str, SimulatedGateway] = {}
        self._refusing: set[str] = set()

    def place(self, gateway: SimulatedGateway, *addresses: str) -> None:
        """Give `gateway` these addresses too."""
        for address in addresses:
            self._gateways[address] = gateway
            self._refusing.discard(address)

    def move(self, gateway: SimulatedGateway, address: str) -> None:
        """Give `gateway` this address in place of its others. Its connections freeze at both ends."""
        self._gateways = {at: other for at, other in self._gateways.items() if other is not gateway}
        gateway.freeze_connections()
        self.place(gateway, address)

    def refuse(self, address: str) -> None:
        """Put a machine that refuses all connections at `address`."""
        self._gateways.pop(address, None)
        self._refusing.add(address)

    def unplug(self, address: str) -> None:
        """Take away the machine at `address`. Its present connections go on."""
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
