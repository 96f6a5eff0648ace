"""The login at the vendor's portal. It comes by HTTP, since Home Assistant's log of websockets has whole messages.

The password is used for this one login. What the portal has answered waits a minute for the page to ask for it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from secrets import token_hex

import probatio
from aiohttp.web import Request, Response
from homeassistant.components.http.const import KEY_HASS_USER
from homeassistant.components.http.decorators import require_admin
from homeassistant.const import CONF_PASSWORD, CONF_USERNAME
from homeassistant.core import HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..imports.portal_account import PortalAccount
from .imports import mistake_text

WAITS_S = 60.0
_KEY_BYTES = 16
_ASKED = probatio.Schema({probatio.Required(CONF_USERNAME): str, probatio.Required(CONF_PASSWORD): str})


@dataclass(frozen=True, slots=True)
class _LoggedIn:
    account: PortalAccount
    user_id: str


_WAITING: HassKey[dict[str, _LoggedIn]] = HassKey(f"{DOMAIN}_portal_logins")


class PortalLoginView(HomeAssistantView):
    """Logs in at the portal for an administrator."""

    url = f"/api/{DOMAIN}/portal_login"
    name = f"api:{DOMAIN}:portal_login"

    @require_admin
    async def post(self, request: Request) -> Response:
        """Log in once; answer under which key the sites of the account are waiting, or what went wrong."""
        try:
            asked = _ASKED(await request.json())
        except ValueError, probatio.Invalid:
            return self.json_message("A username and a password are wanted", HTTPStatus.BAD_REQUEST)
        hass = request.app[KEY_HASS]
        account = PortalAccount(hass)
        if mistake := await account.async_login(asked[CONF_USERNAME], asked[CONF_PASSWORD]):
            return self.json({"mistake": mistake_text(mistake)})
        return self.json({"login": _async_keep(hass, _LoggedIn(account, request[KEY_HASS_USER].id))})


@callback
def async_take_account(hass: HomeAssistant, login: str, user_id: str) -> PortalAccount | None:
    """Return the account that waits under this key for this user; the next time it is gone."""
    waiting = hass.data.get(_WAITING, {})
    if login not in waiting or waiting[login].user_id != user_id:
        return None
    return waiting.pop(login).account


@callback
def _async_keep(hass: HomeAssistant, logged_in: _LoggedIn) -> str:
    key = token_hex(_KEY_BYTES)
    hass.data.setdefault(_WAITING, {})[key] = logged_in
    forget = HassJob(partial(_forget, hass, key), "ipcom portal login is over", cancel_on_shutdown=True)
    async_call_later(hass, WAITS_S, forget)
    return key


@callback
def _forget(hass: HomeAssistant, key: str, _: datetime) -> None:
    hass.data[_WAITING].pop(key, None)
