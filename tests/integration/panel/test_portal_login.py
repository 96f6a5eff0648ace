"""The login at the portal, which comes by HTTP: for administrators, each answer for one page and one minute."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ipcom.panel.portal_login import WAITS_S, async_take_account
from tests.fake_portal.server import FakePortal
from tests.integration.homes import Home
from tests.integration.pages import Page
from tests.integration.portals import login_of, portal_at_hand

URL = "/api/ipcom/portal_login"

type ClientMaker = Callable[..., Awaitable[Any]]


@pytest.fixture
async def portal(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakePortal]:
    """The portal with one site."""
    async with portal_at_hand(monkeypatch) as portal:
        yield portal


async def logged_in(client: Any, portal: FakePortal) -> str:
    answer = await client.post(URL, json=login_of(portal))
    return str((await answer.json())["login"])


async def begin(page: Page, home: Home, login: str) -> Any:
    return await page.ask("ipcom/import/portal/login", entry_id=home.entry.entry_id, login=login)


async def test_a_login_serves_one_import(
    page: Page, home: Home, portal: FakePortal, hass_client: ClientMaker
) -> None:
    login = await logged_in(await hass_client(), portal)
    assert (await begin(page, home, login))["success"]
    assert (await begin(page, home, login))["error"]["translation_key"] == "import_over"


async def test_a_login_is_over_after_a_minute(
    hass: HomeAssistant, page: Page, home: Home, portal: FakePortal, hass_client: ClientMaker
) -> None:
    client = await hass_client()
    taken, left = await logged_in(client, portal), await logged_in(client, portal)
    assert (await begin(page, home, taken))["success"]
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=WAITS_S + 1))
    assert (await begin(page, home, left))["error"]["translation_key"] == "import_over"


async def test_a_login_is_that_of_its_user(
    hass: HomeAssistant, home: Home, portal: FakePortal, hass_client: ClientMaker, hass_admin_user: Any
) -> None:
    login = await logged_in(await hass_client(), portal)
    assert async_take_account(hass, login, "another") is None
    assert async_take_account(hass, login, hass_admin_user.id) is not None


async def test_only_administrators_log_in(
    home: Home, hass_client: ClientMaker, hass_client_no_auth: ClientMaker, hass_read_only_access_token: str
) -> None:
    account = {"username": "a", "password": "b"}
    assert (await (await hass_client_no_auth()).post(URL, json=account)).status == HTTPStatus.UNAUTHORIZED
    answer = await (await hass_client(hass_read_only_access_token)).post(URL, json=account)
    assert answer.status == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("asked", [b"", b"no JSON", b"[]", b"{}", b'{"username": "a", "password": 7}'])
async def test_bad_input_is_told(home: Home, hass_client: ClientMaker, asked: bytes) -> None:
    answer = await (await hass_client()).post(URL, data=asked)
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert await answer.json() == {"message": "A username and a password are wanted"}
