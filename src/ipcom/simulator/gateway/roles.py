"""Who does what at a simulated gateway, as the others see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from ...protocol.login import LoginRequest
    from ..faults import Faults
    from ..house.house import House
    from .logins import Logins
    from .transcript import Transcript


class ClientConnection(Protocol):
    """One client's connection."""

    number: int

    def reply(self, kind: str, message: bytes, *, extra_s: float = 0.0, spared: bool = False) -> None:
        """Send what answers a request, `extra_s` later than usual; `spared` of random damage."""
        ...

    def close(self) -> None:
        """Close in order, when all that was said has left."""
        ...

    def abort(self) -> None:
        """Vanish at once."""
        ...

    def freeze(self) -> None:
        """Read and send nothing any more, without telling the client."""
        ...

    def follow_faults(self) -> None:
        """End, freeze or reboot, if the faults say so by now."""
        ...


class GatewayContext(Protocol):
    """What a gateway lends to those who serve its clients."""

    house: House
    firmware: str
    ciphered: bool
    rng: random.Random
    accidents: random.Random
    transcript: Transcript
    logins: Logins

    @property
    def faults(self) -> Faults:
        """What goes wrong at this moment."""
        ...

    @property
    def running(self) -> bool:
        """Whether connections are accepted."""
        ...

    def time(self) -> float:
        """Return the seconds of the loop."""
        ...

    def after(self, delay_s: float, action: Callable[[], object]) -> None:
        """Do something later, unless the gateway stops before."""
        ...

    def next_key(self) -> bytes | None:
        """Return the session key for the next login; None: a login without one."""
        ...

    def refuses(self, login: LoginRequest) -> bool:
        """Return whether a login is turned down."""
        ...

    def joined(self, line: ClientConnection) -> None:
        """Note a connection that stands."""
        ...

    def left(self, line: ClientConnection) -> None:
        """Note that a connection ended."""
        ...

    def reboot_once(self) -> None:
        """Reboot in the background, unless these faults did so before."""
        ...
