"""The last address of a gateway is stored over restarts, in case no name server answers."""

import socket
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from custom_components.ipcom import diagnostics
from custom_components.ipcom.panel.report import REDACTED
from tests.integration.homes import Home, until

NAME = "gateway.home"


class Names:
    """The name server's answer for NAME; None is no answer."""

    def __init__(self) -> None:
        self.address: str | None = "127.0.0.1"

    def getaddrinfo(self, host: str, *_: Any, **__: Any) -> Any:
        if host != NAME or self.address is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (self.address, 0))]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """A name server that knows NAME."""
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    return names


@pytest.fixture
def named(hass: HomeAssistant, gateway: Any, names: Names) -> Home:
    """A house whose gateway is known by its name; not started."""
    return Home(hass, gateway, host=NAME)


def key_of(home: Home) -> str:
    return f"ipcom.{home.entry.entry_id}.address"


async def test_the_address_is_kept_and_used_when_the_name_is_gone(
    named: Home, names: Names, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    await named.start()
    await until(lambda: key_of(named) in hass_storage)
    assert hass_storage[key_of(named)]["data"] == {"host": NAME, "address": "127.0.0.1"}
    data = dict(named.entry.data)
    names.address = None
    assert await hass.config_entries.async_reload(named.entry.entry_id)
    assert named.entry.state is ConfigEntryState.LOADED
    assert named.entry.data == data, "keeping it does not touch the entry"


@pytest.mark.parametrize(
    "stored",
    [
        {"host": "other.home", "address": "127.0.0.1"},
        {"host": NAME, "address": "nonsense"},
        {"host": NAME},
        [],
        None,
    ],
)
async def test_what_belongs_to_another_name_or_is_damaged_is_not_used(
    named: Home, names: Names, hass_storage: dict[str, Any], stored: Any
) -> None:
    key = key_of(named)
    hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": stored}
    names.address = None
    await named.start(ConfigEntryState.SETUP_RETRY)
    assert "is not known" in str(named.entry.reason)


async def test_an_address_of_a_newer_release_is_left_alone(named: Home, hass_storage: dict[str, Any]) -> None:
    key = key_of(named)
    hass_storage[key] = {"version": 99, "minor_version": 1, "key": key, "data": {}}
    await named.start()
    assert named.entry.state is ConfigEntryState.LOADED


async def test_a_gateway_given_by_its_address_keeps_nothing(home: Home, hass_storage: dict[str, Any]) -> None:
    await home.hass.async_block_till_done()
    assert key_of(home) not in hass_storage


async def test_removing_the_entry_forgets_the_address(named: Home, hass_storage: dict[str, Any]) -> None:
    await named.start()
    await until(lambda: key_of(named) in hass_storage)
    await named.hass.config_entries.async_remove(named.entry.entry_id)
    assert key_of(named) not in hass_storage


@pytest.mark.parametrize("address", ["192.168.1.20", "::1", "fe80::1%eth0", "2001:db8::20"])
def test_diagnostics_name_neither_host_nor_address(named: Home, address: str) -> None:
    text = f"cannot connect to {NAME}:5000 at {address} (no answer within 1 s); check it"
    hidden = diagnostics._without_host(named.entry, text)
    assert hidden == f"cannot connect to {REDACTED}:5000 at {REDACTED} (no answer within 1 s); check it"
