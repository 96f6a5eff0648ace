"""The demo's user: made at the first start, logged in at every later one."""

from __future__ import annotations

from .errors import DemoError
from .web import Web

USER = "demo"
PASSWORD = "demo"


async def log_in(web: Web, *, first: bool) -> None:
    """Give `web` a token, making the user if this is the first start."""
    code = await (_make_user(web) if first else _present_credentials(web))
    form = {"grant_type": "authorization_code", "code": code, "client_id": _client(web)}
    tokens = await web.post_form("/auth/token", form)
    web.token = tokens["access_token"]


async def _make_user(web: Web) -> str:
    answer = await web.post(
        "/api/onboarding/users",
        {
            "client_id": _client(web),
            "name": "Demo",
            "username": USER,
            "password": PASSWORD,
            "language": "en",
        },
    )
    return str(answer["auth_code"])


async def _present_credentials(web: Web) -> str:
    client = _client(web)
    flow = await web.post(
        "/auth/login_flow",
        {"client_id": client, "handler": ["homeassistant", None], "redirect_uri": client},
    )
    answer = await web.post(
        f"/auth/login_flow/{flow['flow_id']}",
        {"client_id": client, "username": USER, "password": PASSWORD},
    )
    if answer["type"] != "create_entry":
        raise DemoError("Home Assistant does not know the user demo any more: begin anew with --fresh")
    return str(answer["result"])


def _client(web: Web) -> str:
    """Return the address that the frontend calls itself by."""
    return f"{web.url}/"
