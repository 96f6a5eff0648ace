"""The import talks to a portal that is written from the protocol alone, on loopback, in good days and bad ones."""

import asyncio
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from ipcom import ConfigurationError, IPComError
from ipcom.portal import (
    Portal,
    PortalAnswerWrong,
    PortalNotTrusted,
    PortalRefused,
    PortalSessionOver,
    PortalTimedOut,
    PortalUnreachable,
)
from ipcom.portal.portal import PORTAL_URL
from tests.fake_portal import misbehaviours as bad
from tests.fake_portal.houses import ODD, TWO_BUSES, TWO_GATEWAYS, VILLA, Site, tag
from tests.fake_portal.server import COOKIE, FakePortal, Misbehaviour, fault

TLS = Path(__file__).parents[2] / "fixtures" / "portal_tls"
"""A certificate for localhost, valid from 2000 to 2199, that is its own authority."""


class Names(AbstractResolver):
    """Knows one name, and asks no thread for it."""

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        if host != "localhost":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        address = ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)
        return [address]

    async def close(self) -> None:
        """Hold nothing."""


def session_with(tls: ssl.SSLContext | bool = True) -> aiohttp.ClientSession:
    jar = aiohttp.CookieJar(unsafe=True)  # keeps what an IP address sets, as it keeps that of the real portal
    connector = aiohttp.TCPConnector(resolver=Names(), ssl=tls)
    return aiohttp.ClientSession(cookie_jar=jar, connector=connector)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with session_with() as session:
        yield session


async def test_an_owner_logs_in_and_reads_the_site(session: aiohttp.ClientSession) -> None:
    async with FakePortal(VILLA, TWO_BUSES) as fake:
        portal = Portal(session, url=fake.url)
        sites = await portal.login(*fake.owner)
        assert [site.name for site in sites] == ["Villa Étoile", "Ferme"]
        site = await portal.read_site(sites[0])
        assert [bus.number for bus in site.buses] == [1]
        assert site.scenes == ("Tout éteindre", "Bonne nuit")


