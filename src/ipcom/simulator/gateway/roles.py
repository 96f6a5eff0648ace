"""What the parts of a simulated gateway need of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from ...protocol.login_messages import LoginRequest
    from ..faults import Faults
    from ..house.house import House
    from .logins import Logins
    from .transcript import Transcript


class ClientConnection(Protocol):
    """One client's connection, as the gateway and the request handler use it."""

    number: int

    def reply(self, kind: str, message: bytes, *, extra_s: float = 0.0, spared: bool = False) -> None:
        """Send a reply, `extra_s` later than usual. If it is `spared`, no fault damages it at random."""
        ...

    def close(self) -> None:
        """Close in order, after all replies have left."""
        ...

    def abort(self) -> None:
        """Abort the connection at once."""
        ...

    def freeze(self) -> None:
        """Read and send nothing any more. The client gets no sign of it."""
        ...

    def follow_faults(self) -> None:
        """End, freeze or restart, if the faults say so after this many replies."""
        ...


class GatewayContext(Protocol):
    """What a gateway offers to its connections and their request handlers."""

    house: House
    firmware: str
    ciphered: bool
    rng: random.Random
    accidents: random.Random
    transcript: Transcript
    logins: Logins

    @property
    def faults(self) -> Faults:
        """The faults that hold at this moment."""
        ...

    @property
    def running(self) -> bool:
        """Whether connections are accepted."""
        ...

    def time(self) -> float:
        """Return the time of the loop in seconds."""
        ...

    def after(self, delay_s: float, action: Callable[[], object]) -> None:
        """Run `action` later, unless the gateway stops before."""
        ...

    def next_key(self) -> bytes | None:
        """Return the session key for the next login. None means a login without a key."""
        ...

    def refuses(self, login: LoginRequest) -> bool:
        """Return whether a login is refused."""
        ...

    def joined(self, connection: ClientConnection) -> None:
        """Add a new connection."""
        ...

    def left(self, connection: ClientConnection) -> None:
        """Remove a connection that has ended."""
        ...

    def reboot_once(self) -> None:
        """Restart in the background, unless these faults have caused a restart before."""
        ...
