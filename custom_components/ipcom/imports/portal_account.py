"""A login at the vendor's portal, as flow and panel use it.

The account is used for one login and forgotten: neither its name nor its password is kept or logged.
"""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..const import LOGGER
from ..library import (
    PORTAL_URL,
    ConfigurationError,
    FoundDevices,
    IPComError,
    Portal,
    PortalAnswerWrong,
    PortalBus,
    PortalNotTrusted,
    PortalRefused,
    PortalSessionOver,
    PortalSite,
    PortalTimedOut,
    PortalUnreachable,
    SiteConfiguration,
    find_devices,
)

NO_SITES = "portal_no_sites"
SITE_EMPTY = "portal_site_empty"
_MISTAKES: tuple[tuple[type[IPComError], str], ...] = (
    (PortalSessionOver, "portal_session_over"),
    (PortalRefused, "portal_refused"),
    (PortalNotTrusted, "portal_not_trusted"),
    (PortalTimedOut, "portal_timed_out"),
    (PortalUnreachable, "portal_unreachable"),
    (PortalAnswerWrong, "portal_answer_wrong"),
    (ConfigurationError, "portal_unsendable"),
)
"""The more special goes first."""


class PortalAccount:
    """The sites of an account, and the one that was read last.

    Both steps return the key of what went wrong, which is empty if nothing did.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin without a login."""
        self._portal = Portal(async_get_clientsession(hass), url=PORTAL_URL)
        self.sites: tuple[PortalSite, ...] = ()
        self._site = SiteConfiguration((), ())

    @property
    def buses(self) -> tuple[PortalBus, ...]:
        """Return the buses of the site that was read last."""
        return self._site.buses

    def find(self, bus: PortalBus) -> FoundDevices:
        """Return what the portal describes on one of these buses."""
        return find_devices(self._site, bus)

    async def async_login(self, username: str, password: str) -> str:
        """Log in once; keep the sites of the account, and nothing of what was typed."""
        try:
            self.sites = await self._portal.login(username.strip(), password)
        except IPComError as error:
            return _mistake(error)
        return "" if self.sites else NO_SITES

    async def async_read(self, site: PortalSite) -> str:
        """Read a site; a login may be over by then."""
        try:
            self._site = await self._portal.read_site(site)
        except IPComError as error:
            return _mistake(error)
        return "" if self.buses else SITE_EMPTY


def _mistake(error: IPComError) -> str:
    LOGGER.debug("The portal: %s", error)
    return next(key for kind, key in _MISTAKES if isinstance(error, kind))
