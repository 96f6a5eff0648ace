"""A gateway that speaks the real protocol in front of a simulated house, over TCP and in memory.

    async with SimulatedGateway(House.demo()) as gateway:
        ...  # connect to gateway.host, gateway.port with gateway.username, gateway.password

A client with a `connector=` argument may take `gateway.connector` instead. Then no socket is used, and under a
`VirtualLoop` everything is deterministic. `parse_faults` makes faults from text, and `House.from_file` a house from a
house file.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Self

from ...protocol.login_messages import KEY_SIZE, LoginRequest
from ..faults import Faults
from ..house.house import House
from .logins import Logins
from .memory_transport import connect_in_memory
from .served_connection import ServedConnection
from .timers import Timers
from .transcript import Transcript

if TYPE_CHECKING:
    from ...model.address import OutputAddress
    from ...model.shutter_pair import ShutterPair
    from ..house.world import WallButton
    from .roles import ClientConnection

LOOPBACK = "127.0.0.1"

DEMO = "demo"
"""The default user name and password."""

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class SimulatedGateway:
    """A gateway that may be started, stopped and started again. The house keeps its state meanwhile.

    `port` 0 takes a free port and keeps it. `key` is the session key (128 bytes) for all logins; without it each login
    gets a new key from `rng`. With `short_login` a login gets no key, and its session stays in plaintext. With
    `ciphered=False` the firmware never enciphers. `faults` are by default those of the house. With `listen=False` there
    is no port, only connections in memory, which is best in virtual time.
    """

    def __init__(
        self,
        house: House | None = None,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        username: str = DEMO,
        password: str = DEMO,
        firmware: str = "4.10",
        key: bytes | None = None,
        short_login: bool = False,
        ciphered: bool = True,
        faults: Faults | None = None,
        rng: random.Random | None = None,
        speed: float | None = None,
        listen: bool = True,
    ) -> None:
        self.house = house or House.demo()
        self.host = host
        self.port = port
        self.username = username
        self.password = password
        self.firmware = firmware
        self.key = key
        self.short_login = short_login
        self.ciphered = ciphered
        self.listen = listen
        self.rng = rng or random.Random()
        self.transcript = Transcript()
        self.logins = Logins()
        self._faults = self.house.faults if faults is None else faults
        self.accidents = random.Random(self._faults.seed)
        self._may_reboot = True
        self._connections: dict[int, ClientConnection] = {}
        self._accepted = 0
        self._arriving = 0
        self._all_gone = asyncio.Event()
        self._running = False
        self._server: asyncio.Server | None = None
        self._timers = Timers()
        self._rebooting: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        if speed is not None:
            self.house.speed = speed

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def faults(self) -> Faults:
        """What goes wrong. It may be set at any moment, and holds for present connections too."""
        return self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._faults = faults
        self.accidents = random.Random(faults.seed)
        self._may_reboot = True
        for connection in list(self._connections.values()):
            connection.follow_faults()

    @property
    def running(self) -> bool:
        """Whether connections are accepted."""
        return self._running

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches its port, as far as it listens on one."""
        sockets = () if self._server is None else self._server.sockets
        return all(ip_address(sock.getsockname()[0].partition("%")[0]).is_loopback for sock in sockets)

    @property
    def restarting(self) -> bool:
        """Whether a fault has made it restart, and it is not back yet."""
        return self._rebooting is not None and not self._rebooting.done()

    @property
    def connections(self) -> int:
        """How many connections there are."""
        return len(self._connections)

    async def start(self) -> None:
        """Accept connections, and start the clock of the house. Raises `OSError` if the port is taken."""
        if self.running:
            return
        self._loop = asyncio.get_running_loop()
        self.house.follow(self._loop.time)
        if self.listen:
            self._server = await self._loop.create_server(self._accept, self.host, self.port)
            self.port = self._server.sockets[0].getsockname()[1]
        self._running = True

    async def stop(self) -> None:
        """Abort all connections and close the port. The house keeps its state."""
        rebooting, self._rebooting = self._rebooting, None
        if rebooting is not None and rebooting is not asyncio.current_task():
            rebooting.cancel()
            await asyncio.gather(rebooting, return_exceptions=True)
        await self._shut()

    async def reboot(self, *, keep_outputs: bool = True, down_s: float = 0.0) -> None:
        """Stop for `down_s` and start again on the same port, with the outputs as before or all off."""
        await self._shut()
        if not keep_outputs:
            self.house.lose_power()
        await asyncio.sleep(down_s)
        await self.start()

    def reboot_once(self) -> None:
        """Restart in the background as the faults say, unless these faults have caused a restart before."""
        if not self._may_reboot:
            return
        self._may_reboot = False
        faults = self._faults
        self._rebooting = asyncio.get_running_loop().create_task(
            self.reboot(keep_outputs=not faults.reboot_loses_outputs, down_s=faults.reboot_s),
            name="ipcom-simulator-reboot",
        )

    async def connect(self) -> Streams:
        """Connect in memory. Raises `ConnectionRefusedError` while the gateway is stopped."""
        await asyncio.sleep(self._faults.connect_delay_s)
        if not self.running:
            raise ConnectionRefusedError("The simulated gateway is not running.")
        return connect_in_memory(self._accept())

    async def connector(self, *_address: object) -> Streams:
        """Connect in memory and ignore the address: for a client's `connector=` argument."""
        return await self.connect()

    def press(self, address: OutputAddress, held: float = 0.1, *, bus: int = 1) -> None:
        """Press the wall button of an output, as `World.press`."""
        self.house.buses[bus].press(address, held)

    def press_shutter(self, pair: ShutterPair, button: WallButton | str, *, bus: int = 1) -> None:
        """Press up, down or stop on the wall switch of a shutter, as `World.press_shutter`."""
        self.house.buses[bus].press_shutter(pair, button)

    def drop_connections(self) -> None:
        """Close all connections in order. Clients may connect again at once."""
        for connection in list(self._connections.values()):
            connection.close()

    def freeze_connections(self) -> None:
        """Let no byte reach either end of the present connections any more, as when the address changes."""
        for connection in list(self._connections.values()):
            connection.freeze()

    def time(self) -> float:
        """Return the time of the loop in seconds, as in the transcript."""
        assert self._loop is not None, "the gateway was never started"
        return self._loop.time()

    def after(self, delay_s: float, action: Callable[[], object]) -> None:
        """Run `action` later, unless the gateway stops before."""
        self._timers.after(delay_s, action)

    def next_key(self) -> bytes | None:
        """Return the session key for the next login. None means a login without a key."""
        if self.short_login:
            return None
        return self.key or self.rng.randbytes(KEY_SIZE)

    def refuses(self, login: LoginRequest) -> bool:
        """Return whether a login is refused: for its credentials, its bus, or a fault."""
        known = (login.username, login.password) == (self.username, self.password)
        occupied = self._faults.refuse_second and self.logins.taken(login.bus, self.time())
        return self._faults.refuse_login or occupied or not known or login.bus not in self.house.buses

    def joined(self, connection: ClientConnection) -> None:
        """Add a new connection."""
        self._arriving -= 1
        self._connections[connection.number] = connection

    def left(self, connection: ClientConnection) -> None:
        """Remove a connection that has ended. Its login may linger."""
        self._connections.pop(connection.number, None)
        self.logins.leave(connection.number, self.time() + self._faults.linger_s)
        self._check_all_gone()

    def _accept(self) -> ServedConnection:
        self._accepted += 1
        self._arriving += 1
        return ServedConnection(self, self._accepted)

    async def _shut(self) -> None:
        self._running = False
        self._timers.cancel()
        for connection in list(self._connections.values()):
            connection.abort()
        server, self._server = self._server, None
        if server is not None:
            await self._close(server)
        await self._wait_until_all_gone()
        self.logins.forget()

    async def _close(self, server: asyncio.Server) -> None:
        """Close the port. A connection that has just been accepted still gets its transport, and is aborted then."""
        loop = asyncio.get_running_loop()
        for sock in server.sockets:
            loop.remove_reader(sock.fileno())
        await asyncio.sleep(0)
        server.close()

    async def _wait_until_all_gone(self) -> None:
        self._all_gone = asyncio.Event()
        self._check_all_gone()
        await self._all_gone.wait()

    def _check_all_gone(self) -> None:
        if not (self._connections or self._arriving):
            self._all_gone.set()
