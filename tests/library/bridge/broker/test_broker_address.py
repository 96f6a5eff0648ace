"""The name of a broker is looked up as that of a gateway is: no thread of the loop waits for it."""

import asyncio
import socket
from collections.abc import Callable

import pytest

from ipcom.bridge.broker.broker_address import LOOK_UP_S, addresses_of
from ipcom.client.connection.look_ups import Answer, Tell


class Names:
    """A name server that answers what it is told, or never."""

    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer
        self.stopped = 0

    def ask(self, name: str, tell: Tell) -> Callable[[], None]:
        assert name == "broker.test"
        if self.answer is not None:
            tell(self.answer)
            tell(self.answer)
        return self._stop

    def _stop(self) -> None:
        self.stopped += 1


async def test_an_address_needs_no_name_server() -> None:
    names = Names(None)
    assert await addresses_of("192.168.1.30", names) == ("192.168.1.30",)
    assert names.stopped == 0


async def test_a_name_has_its_addresses() -> None:
    names = Names(("192.168.1.30", "192.168.1.31"))
    assert await addresses_of("broker.test", names) == ("192.168.1.30", "192.168.1.31")
    assert names.stopped == 1


@pytest.mark.virtual_time
async def test_a_silent_name_server_ends_in_an_error() -> None:
    began = asyncio.get_running_loop().time()
    with pytest.raises(OSError, match="does not answer"):
        await addresses_of("broker.test", Names(None))
    assert asyncio.get_running_loop().time() - began == pytest.approx(LOOK_UP_S)


async def test_an_unknown_name_is_named() -> None:
    with pytest.raises(OSError, match="has no address: not known"):
        await addresses_of("broker.test", Names(socket.gaierror(socket.EAI_NONAME, "not known")))
