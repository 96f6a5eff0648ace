"""The errors of the portal; pure. None of them holds anything that was sent, or any sentence of the portal's."""

from __future__ import annotations

from ..errors import AuthenticationFailed, CannotConnect, ConnectTimedOut, ProtocolError


class PortalUnreachable(CannotConnect):
    """The portal could not be reached, or closed before its answer was complete."""


class PortalNotTrusted(PortalUnreachable):
    """The server did not prove that it is the portal; nothing was sent."""


class PortalTimedOut(PortalUnreachable, ConnectTimedOut):
    """The portal did not answer in time."""


class PortalRefused(AuthenticationFailed):
    """The portal refused the user name or the password."""


class PortalSessionOver(PortalRefused):
    """The portal no longer accepts the login that was made before."""


class PortalAnswerWrong(ProtocolError):
    """What the portal answered is not what a portal answers."""
