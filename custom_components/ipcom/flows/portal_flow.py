"""The steps that import from the vendor's portal; config flow and options flow share them.

The owner's portal account is asked for, used for one login and forgotten: neither its name nor its password is kept
in the flow, in the entry or in a log.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_USERNAME
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..const import CONF_BUS, LOGGER, MappedKind
from ..devices.mapping import MappedCover, MappedDevice
from ..devices.wording import async_kind_words
from ..imports.devices_file import DevicesFile
from ..imports.import_plan import described, listed, plain, plan_import
from ..imports.portal_devices import PortalComparison, compare_with_portal, turned
from ..library import (
    PORTAL_URL,
    ConfigurationError,
    FoundDevices,
    IPComError,
    Portal,
    PortalAnswerWrong,
    PortalBus,
    PortalNotTrusted,
    PortalRefused,
    PortalSessionOver,
    PortalSite,
    PortalTimedOut,
    PortalUnreachable,
    Reason,
    SiteConfiguration,
    find_devices,
)
from .devices_flow import DevicesFileFlow
from .portal_schema import (
    CONF_BUS_OF_GATEWAY,
    CONF_OTHER_KIND,
    CONF_RENAMED,
    CONF_SITE,
    CONF_TURNED,
    LOGIN_SCHEMA,
    bus_label,
    by_kind,
    choice_schema,
    id_of,
    kinds_schema,
    label_of,
    things_schema,
)

_ERRORS: tuple[tuple[type[IPComError], str], ...] = (
    (PortalSessionOver, "portal_session_over"),
    (PortalRefused, "portal_refused"),
    (PortalNotTrusted, "portal_not_trusted"),
    (PortalTimedOut, "portal_timed_out"),
    (PortalUnreachable, "portal_unreachable"),
    (PortalAnswerWrong, "portal_answer_wrong"),
    (ConfigurationError, "portal_unsendable"),
)
"""The more special goes first."""


class PortalFlow(DevicesFileFlow):
    """Steps to log in, to choose a site and a bus, to tick what is wanted, to put kinds right, and to see the plan."""

    _portal: Portal
    _sites: tuple[PortalSite, ...]
    _site: SiteConfiguration
    _found: FoundDevices
    _comparison: PortalComparison
    _words: Mapping[str, str]
    _wanted: dict[str, MappedDevice]
    _to_correct: tuple[MappedDevice, ...]

    @abstractmethod
    def _connection(self) -> Mapping[str, Any]:
        """Return the data of the entry, which say its gateway and its bus."""

    async def async_step_portal(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the portal account, and log in with it once."""
        if user_input is None:
            return self._show_login({})
        errors = await self._async_login(user_input[CONF_USERNAME].strip(), user_input[CONF_PASSWORD])
        if errors:
            return self._show_login(errors, user_input[CONF_USERNAME])
        if len(self._sites) > 1:
            return await self.async_step_portal_site()
        return await self._async_read(self._sites[0]) or await self.async_step_portal_bus()

    async def async_step_portal_site(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the site, if the account has several."""
        if user_input is not None:
            site = self._sites[int(user_input[CONF_SITE])]
            return await self._async_read(site) or await self.async_step_portal_bus()
        schema = choice_schema(CONF_SITE, (site.name or str(site.id) for site in self._sites), None)
        return self.async_show_form(step_id="portal_site", data_schema=schema)

    async def async_step_portal_bus(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for gateway and bus, unless there is only one and it has the number of this entry's bus."""
        buses, own = self._site.buses, self._connection()
        if user_input is not None:
            return await self._async_compare(buses[int(user_input[CONF_BUS_OF_GATEWAY])])
        if [bus.number for bus in buses] == [own[CONF_BUS]]:
            return await self._async_compare(buses[0])
        schema = choice_schema(CONF_BUS_OF_GATEWAY, map(bus_label, buses), _likeliest(buses, own))
        return self.async_show_form(
            step_id="portal_bus",
            data_schema=schema,
            description_placeholders={"host": own[CONF_HOST], "bus": str(own[CONF_BUS])},
        )

    async def async_step_portal_things(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for what is wanted of it; what is new is ticked."""
        if user_input is None:
            return self.async_show_form(
                step_id="portal_things",
                data_schema=things_schema(self._comparison, self._found),
                description_placeholders=self._seen(),
            )
        self._wanted = self._chosen(user_input)
        others = set(user_input.get(CONF_OTHER_KIND, ()))
        self._to_correct = tuple(each for each in self._comparison.new if id_of(each) in others)
        return await self.async_step_portal_kinds() if self._to_correct else await self._async_plan()

    async def async_step_portal_kinds(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the kinds of the things that are something else than the portal says."""
        if user_input is None:
            return self.async_show_form(step_id="portal_kinds", data_schema=kinds_schema(self._to_correct))
        for thing in self._to_correct:
            if (wanted := self._wanted.get(id_of(thing))) is not None:
                self._wanted[id_of(thing)] = _with_kind(wanted, user_input[label_of(thing)])
        return await self._async_plan()

    async def async_step_portal_preview(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the plan of the import. A submit carries it out; a plan that has changed is shown again."""
        return await self._async_show_plan("portal_preview", user_input, self._async_portal_texts)

    async def _async_portal_texts(self) -> dict[str, str]:
        return {**self._plan.placeholders(self._words), **self._gone()}

    async def _async_login(self, username: str, password: str) -> dict[str, str]:
        """Return the errors of the form; keep the sites of the account, and nothing of what was typed."""
        self._portal = Portal(async_get_clientsession(self.hass), url=PORTAL_URL)
        try:
            self._sites = await self._portal.login(username, password)
        except IPComError as error:
            return _errors_of(error)
        return {} if self._sites else {"base": "portal_no_sites"}

    async def _async_read(self, site: PortalSite) -> ConfigFlowResult | None:
        """Read a site; return the form of the login if that did not work, since a login may be over."""
        try:
            self._site = await self._portal.read_site(site)
        except IPComError as error:
            return self._show_login(_errors_of(error))
        return None if self._site.buses else self._show_login({"base": "portal_site_empty"})

    async def _async_compare(self, bus: PortalBus) -> ConfigFlowResult:
        self._found = find_devices(self._site, bus)
        self._comparison = compare_with_portal(self._mapped(), self._found)
        self._words = await async_kind_words(self.hass)
        return await self.async_step_portal_things()

    async def _async_plan(self) -> ConfigFlowResult:
        self._file = DevicesFile("", devices=tuple(self._wanted.values()))
        self._plan = plan_import(self._mapped(), self._file.devices)
        return await self.async_step_portal_preview()

    def _chosen(self, user_input: Mapping[str, Any]) -> dict[str, MappedDevice]:
        """Return what was ticked: new things, and known ones under their new names."""
        ticked = {each for field in by_kind(self._comparison.new) for each in user_input.get(field, ())}
        wrong_way = set(user_input.get(CONF_TURNED, ()))
        chosen = {id_of(each): each for each in self._comparison.new if id_of(each) in ticked}
        for name, each in chosen.items():
            if name in wrong_way and isinstance(each, MappedCover):
                chosen[name] = turned(each)
        renamed = set(user_input.get(CONF_RENAMED, ()))
        again = {id_of(each.device): each.after for each in self._comparison.renamed}
        return {**chosen, **{name: each for name, each in again.items() if name in renamed}}

    def _seen(self) -> dict[str, str]:
        """Return the lists of what is to be known before anything is ticked."""
        guessed = self._found.guessed_directions
        covers = [each for each in self._comparison.new if isinstance(each, MappedCover)]
        left_out = {
            reason: listed(plain(each.name) for each in self._found.left_out if each.reason is reason)
            for reason in Reason
        }
        return {
            **self._gone(),
            "scenes": listed(map(plain, self._found.scenes)),
            "guessed": listed(plain(label_of(each)) for each in covers if each.up in guessed),
            "doubtful": listed(
                plain(label_of(each)) for each in covers if each.up in self._found.guessed_pairs
            ),
            "no_partner": left_out[Reason.NO_PARTNER],
            "unknown_module": left_out[Reason.UNKNOWN_MODULE],
        }

    def _gone(self) -> dict[str, str]:
        gone = self._comparison.gone
        return {"gone": listed(described(each, self._words) for each in gone), "gone_count": str(len(gone))}

    def _show_login(self, errors: dict[str, str], username: str = "") -> ConfigFlowResult:
        schema = self.add_suggested_values_to_schema(LOGIN_SCHEMA, {CONF_USERNAME: username})
        return self.async_show_form(step_id="portal", data_schema=schema, errors=errors)


def _likeliest(buses: Iterable[PortalBus], own: Mapping[str, Any]) -> int | None:
    """Return the number of the bus that this entry is for; None if none has its number."""
    numbered = [(number, bus) for number, bus in enumerate(buses) if bus.number == own[CONF_BUS]]
    exact = [
        number for number, bus in numbered if own[CONF_HOST] in (bus.gateway.host, bus.gateway.remote_host)
    ]
    return next(iter(exact or [number for number, _ in numbered]), None)


def _with_kind(thing: MappedDevice, kind: str) -> MappedDevice:
    if isinstance(thing, MappedCover):
        return replace(thing, device_class=kind)
    return replace(thing, kind=MappedKind(kind))


def _errors_of(error: IPComError) -> dict[str, str]:
    LOGGER.debug("The portal: %s", error)
    return {"base": next(key for kind, key in _ERRORS if isinstance(error, kind))}
