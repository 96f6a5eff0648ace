"""A page of the panel for each test that asks for one."""

from typing import Any

import pytest

from tests.integration.homes import Home
from tests.integration.pages import Page, WebSocketMaker


@pytest.fixture
async def page(home: Home, hass_ws_client: WebSocketMaker) -> Any:
    """A page of the whole demo house, opened by an administrator."""
    return Page(await hass_ws_client())
