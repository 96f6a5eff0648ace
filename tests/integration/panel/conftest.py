"""A page of the panel for each test that asks for one."""

from typing import Any

import pytest

from tests.integration.homes import Home
from tests.integration.motor_pages import MotorPage
from tests.integration.pages import Page, WebSocketMaker


@pytest.fixture
async def page(home: Home, hass_ws_client: WebSocketMaker) -> Any:
    """A page of the whole demo house, opened by an administrator."""
    return Page(await hass_ws_client())


@pytest.fixture
async def motor_page(home: Home, hass_admin_user: Any) -> MotorPage:
    """A page of the same house without a socket in between, for what is a matter of moments."""
    return MotorPage(home, hass_admin_user)


@pytest.fixture
async def other_page(home: Home, hass_admin_user: Any) -> MotorPage:
    """A second one, of the same person."""
    return MotorPage(home, hass_admin_user)
