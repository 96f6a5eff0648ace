"""The part that talks to the portal: one login, then the sites. It keeps no credentials."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from ..errors import ConfigurationError
from ..model.arguments import check_number, check_secret, check_text, check_type
from .answers import PortalSite, read_configuration, read_sites
from .portal_errors import (
    PortalAnswerWrong,
    PortalNotTrusted,
    PortalSessionOver,
    PortalTimedOut,
    PortalUnreachable,
)
from .portal_mistakes import PortalMistake
from .soap import headers_for, request_body, result_of
from .xml_reader import XmlReader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from .answers import SiteConfiguration
    from .xml_reader import XmlElement

_LOGGER = logging.getLogger("ipcom.portal")

PORTAL_URL = "https://www.homeanywhere.net/gateway/MyLoginService.asmx"
DEFAULT_TIMEOUT_S = 20.0
"""From asking to the last byte of an answer. A person waits for it."""
SHORTEST_TIMEOUT_S = 0.1
LONGEST_TIMEOUT_S = 3600.0
MAX_COOKIES = 8
CHUNK_BYTES = 8192
"""So much is parsed at once: some milliseconds at the worst, in which nothing else runs."""
_NOTHING_KNOWN = 0
"""The version of a site of which a caller has nothing yet."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_XML = ("text/xml", "application/xml", "application/soap+xml")


class Portal:
    """A login to the portal over `session`, which verifies the server's certificate as it was made to.

    The session may be shared: no cookie of the portal is left in it. Only https is spoken, but for loopback.
    """

    def __init__(
        self, session: aiohttp.ClientSession, *, url: str = PORTAL_URL, timeout: float = DEFAULT_TIMEOUT_S
    ) -> None:
        self._session = session
        self._url = _checked(check_text("the portal's address", url))
        self._timeout_s = check_number("the timeout", timeout, SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S)
        self._cookies: dict[str, str] = {}

    async def login(self, username: str, password: str) -> tuple[PortalSite, ...]:
        """Log in and return the sites of the account, perhaps none. The credentials are used once and not kept.

        Raises `PortalRefused`, `PortalUnreachable` or `PortalAnswerWrong`, and `ConfigurationError` for what cannot be
        sent.
        """
        self._cookies = {}
        typed = {
            "username": check_secret("user name", username),
            "passwordws": check_secret("password", password),
        }
        return read_sites(await self._ask("LoginNeo", typed))

    async def read_site(self, site: PortalSite) -> SiteConfiguration:
        """Return what the portal holds of a site. Raises as `login` does; `PortalSessionOver` asks for a new login."""
        check_type("the site", site, PortalSite, "give one that login returned")
        found = await self._read(site, _NOTHING_KNOWN)
        if not found.gateways and site.version != _NOTHING_KNOWN:
            found = await self._read(site, site.version)
        return found

    async def _read(self, site: PortalSite, version: int) -> SiteConfiguration:
        arguments = {"siteID": str(site.id), "version": str(version)}
        return read_configuration(await self._ask("CheckSiteVersion", arguments))

    async def _ask(self, method: str, arguments: Mapping[str, str]) -> XmlElement:
        body = request_body(method, arguments)
        try:
            async with asyncio.timeout(self._timeout_s):
                root = await self._exchange(method, body)
        except TimeoutError:
            raise PortalTimedOut(PortalMistake.PORTAL_TIMED_OUT(seconds=self._timeout_s)) from None
        except (aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch):
            raise PortalNotTrusted(PortalMistake.PORTAL_NOT_TRUSTED()) from None
        except (aiohttp.ClientError, OSError) as error:
            _LOGGER.debug("%s: %s", method, type(error).__name__)
            raise PortalUnreachable(PortalMistake.PORTAL_UNREACHABLE()) from None
        finally:
            self._session.cookie_jar.clear_domain(urlsplit(self._url).hostname or "")
        return result_of(method, root)

    async def _exchange(self, method: str, body: bytes) -> XmlElement:
        async with self._session.post(
            self._url,
            data=body,
            headers={**headers_for(method), **self._cookie_header(), "Accept-Encoding": "identity"},
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=self._timeout_s),
        ) as response:
            self._check_head(response)
            for name, morsel in list(response.cookies.items())[:MAX_COOKIES]:
                self._cookies[name] = morsel.coded_value
            reader = XmlReader()
            async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                reader.feed(chunk)
                await asyncio.sleep(0)
            root = reader.finish()
        _LOGGER.debug("%s: the portal answered", method)
        return root

    def _check_head(self, response: aiohttp.ClientResponse) -> None:
        """Refuse an answer before any of it is read."""
        if 300 <= response.status < 400:
            raise PortalAnswerWrong(PortalMistake.PORTAL_REDIRECTS())
        if response.status == 500 and self._cookies:
            raise PortalSessionOver(PortalMistake.PORTAL_SESSION_OVER())
        if response.status != 200:
            raise PortalAnswerWrong(PortalMistake.PORTAL_STATUS(status=response.status))
        if response.content_type not in _XML:
            raise PortalAnswerWrong(PortalMistake.PORTAL_NO_SERVICE())
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise PortalAnswerWrong(PortalMistake.PORTAL_PACKED())

    def _cookie_header(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Cookie": pairs} if pairs else {}


@asynccontextmanager
async def own_portal(*, url: str = PORTAL_URL, timeout: float = DEFAULT_TIMEOUT_S) -> AsyncIterator[Portal]:
    """Open a portal over a session of its own, for programs that have none."""
    async with aiohttp.ClientSession() as session:
        yield Portal(session, url=url, timeout=timeout)


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url
    raise ConfigurationError(PortalMistake.PORTAL_NOT_HTTPS())
