"""The websocket commands: each is for administrators, whatever the visibility of the panel."""

from typing import Any

import pytest
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized

from custom_components.ipcom.panel.commands import COMMANDS, async_register_commands
from tests.integration.homes import Home
from tests.integration.pages import Page, WebSocketMaker

NAMES = [command._ws_command for command in COMMANDS]  # type: ignore[attr-defined] # as Home Assistant does it


class Visitor:
    """A connection of a user who is no administrator."""

    def __init__(self, user: User) -> None:
        self.user = user


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_refused_to_all_but_administrators(
    hass: HomeAssistant, hass_read_only_user: User, name: str
) -> None:
    async_register_commands(hass)
    handler, _ = hass.data["websocket_api"][name]
    visitor: Any = Visitor(hass_read_only_user)
    with pytest.raises(Unauthorized):
        handler(hass, visitor, {"id": 1, "type": name})


def test_each_command_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(name.startswith("ipcom/") for name in NAMES)


async def test_a_user_who_is_no_administrator_is_told_so(
    home: Home, hass_ws_client: WebSocketMaker, hass_read_only_access_token: str
) -> None:
    page = Page(await hass_ws_client(home.hass, hass_read_only_access_token))
    answer = await page.ask("ipcom/entries/subscribe")
    assert answer["error"]["code"] == "unauthorized"
    answer = await page.ask("ipcom/house/subscribe", entry_id=home.entry.entry_id)
    assert answer["error"]["code"] == "unauthorized"


@pytest.mark.parametrize("entry_id", ["none", ""])
async def test_an_unknown_entry_is_not_found(page: Page, entry_id: str) -> None:
    error = (await page.ask("ipcom/house/subscribe", entry_id=entry_id))["error"]
    assert (error["code"], error["translation_domain"], error["translation_key"]) == (
        "not_found",
        "ipcom",
        "no_such_entry",
    )


@pytest.mark.parametrize("fields", [{}, {"entry_id": 1}, {"entry_id": "none", "more": True}])
async def test_bad_input_is_told(page: Page, fields: dict[str, Any]) -> None:
    assert (await page.ask("ipcom/house/subscribe", **fields))["error"]["code"] == "invalid_format"
