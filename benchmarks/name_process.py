"""One program that connects to a gateway by its name, while the name server is not at its best.

python -m benchmarks.name_process '{"port": 5000, "answer": ["127.0.0.2", "127.0.0.1"], "after_s": 3, "known": null}'

The answer is None for a server that never answers. Prints an empty line when it begins, and one of JSON when it is
online or was told why not, and ends; or is ended by SIGINT before.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import signal
import socket
import sys
import threading
import time
from typing import Any

from ipcom.client.client import IPComClient
from ipcom.errors import IPComError
from ipcom.simulator.testing.name_server import NameServer

NAME = "gateway.test"
TRY_FOR_S = 11.0


async def main(port: int, known: str | None) -> None:
    accepts = inspect.signature(IPComClient).parameters
    others: Any = {"known_address": known} if known and "known_address" in accepts else {}
    client = IPComClient(NAME, port, username="demo", password="demo", **others)
    print(flush=True)
    began = time.monotonic()
    online, error = False, ""
    try:
        while not online and time.monotonic() - began < TRY_FOR_S:
            try:
                await client.start()
                online = True
            except IPComError as problem:
                error = str(problem)
                await asyncio.sleep(0.05)
        found = {
            "online_s": time.monotonic() - began if online else None,
            "error": "" if online else error,
            "threads": threading.active_count() - 1,
        }
    finally:
        await client.close()
    print(json.dumps(found | {"ending_at": time.monotonic()}), flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    order = json.loads(sys.argv[1])
    server = NameServer()
    if order["answer"]:
        server.answer(NAME, *order["answer"], after_s=order["after_s"])
    else:
        server.hang(NAME)
    socket.getaddrinfo = server.getaddrinfo  # type: ignore[assignment]
    asyncio.run(main(order["port"], order["known"]))
