"""The web server of the page, on loopback only.

async with SimulatorPage(gateway) as page:
    ...  # open page.address in a browser
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

from aiohttp import web

from ..gateway.gateway import LOOPBACK
from .gateway_controls import GatewayControls
from .message_log import MessageLog
from .origin_guard import is_own_page, is_this_machine
from .page_files import TYPES, page_files
from .page_link import PageLink

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aiohttp.typedefs import Handler

    from ..gateway.gateway import SimulatedGateway

MAX_PAGES = 20
"""How many pages may be open at the same time."""
MAX_REQUEST = 4096
"""The longest request of a page in bytes."""
PING_S = 20.0
"""How often a page is asked whether it is still there. One that is gone lets go what it held."""
CLOSE_S = 1.0
"""How long a page may take to close its websocket when the server ends."""

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""No page of somebody else may show this one, and this one loads nothing from elsewhere."""


class SimulatorPage:
    """Serves the page of a gateway and its house. `port` 0 takes a free port. `clock` returns Unix seconds."""

    def __init__(
        self, gateway: SimulatedGateway, port: int = 0, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.port = port
        self._gateway = gateway
        self._clock = clock
        self._files = page_files()
        self._runner: web.AppRunner | None = None
        self._links: set[PageLink] = set()
        self._log: MessageLog
        self._controls: GatewayControls

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{LOOPBACK}:{self.port}/"

    @property
    def pages(self) -> int:
        """How many pages are open."""
        return len(self._links)

    async def start(self) -> None:
        """Serve. Raises `OSError` if the port is taken."""
        self._log = MessageLog(self._gateway, self._clock)
        self._controls = GatewayControls(self._gateway, self._log.add)
        application = web.Application(middlewares=[_guarded], client_max_size=MAX_REQUEST)
        application.router.add_get("/live", self._live)
        for address, path in self._files.items():
            application.router.add_get(address, _sender(path))
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=CLOSE_S)
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, LOOPBACK, self.port)
            await site.start()
        except OSError:
            await self.stop()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close all pages and the port."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        await asyncio.gather(*(link.close() for link in tuple(self._links)))
        await runner.cleanup()
        await self._controls.close()
        self._log.close()

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """Serve the websocket of one page, until either end closes it."""
        if not is_own_page(request.headers.get("Origin"), request.host):
            raise web.HTTPForbidden(text="Only the page that this server has sent may drive the house.\n")
        if len(self._links) >= MAX_PAGES:
            raise web.HTTPServiceUnavailable(text=f"{MAX_PAGES} pages are open: close one.\n")
        socket = web.WebSocketResponse(heartbeat=PING_S, max_msg_size=MAX_REQUEST, timeout=CLOSE_S)
        await socket.prepare(request)
        link = PageLink(socket, self._controls, self._log)
        self._links.add(link)
        try:
            await link.serve()
        finally:
            self._links.discard(link)
        return socket


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer only who asked for this machine, and forbid other pages to show this one."""
    if not is_this_machine(request.headers.get("Host")):
        return web.Response(status=403, text="This page is for this machine only: open it by its address.\n")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _content(path: Path) -> bytes:
    """Read a small file of this package: it takes less time than handing it to a thread."""
    return path.read_bytes()


def _sender(path: Path) -> Handler:
    async def send(_: web.Request) -> web.StreamResponse:
        return web.Response(body=_content(path), content_type=TYPES[path.suffix], charset="utf-8")

    return send
