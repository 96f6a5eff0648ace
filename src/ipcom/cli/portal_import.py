"""What `ipcom devices import` asks of the portal, and the devices.yaml that it makes of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from ..model.devices import Devices

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from ..portal import FoundDevices, PortalBus, PortalSite, SiteConfiguration
    from .console.password import Password

    Choice = TypeVar("Choice")

LOGIN_TIMEOUT_S = 20.0
"""How long an answer of the portal may take, unless --timeout says otherwise."""


@dataclass(frozen=True, slots=True)
class PortalWish:
    """Which site, gateway and bus are meant; None where there is only one, or it is not said."""

    site: str | None = None
    gateway: str | None = None
    bus: int | None = None


@dataclass(frozen=True, slots=True)
class PortalHouse:
    """One bus as the portal describes it. Covers whose relays only seem to belong together are not among the devices."""

    site: PortalSite
    bus: PortalBus
    found: FoundDevices
    devices: Devices
    guessed: tuple[str, ...]
    """The keys of the relays whose direction is a guess."""
    doubtful: tuple[str, ...]
    """The covers that were left out."""


async def read_house(
    username: str, password: Password, wish: PortalWish, *, url: str | None, timeout: float
) -> PortalHouse:
    """Log in once and return the bus that is meant. Raises as `Portal` does, and `ConfigurationError` for a choice."""
    from ..portal import PORTAL_URL, find_devices, own_portal

    async with own_portal(url=url or PORTAL_URL, timeout=timeout) as portal:
        site = choose_site(await portal.login(username, password.text), wish)
        configuration = await portal.read_site(site)
    bus = choose_bus(configuration, wish)
    return _house(site, bus, find_devices(configuration, bus))


def require_aiohttp() -> None:
    """Raise `ConfigurationError` without the package that speaks to the portal."""
    try:
        import_module("..portal", __package__)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "aiohttp":
            raise
        raise ConfigurationError('The import needs aiohttp: pip install "ipcom[portal]"') from None


def choose_site(sites: Sequence[PortalSite], wish: PortalWish) -> PortalSite:
    """Return the site that is meant. Raises `ConfigurationError`."""
    if not sites:
        raise ConfigurationError("This portal account has no site: log in with the account of the house.")
    named = [site for site in sites if wish.site is None or _is(wish.site, site.name, site.id)]
    return _only(named, sites, "site", "--site", lambda site: site.name or str(site.id))


def choose_bus(configuration: SiteConfiguration, wish: PortalWish) -> PortalBus:
    """Return the bus that is meant. Raises `ConfigurationError`."""
    buses = configuration.buses
    if not buses:
        raise ConfigurationError("The portal has no gateway for this site: choose another with --site.")
    ids = {bus.gateway.id: bus for bus in buses}
    named = [
        bus
        for bus in ids.values()
        if wish.gateway is None or _is(wish.gateway, bus.gateway.name, bus.gateway.id)
    ]
    gateway = _only(named, list(ids.values()), "gateway", "--gateway", lambda bus: bus.gateway.name).gateway
    own = [bus for bus in buses if bus.gateway == gateway]
    numbered = [bus for bus in own if wish.bus in (None, bus.number)]
    return _only(numbered, own, "bus", "--bus", lambda bus: str(bus.number))


def _is(wanted: str, name: str, number: int) -> bool:
    return wanted.casefold() == name.casefold() or wanted == str(number)


def _only(
    named: Sequence[Choice], every: Sequence[Choice], what: str, option: str, shown: Callable[[Choice], str]
) -> Choice:
    if len(named) == 1:
        return named[0]
    listed = ", ".join(f'"{shown(each)}"' for each in every)
    raise ConfigurationError(f"Which {what}? Give {option} with one of {listed}.")


def _house(site: PortalSite, bus: PortalBus, found: FoundDevices) -> PortalHouse:
    doubtful = [each for each in found.devices.shutters if each.up.address in found.guessed_pairs]
    relays = {relay.key for each in doubtful for relay in (each.up, each.down)}
    kept = Devices(tuple(each for each in found.devices.outputs if each.key not in relays))
    guessed = tuple(each.up.key for each in kept.shutters if each.up.address in found.guessed_directions)
    names = tuple(f"{each.display_name} ({each.up.address}, {each.down.address})" for each in doubtful)
    return PortalHouse(site, bus, found, kept, guessed, names)


def house_text(house: PortalHouse) -> str:
    """Return the text of the devices.yaml. What is not among the devices stands in comments."""
    from ..model.devices_yaml import dump_devices

    return dump_devices(house.devices, heading=[*_heading(house), *remarks(house)], notes=_notes(house))


def remarks(house: PortalHouse) -> list[str]:
    """Return what a person should know about the file, one thing a line."""
    told = [
        ("scenes, which are not imported: ", house.found.scenes),
        ("left out, because their two relays only seem to belong together: ", house.doubtful),
        ("left out, because they are not understood: ", [each.name for each in house.found.left_out]),
        ("their direction is a guess, try them carefully: ", house.guessed),
    ]
    return [words + ", ".join(names) for words, names in told if names]


def gateway_line(house: PortalHouse) -> str:
    """Return where the gateway is, as the options take it."""
    bus, gateway = house.bus, house.bus.gateway
    host = f"--host {gateway.host or '?'} --port {gateway.port or 5000}"
    kind = f" --bus-type {bus.type}" if bus.type else ""
    return f"gateway {gateway.name}: {host} --bus {bus.number}{kind}"


def _heading(house: PortalHouse) -> list[str]:
    return [f"{house.site.name}, from the vendor's portal", gateway_line(house)]


def _notes(house: PortalHouse) -> dict[str, str]:
    return dict.fromkeys(house.guessed, "a guess: if it runs the wrong way, exchange the two relay_role")
