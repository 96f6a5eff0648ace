"""The fake portal in the place of the vendor's, and the way through its forms."""

import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from homeassistant.core import HomeAssistant

from custom_components.ipcom.imports import portal_account
from tests.fake_portal.houses import Element, Gateway, Map, Module, Site
from tests.fake_portal.server import FakePortal

_TLS = Path(__file__).parents[1] / "fixtures/portal_tls"
AUTHORITY = _TLS / "authority.pem"
"""The authority of the test's certificate, which is the certificate itself."""


@asynccontextmanager
async def portal_at_hand(
    monkeypatch: pytest.MonkeyPatch, *sites: Site, **options: Any
) -> AsyncIterator[FakePortal]:
    """Open a fake portal, to which the flows then speak as to the vendor's."""
    async with FakePortal(*sites, **options) as portal:
        monkeypatch.setattr(portal_account, "PORTAL_URL", portal.url)
        yield portal


def house(names: tuple[str, ...], *elements: Element) -> Site:
    """Return a site with outputs of these names on module 1, one shutter, and these elements in its hall."""
    modules = (Module(1, "Exo8", names), Module(5, "ExoStore", ("Salon M", "Salon D")))
    return Site(gateways=(Gateway(modules=modules),), maps=(Map("Hall", elements),))


def login_of(portal: FakePortal, **changes: str) -> dict[str, str]:
    """Return what an owner types into the form of the login."""
    username, password = portal.owner
    return {"username": username, "password": password, **changes}


class Forms:
    """One flow after another through its forms."""

    def __init__(self, manager: Any, flow: Any) -> None:
        self.manager = manager
        self.shown = flow

    @classmethod
    async def of_options(cls, hass: HomeAssistant, entry_id: str) -> Forms:
        """Open the menu of the options and choose the portal."""
        manager = hass.config_entries.options
        forms = cls(manager, await manager.async_init(entry_id))
        await forms.submit({"next_step_id": "portal"})
        return forms

    async def submit(self, user_input: dict[str, Any]) -> Any:
        """Submit the form that is shown; return the next one."""
        self.shown = await self.manager.async_configure(self.shown["flow_id"], user_input)
        return self.shown

    @property
    def step(self) -> str:
        """The step whose form is shown."""
        return str(self.shown["step_id"])

    @property
    def told(self) -> Any:
        """What the form tells, by placeholder."""
        return self.shown["description_placeholders"]

    def options(self, field: str) -> list[dict[str, str]]:
        """The choices of a field."""
        schema = self.shown["data_schema"].schema
        return next(list(selector.config["options"]) for name, selector in schema.items() if name == field)

    def labels(self, field: str) -> list[str]:
        """The words of its choices."""
        return [option["label"] for option in self.options(field)]

    def ticked(self) -> dict[str, Any]:
        """What a submit gives when nothing is touched."""
        return {
            str(name): name.description["suggested_value"] if name.description else name.default()
            for name in self.shown["data_schema"].schema
        }


def own_certificate() -> ssl.SSLContext:
    """Return the TLS of a server whose certificate no authority of Home Assistant knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_TLS / "server.pem")
    return context


class Names(AbstractResolver):
    """Knows this machine by its name; that of the tests' plugin belongs to the loop of another test."""

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        """Return loopback for `localhost`."""
        assert host == "localhost"
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        """Hold nothing."""
