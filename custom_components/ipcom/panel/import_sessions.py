"""The imports that pages have begun: each lives with its page's connection, and a quarter of an hour at most.

What the portal told of a house is kept no longer than that; of the account nothing is kept at all.
"""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..imports.pending_import import PendingImport
from ..imports.portal_account import PortalAccount
from ..imports.portal_devices import PortalComparison

LIFE_S = 900.0
"""Long enough to read a plan, short enough to keep nothing for."""
_TOKEN_BYTES = 16

_SESSIONS: HassKey[dict[ActiveConnection, ImportSession]] = HassKey(f"{DOMAIN}_import_sessions")


@dataclass(slots=True)
class ImportSession:
    """One import of one page; a connection has one at most."""

    entry_id: str
    message_id: int
    """The message that began it; its page may unsubscribe from it."""
    account: PortalAccount | None = None
    comparison: PortalComparison | None = None
    pending: PendingImport | None = None
    token: str = field(default_factory=lambda: token_hex(_TOKEN_BYTES))
    stop_timer: CALLBACK_TYPE = lambda: None


@callback
def async_begin(
    hass: HomeAssistant, connection: ActiveConnection, message_id: int, entry_id: str
) -> ImportSession:
    """Begin an import; the one before of this connection ends."""
    sessions = hass.data.setdefault(_SESSIONS, {})
    if connection in sessions:
        async_end(hass, connection, sessions[connection])
    session = sessions[connection] = ImportSession(entry_id, message_id)

    @callback
    def over(_: datetime | None = None) -> None:
        _forget(hass, connection, session)

    session.stop_timer = async_call_later(
        hass, LIFE_S, HassJob(over, "ipcom import is over", cancel_on_shutdown=True)
    )
    connection.subscriptions[message_id] = over
    return session


@callback
def async_session(hass: HomeAssistant, connection: ActiveConnection, token: str) -> ImportSession | None:
    """Return the import that a token names; None if it is over, or of another connection."""
    session = hass.data.get(_SESSIONS, {}).get(connection)
    return session if session is not None and session.token == token else None


@callback
def async_end(hass: HomeAssistant, connection: ActiveConnection, session: ImportSession) -> None:
    """Forget an import that was carried out or given up."""
    connection.subscriptions.pop(session.message_id, None)
    _forget(hass, connection, session)


@callback
def _forget(hass: HomeAssistant, connection: ActiveConnection, session: ImportSession) -> None:
    session.stop_timer()
    session.account = session.comparison = session.pending = None
    sessions = hass.data[_SESSIONS]
    if sessions.get(connection) is session:
        del sessions[connection]
