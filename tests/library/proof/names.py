"""The name server of the proof's house: quick, slow, silent, wrong, or with a dead address first."""

from __future__ import annotations

import socket
from collections.abc import Callable
from enum import StrEnum

from ipcom.client.connection.look_ups import Answer, Tell
from tests.library.proof.worlds import Worlds

HOST = "gateway.home"
GATEWAY = "192.168.1.20"
DEAD = "192.168.1.66"
"""Nothing answers there."""
STRANGER = "192.168.1.77"
"""A machine that listens to nothing."""
QUICK_S, SLOW_S = 0.005, 3.0


class Naming(StrEnum):
    """How the name server is."""

    QUICK = "quick"
    SLOW = "slow"
    SILENT = "silent"
    UNKNOWN = "unknown"
    STALE = "stale"
    DEAD_FIRST = "dead first"


_ADDRESSES = {Naming.STALE: (STRANGER,), Naming.DEAD_FIRST: (DEAD, GATEWAY)}


class NameServer:
    """Answers in the house's own time."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self.naming = Naming.QUICK
        self._unanswered: list[Callable[[], None]] = []

    def ask(self, name: str, tell: Tell) -> Callable[[], None]:
        """Look a name up, as long as that takes now."""
        asking = [tell]

        def answer() -> None:
            if asking:
                asking.pop()(self._answer())

        if self.naming is Naming.SILENT:
            self._unanswered.append(answer)
        else:
            takes = SLOW_S if self.naming is Naming.SLOW else QUICK_S
            self._worlds.at(self._worlds.now + takes, answer)
        return asking.clear

    def recover(self) -> None:
        """Be as usual; what was never answered is answered now."""
        self.naming = Naming.QUICK
        unanswered, self._unanswered = self._unanswered, []
        for answer in unanswered:
            answer()

    def _answer(self) -> Answer:
        if self.naming is Naming.UNKNOWN:
            return socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return _ADDRESSES.get(self.naming, (GATEWAY,))
