"""The page over HTTP: who is answered, with what, and what ends when it ends."""

from __future__ import annotations

import socket

import aiohttp
import pytest

from ipcom.simulator import SimulatedGateway
from ipcom.simulator.page.page_files import page_files
from ipcom.simulator.page.page_server import MAX_PAGES, MAX_REQUEST, SimulatorPage
from tests.library.simulator.page.page_rig import becomes_true, opened


async def fetch(page: SimulatorPage, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{page.address}{path.lstrip('/')}", headers=headers) as response,
    ):
        return response.status, await response.text(), dict(response.headers)


async def test_every_file_of_the_page_is_served() -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        for address, path in page_files().items():
            status, text, _ = await fetch(page, address)
            assert (status, text) == (200, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "simulator/page/page_server.py",
        "..%2f..%2fsimulator%2fpage%2fpage_server.py",
        "web/",
        "web",
    ],
)
async def test_nothing_else_is_served(path: str) -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        assert (await fetch(page, path))[0] == 404


async def test_no_other_page_may_show_it_and_it_loads_nothing_from_elsewhere() -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        _, _, headers = await fetch(page, "/")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/live", "/web/lit-html.js"])
async def test_a_name_of_somebody_else_that_leads_here_is_refused(path: str) -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        status, text, _ = await fetch(page, path, Host=f"evil.example:{page.port}")
    assert status == 403
    assert "for this machine only" in text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", None])
async def test_a_foreign_page_gets_no_websocket(origin: str | None) -> None:
    async with (
        SimulatedGateway(listen=False) as gateway,
        SimulatorPage(gateway) as page,
        aiohttp.ClientSession() as session,
    ):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(f"{page.address}live", origin=origin)


async def test_the_websocket_alone_is_no_file() -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        status, _, _ = await fetch(page, "/live", Origin=page.address.rstrip("/"))
    assert status == 400


async def test_port_0_takes_a_free_one_on_loopback() -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        assert page.port
        assert page.address == f"http://127.0.0.1:{page.port}/"


async def test_a_port_that_is_taken_is_an_error_and_leaves_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with SimulatedGateway(listen=False) as gateway:
            page = SimulatorPage(gateway, taken.getsockname()[1])
            with pytest.raises(OSError, match="in use"):
                await page.start()
            await page.stop()


async def test_its_end_closes_the_pages_that_are_open() -> None:
    async with SimulatedGateway(listen=False) as gateway:
        page = SimulatorPage(gateway)
        await page.start()
        async with opened(page) as browser:
            await page.stop()
            message = await browser.socket.receive()
            assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        await page.stop()


async def test_only_so_many_pages_are_open() -> None:
    async with SimulatedGateway(listen=False) as gateway, SimulatorPage(gateway) as page:
        origin = page.address.rstrip("/")
        async with aiohttp.ClientSession() as session:
            pages = [await session.ws_connect(f"{page.address}live", origin=origin) for _ in range(MAX_PAGES)]
            with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
                await session.ws_connect(f"{page.address}live", origin=origin)
            for each in pages:
                await each.close()
        await becomes_true(lambda: not page.pages)
        async with opened(page) as browser:
            assert browser.told["buses"]


async def test_a_request_that_is_too_long_ends_its_page_alone() -> None:
    async with (
        SimulatedGateway(listen=False) as gateway,
        SimulatorPage(gateway) as page,
        opened(page) as good,
    ):
        async with opened(page) as bad:
            await bad.socket.send_str("x" * (MAX_REQUEST + 1))
            while (await bad.socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            assert bad.socket.close_code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
        await good.send("speed", times=2)
        await good.until(lambda told: told["state"]["gateway"]["speed"] == 2)
