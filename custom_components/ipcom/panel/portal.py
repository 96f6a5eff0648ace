"""The commands that import from the vendor's portal, step after step, after a login that `portal_login` has made."""

from collections.abc import Iterable, Mapping
from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_INVALID_FORMAT
from homeassistant.components.websocket_api.decorators import async_response, websocket_command
from homeassistant.core import HomeAssistant, callback

from ..const import MappedKind
from ..devices.kinds import COVER_CLASSES
from ..devices.mapping import MappedCover, from_subentries
from ..imports.devices_file import DevicesFile
from ..imports.pending_import import PendingImport
from ..imports.portal_buses import bus_label, likeliest
from ..imports.portal_choice import PortalChoice, id_of
from ..imports.portal_devices import PortalComparison, compare_with_portal
from .asked import OF_ENTRY, asked_entry, async_not_found
from .import_lines import plan_lines, portal_lines
from .import_sessions import async_begin, async_end
from .imports import IMPORT_OVER, OF_IMPORT, asked_import, mistake_text
from .portal_login import async_take_account

_WANTED = probatio.Schema(
    {
        probatio.Required("id"): str,
        probatio.Optional("kind"): probatio.In([*MappedKind, *COVER_CLASSES]),
        probatio.Optional("turned", default=False): bool,
    }
)


@websocket_command(
    {
        probatio.Required("type"): "ipcom/import/portal/login",
        **OF_ENTRY,
        probatio.Required("login"): str,
    }
)
@callback
def portal_login(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Begin an import with an account that has just been logged in, and return its sites."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    if (account := async_take_account(hass, msg["login"], connection.user.id)) is None:
        async_not_found(connection, msg, IMPORT_OVER)
        return
    session = async_begin(hass, connection, msg["id"], entry.entry_id)
    session.account = account
    sites = [{"id": site.id, "name": site.name or str(site.id)} for site in account.sites]
    connection.send_result(msg["id"], {"token": session.token, "sites": sites})


@websocket_command(
    {
        probatio.Required("type"): "ipcom/import/portal/site",
        **OF_IMPORT,
        probatio.Required("site"): int,
    }
)
@async_response
async def portal_site(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Read a site, and return its buses; a login may be over by then."""
    if (found := asked_import(hass, connection, msg)) is None:
        return
    session, entry = found
    account = session.account
    site = next((each for each in account.sites if each.id == msg["site"]), None) if account else None
    if account is None or site is None:
        async_not_found(connection, msg, IMPORT_OVER)
        return
    session.comparison = session.pending = None
    if mistake := await account.async_read(site):
        async_end(hass, connection, session)
        connection.send_result(msg["id"], {"mistake": mistake_text(mistake)})
        return
    likely = likeliest(account.buses, entry.data)
    buses = [
        {"index": index, "label": bus_label(bus), "likely": index == likely}
        for index, bus in enumerate(account.buses)
    ]
    connection.send_result(msg["id"], {"buses": buses})


@websocket_command(
    {
        probatio.Required("type"): "ipcom/import/portal/bus",
        **OF_IMPORT,
        probatio.Required("bus"): probatio.All(int, probatio.Range(min=0)),
    }
)
@callback
def portal_bus(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Compare a bus with what is mapped, and return what there is to choose."""
    if (found := asked_import(hass, connection, msg)) is None:
        return
    session, entry = found
    if (account := session.account) is None or msg["bus"] >= len(account.buses):
        async_not_found(connection, msg, IMPORT_OVER)
        return
    devices = account.find(account.buses[msg["bus"]])
    session.comparison = compare_with_portal(from_subentries(entry.subentries), devices)
    session.pending = None
    connection.send_result(msg["id"], portal_lines(session.comparison, devices))


@websocket_command(
    {
        probatio.Required("type"): "ipcom/import/portal/choose",
        **OF_IMPORT,
        probatio.Required("wanted"): [_WANTED],
        probatio.Optional("renamed", default=list): [str],
    }
)
@callback
def portal_choose(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Plan the import of what was chosen."""
    if (found := asked_import(hass, connection, msg)) is None:
        return
    session, entry = found
    if session.comparison is None:
        async_not_found(connection, msg, IMPORT_OVER)
        return
    kinds = {each["id"]: each["kind"] for each in msg["wanted"] if "kind" in each}
    if not _kinds_fit(session.comparison, kinds):
        connection.send_error(msg["id"], ERR_INVALID_FORMAT, "A cover and an output have different kinds")
        return
    choice = PortalChoice(
        wanted=_ids(msg["wanted"]),
        renamed=frozenset(msg["renamed"]),
        turned=_ids(each for each in msg["wanted"] if each["turned"]),
        kinds=kinds,
    )
    file = DevicesFile("", devices=choice.of(session.comparison))
    session.pending = PendingImport.of(file, from_subentries(entry.subentries))
    connection.send_result(msg["id"], {"plan": plan_lines(session.pending.plan)})


def _ids(wanted: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(each["id"] for each in wanted)


def _kinds_fit(comparison: PortalComparison, kinds: Mapping[str, str]) -> bool:
    """Return whether each kind is one of an output for an output, and a class of covers for a cover."""
    return all(
        kinds[id_of(each)] in (COVER_CLASSES if isinstance(each, MappedCover) else list(MappedKind))
        for each in comparison.new
        if id_of(each) in kinds
    )
