"""The history as others may read it."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.ipcom.panel.history import History, HistoryMessage, Sample, Severity
from custom_components.ipcom.panel.report import REDACTED, history_report
from custom_components.ipcom.panel.texts import exception_text, text
from tests.integration.homes import Home
from tests.integration.pages import Page, WebSocketMaker


@pytest.mark.parametrize("value", ["17", "2.5", "5/1", "5/2 + 5/1", "3/4, 3/5"])
def test_numbers_and_outputs_are_shown(value: str) -> None:
    assert shown({"seconds": value}) == {"seconds": value}


@pytest.mark.parametrize(
    "value", ["Bedroom of Lucas", "192.168.1.20", "house.example.org:5000", "fe80::1", "", "7 dwarfs"]
)
def test_names_and_addresses_are_not(value: str) -> None:
    assert shown({"output": value}) == {"output": REDACTED}


def test_a_fault_of_the_program_is_shown() -> None:
    assert shown({"fault": "KeyError", "task": "ipcom-poll"}) == {"fault": "KeyError", "task": "ipcom-poll"}


def shown(values: dict[str, str]) -> Any:
    history = History(0.0)
    told = text("config_panel", "now.messages.command_failed", values)
    history.add_message(HistoryMessage(1.0, told, exception_text("output_unseen", values), Severity.ERROR))
    (message,) = history_report(history)["messages"]
    assert (message["level"], message["reason"]["key"]) == ("error", "output_unseen.message")
    assert message["reason"]["placeholders"] == message["text"]["placeholders"]
    return message["text"]["placeholders"]


def test_samples_tell_how_the_link_is_but_not_when_a_switch_is_pressed() -> None:
    history = History(0.0)
    history.add_sample(Sample(60.0, True, 0.0, 0.00212345, 0.0123456, 2.85714, presses=3, commands=1))
    history.add_sample(Sample(120.0, False, 60.0))
    assert history_report(history)["samples"] == [
        {
            "at": 60.0,
            "online": True,
            "offline": 0.0,
            "round_trip": 0.0021,
            "worst": 0.0123,
            "updates": 2.8571,
            "commands": 1,
        },
        {
            "at": 120.0,
            "online": False,
            "offline": 60.0,
            "round_trip": None,
            "worst": None,
            "updates": 0.0,
            "commands": 0,
        },
    ]


async def test_a_page_downloads_it_by_a_path_that_is_signed(
    hass: HomeAssistant, home: Home, hass_ws_client: WebSocketMaker, hass_client_no_auth: Any
) -> None:
    for component in ("auth", "diagnostics"):
        assert await async_setup_component(hass, component, {})
    page = Page(await hass_ws_client())
    await home.gateway.stop()
    await home.shows("light.kitchen", "unavailable")
    path = f"/api/diagnostics/config_entry/{home.entry.entry_id}"
    signed = (await page.result("auth/sign_path", path=path))["path"]
    visitor = await hass_client_no_auth()
    response = await visitor.get(signed)
    assert response.status == HTTPStatus.OK
    assert response.headers["Content-Disposition"].startswith('attachment; filename="config_entry-ipcom')
    found = json.loads(await response.text())["data"]["history"]
    keys = [message["text"]["key"] for message in found["messages"]]
    assert keys[:2] == ["now.messages.loaded", "now.messages.link_lost"]
    for secret in (home.gateway.host, home.gateway.password, home.entry.title):
        assert secret not in json.dumps(found)
    assert (await visitor.get(path)).status == HTTPStatus.UNAUTHORIZED
