"""Looking up the name of a broker, by the rule of the link to a gateway: no thread waits for a name server."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from ...model.host import is_ip_address

if TYPE_CHECKING:
    from ...client.connection.look_ups import Answer, NameService

LOOK_UP_S = 10.0
"""How long a name server may take."""


async def addresses_of(host: str, names: NameService) -> tuple[str, ...]:
    """Return the IP addresses of a broker. Raises `OSError`, also when no answer comes in time."""
    if is_ip_address(host):
        return (host,)
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Answer] = loop.create_future()

    def set_answer(found: Answer) -> None:
        if not answer.done():
            answer.set_result(found)

    def tell(found: Answer) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(set_answer, found)

    stop = names.ask(host, tell)
    try:
        async with asyncio.timeout(LOOK_UP_S):
            found = await answer
    except TimeoutError:
        raise OSError(f"the name server does not answer for {host}") from None
    finally:
        stop()
    if isinstance(found, OSError):
        raise OSError(f"the name {host} has no address: {found.strerror or found}")
    return found
