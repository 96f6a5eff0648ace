"""The vendor's site configuration: SOAP in, devices out (docs/protocol.md, "Site configuration in the cloud").

The only room of the library that needs aiohttp: `pip install ipcom[portal]`. Nothing else imports it.
"""

from __future__ import annotations

from .answers import PortalBus, PortalGateway, PortalSite, SiteConfiguration
from .portal import PORTAL_URL, Portal, own_portal
from .portal_errors import (
    PortalAnswerWrong,
    PortalNotTrusted,
    PortalRefused,
    PortalSessionOver,
    PortalTimedOut,
    PortalUnreachable,
)
from .site_devices import FoundDevices, LeftOut, Reason, find_devices

__all__ = [
    "PORTAL_URL",
    "FoundDevices",
    "LeftOut",
    "Portal",
    "PortalAnswerWrong",
    "PortalBus",
    "PortalGateway",
    "PortalNotTrusted",
    "PortalRefused",
    "PortalSessionOver",
    "PortalSite",
    "PortalTimedOut",
    "PortalUnreachable",
    "Reason",
    "SiteConfiguration",
    "find_devices",
    "own_portal",
]