async def test_the_credentials_are_used_once_and_kept_nowhere(
    session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with FakePortal(VILLA) as fake:
        portal = Portal(session, url=fake.url)
        (site,) = await portal.login(*fake.owner)
        await portal.read_site(site)
        assert fake.asked == ["LoginNeo", "CheckSiteVersion"]
        assert fake.requests[1].headers["cookie"] == COOKIE
        kept = f"{vars(portal)} {list(session.cookie_jar)} {caplog.text} {site}"
        for secret in (*fake.owner, "gateway-secret"):
            assert secret not in kept
    assert not list(session.cookie_jar)


async def test_a_second_login_brings_no_cookie_of_the_first(session: aiohttp.ClientSession) -> None:
    async with FakePortal() as fake:
        portal = Portal(session, url=fake.url)
        await portal.login(*fake.owner)
        await portal.login(*fake.owner)
        assert "cookie" not in fake.requests[1].headers


@pytest.mark.parametrize("refusal", [tag("ID", 0), "", tag("ID"), tag("Name", "x")])
async def test_a_refused_login_is_told(session: aiohttp.ClientSession, refusal: str) -> None:
    async with FakePortal() as fake:
        fake.refusal = refusal
        with pytest.raises(PortalRefused, match="user name and the password"):
            await Portal(session, url=fake.url).login("owner@example.org", "wrong")


async def test_an_account_without_sites_has_none(session: aiohttp.ClientSession) -> None:
    async with FakePortal() as fake:
        fake.sites = ()
        assert await Portal(session, url=fake.url).login(*fake.owner) == ()


@pytest.mark.parametrize("only_for", [None, 0, 42])
async def test_a_site_is_told_whichever_version_the_portal_wants_to_hear(
    session: aiohttp.ClientSession, only_for: int | None
) -> None:
    house = Site(name="House", gateways=TWO_GATEWAYS.gateways, only_for_version=only_for)
    async with FakePortal(house) as fake:
        portal = Portal(session, url=fake.url)
        (site,) = await portal.login(*fake.owner)
        found = await portal.read_site(site)
        assert [gateway.name for gateway in found.gateways] == ["Aile nord", "Aile sud"]


async def test_a_site_without_gateways_is_empty(session: aiohttp.ClientSession) -> None:
    async with FakePortal(Site(version=0), Site(id=8)) as fake:
        portal = Portal(session, url=fake.url)
        for site in await portal.login(*fake.owner):
            assert (await portal.read_site(site)).buses == ()


async def test_a_site_of_odd_things_is_read(session: aiohttp.ClientSession) -> None:
    async with FakePortal(ODD) as fake:
        portal = Portal(session, url=fake.url)
        (site,) = await portal.login(*fake.owner)
        assert (await portal.read_site(site)).scenes == ("Scene",)


WRONG: dict[str, tuple[Misbehaviour, type[IPComError], str]] = {
    "broken XML": (bad.BROKEN_XML, PortalAnswerWrong, "not XML"),
    "no XML": (bad.NOT_XML, PortalAnswerWrong, "not XML"),
    "nothing": (bad.EMPTY, PortalAnswerWrong, "not XML"),
    "another encoding": (bad.NOT_UTF8, PortalAnswerWrong, "not XML"),
    "another answer": (bad.ANOTHER_ANSWER, PortalAnswerWrong, "does not fit"),
    "a web page": (bad.WEB_PAGE, PortalAnswerWrong, "web page"),
    "no content type": (bad.NO_CONTENT_TYPE, PortalAnswerWrong, "web page"),
    "404": (bad.NOT_FOUND, PortalAnswerWrong, "error 404"),
    "a SOAP fault": (bad.FAULT, PortalAnswerWrong, "error 500"),
    "10 MB": (bad.TEN_MEGABYTES, PortalAnswerWrong, "larger than 8 MB"),
    "a million elements": (bad.MANY_ELEMENTS, PortalAnswerWrong, "more elements"),
    "5000 levels": (bad.DEEP, PortalAnswerWrong, "more elements"),
    "a packed answer": (bad.ZIPPED, PortalAnswerWrong, "packed"),
    "an entity bomb": (bad.BOMB, PortalAnswerWrong, "document type"),
    "a file as an entity": (bad.FOREIGN_FILE, PortalAnswerWrong, "document type"),
    "a document type elsewhere": (bad.FOREIGN_DTD, PortalAnswerWrong, "document type"),
    "a document type": (bad.DOCTYPE_ONLY, PortalAnswerWrong, "document type"),
    "closed at once": (bad.close_at_once, PortalUnreachable, "cannot be reached"),
    "half an answer": (bad.half_an_answer, PortalUnreachable, "cannot be reached"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_goes_wrong_at_the_portal_is_told(
    session: aiohttp.ClientSession, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    misbehave, error, words = WRONG[case]
    async with FakePortal(misbehave=misbehave) as fake:
        with pytest.raises(error, match=words) as told:
            await Portal(session, url=fake.url).login(*fake.owner)
        for secret in (*fake.owner, "secret words"):
            assert secret not in f"{told.value!r} {caplog.text}"


@pytest.mark.parametrize("misbehave", [bad.hang, bad.drip])
async def test_a_portal_that_hangs_is_given_up_in_time(
    session: aiohttp.ClientSession, misbehave: Misbehaviour
) -> None:
    async with FakePortal(misbehave=misbehave) as fake:
        begun = monotonic()
        with pytest.raises(PortalTimedOut, match=r"within 0\.3 s"):
            await Portal(session, url=fake.url, timeout=0.3).login(*fake.owner)
        assert monotonic() - begun < 5


async def test_a_caller_may_give_up_sooner(session: aiohttp.ClientSession) -> None:
    async with FakePortal(misbehave=bad.hang) as fake:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await Portal(session, url=fake.url).login(*fake.owner)


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
)
async def test_nothing_is_sent_where_a_redirect_leads(session: aiohttp.ClientSession, status: str) -> None:
    async with FakePortal() as elsewhere, FakePortal() as fake:
        fake.misbehave = bad.redirect(elsewhere.url, status)
        with pytest.raises(PortalAnswerWrong, match="another address"):
            await Portal(session, url=fake.url).login(*fake.owner)
        assert not elsewhere.requests


async def test_a_session_that_is_over_asks_for_a_new_login(session: aiohttp.ClientSession) -> None:
    async with FakePortal() as fake:
        portal = Portal(session, url=fake.url)
        (site,) = await portal.login(*fake.owner)
        fake.misbehave = bad.always(fault("no session"), bad.SITES)
        with pytest.raises(PortalSessionOver, match="log in again"):
            await portal.read_site(site)


async def test_a_portal_that_is_gone_is_told(session: aiohttp.ClientSession) -> None:
    async with FakePortal() as fake:
        url = fake.url
    with pytest.raises(PortalUnreachable, match="cannot be reached"):
        await Portal(session, url=url).login("me", "secret")
    with pytest.raises(PortalUnreachable, match="cannot be reached"):
        await Portal(session, url="https://portal.invalid/x").login("me", "secret")


def server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem")
    return context


async def test_the_certificate_is_verified(session: aiohttp.ClientSession) -> None:
    async with FakePortal(tls=server_tls()) as fake:
        with pytest.raises(PortalNotTrusted, match="nothing was sent"):
            await Portal(session, url=fake.url).login(*fake.owner)
        assert not fake.requests


async def test_a_server_with_a_valid_certificate_is_spoken_to() -> None:
    trusting = ssl.create_default_context(cafile=TLS / "authority.pem")
    async with FakePortal(tls=server_tls()) as fake, session_with(trusting) as session:
        (site,) = await Portal(session, url=fake.url).login(*fake.owner)
        assert site.name == "Villa Étoile"
        with pytest.raises(PortalNotTrusted):
            await Portal(session, url=fake.url.replace("localhost", "127.0.0.1")).login(*fake.owner)


@pytest.mark.parametrize("url", ["http://www.example.org/x", "ftp://127.0.0.1/x", "//x", ""])
async def test_only_https_is_spoken_beyond_this_machine(session: aiohttp.ClientSession, url: str) -> None:
    with pytest.raises(ConfigurationError, match="https"):
        Portal(session, url=url)


async def test_the_portal_of_the_vendor_is_the_default(session: aiohttp.ClientSession) -> None:
    assert PORTAL_URL == "https://www.homeanywhere.net/gateway/MyLoginService.asmx"
    assert vars(Portal(session))["_url"] == PORTAL_URL


async def test_a_wrong_argument_is_told_and_nothing_is_sent(session: aiohttp.ClientSession) -> None:
    async with FakePortal() as fake:
        portal: Any = Portal(session, url=fake.url)
        for username, password in ((1, "x"), ("x", None), ("x", b"secret"), ("\ud800", "x")):
            with pytest.raises(ConfigurationError) as told:
                await portal.login(username, password)
            assert "secret" not in str(told.value)
        with pytest.raises(ConfigurationError, match="the site"):
            await portal.read_site(7)
        assert not fake.requests
    for wrong in ({"timeout": 0}, {"timeout": "long"}, {"timeout": float("nan")}, {"url": None}):
        arguments: Any = wrong
        with pytest.raises(ConfigurationError):
            Portal(session, **arguments)
