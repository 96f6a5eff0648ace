"""The steps that import from the vendor's portal; config flow and options flow share them.

The owner's portal account is asked for, used for one login and forgotten: neither its name nor its password is kept
in the flow, in the entry or in a log.
"""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_USERNAME

from ..const import CONF_BUS
from ..devices.mapping import MappedCover, MappedDevice
from ..devices.wording import async_kind_words
from ..imports.devices_file import DevicesFile
from ..imports.import_plan import described, listed, plain
from ..imports.pending_import import PendingImport
from ..imports.portal_account import PortalAccount
from ..imports.portal_buses import bus_label, likeliest
from ..imports.portal_choice import PortalChoice, id_of, label_of
from ..imports.portal_devices import PortalComparison, compare_with_portal
from ..library import FoundDevices, PortalBus, PortalSite, Reason
from .devices_flow import DevicesFileFlow
from .portal_schema import (
    CONF_BUS_OF_GATEWAY,
    CONF_OTHER_KIND,
    CONF_RENAMED,
    CONF_SITE,
    CONF_TURNED,
    LOGIN_SCHEMA,
    by_kind,
    choice_schema,
    kinds_schema,
    things_schema,
)


class PortalFlow(DevicesFileFlow):
    """Steps to log in, to choose a site and a bus, to tick what is wanted, to put kinds right, and to see the plan."""

    _account: PortalAccount
    _found: FoundDevices
    _comparison: PortalComparison
    _words: Mapping[str, str]
    _ticked: Mapping[str, Any]
    _to_correct: tuple[MappedDevice, ...]

    @abstractmethod
    def _connection(self) -> Mapping[str, Any]:
        """Return the data of the entry, which say its gateway and its bus."""

    async def async_step_portal(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the portal account, and log in with it once."""
        if user_input is None:
            return self._show_login({})
        self._account = PortalAccount(self.hass)
        mistake = await self._account.async_login(user_input[CONF_USERNAME], user_input[CONF_PASSWORD])
        if mistake:
            return self._show_login({"base": mistake}, user_input[CONF_USERNAME])
        if len(self._account.sites) > 1:
            return await self.async_step_portal_site()
        return await self._async_read(self._account.sites[0]) or await self.async_step_portal_bus()

    async def async_step_portal_site(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the site, if the account has several."""
        if user_input is not None:
            site = self._account.sites[int(user_input[CONF_SITE])]
            return await self._async_read(site) or await self.async_step_portal_bus()
        schema = choice_schema(CONF_SITE, (site.name or str(site.id) for site in self._account.sites), None)
        return self.async_show_form(step_id="portal_site", data_schema=schema)

    async def async_step_portal_bus(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for gateway and bus, unless there is only one and it has the number of this entry's bus."""
        buses, own = self._account.buses, self._connection()
        if user_input is not None:
            return await self._async_compare(buses[int(user_input[CONF_BUS_OF_GATEWAY])])
        if [bus.number for bus in buses] == [own[CONF_BUS]]:
            return await self._async_compare(buses[0])
        schema = choice_schema(CONF_BUS_OF_GATEWAY, map(bus_label, buses), likeliest(buses, own))
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
        self._ticked = user_input
        others = set(user_input.get(CONF_OTHER_KIND, ()))
        self._to_correct = tuple(each for each in self._comparison.new if id_of(each) in others)
        return await self.async_step_portal_kinds() if self._to_correct else await self._async_plan({})

    async def async_step_portal_kinds(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the kinds of the things that are something else than the portal says."""
        if user_input is None:
            return self.async_show_form(step_id="portal_kinds", data_schema=kinds_schema(self._to_correct))
        return await self._async_plan({id_of(each): user_input[label_of(each)] for each in self._to_correct})

    async def async_step_portal_preview(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the plan of the import. A submit carries it out; a plan that has changed is shown again."""
        return await self._async_show_plan("portal_preview", user_input, self._async_portal_texts)

    async def _async_portal_texts(self) -> dict[str, str]:
        return {**self._pending.plan.placeholders(self._words), **self._gone()}

    async def _async_read(self, site: PortalSite) -> ConfigFlowResult | None:
        """Read a site; return the form of the login if that did not work, since a login may be over."""
        mistake = await self._account.async_read(site)
        return self._show_login({"base": mistake}) if mistake else None

    async def _async_compare(self, bus: PortalBus) -> ConfigFlowResult:
        self._found = self._account.find(bus)
        self._comparison = compare_with_portal(self._mapped(), self._found)
        self._words = await async_kind_words(self.hass)
        return await self.async_step_portal_things()

    async def _async_plan(self, kinds: Mapping[str, str]) -> ConfigFlowResult:
        chosen = self._choice(kinds).of(self._comparison)
        self._pending = PendingImport.of(DevicesFile("", devices=chosen), self._mapped())
        return await self.async_step_portal_preview()

    def _choice(self, kinds: Mapping[str, str]) -> PortalChoice:
        ticked = self._ticked
        return PortalChoice(
            wanted=frozenset(
                each for field in by_kind(self._comparison.new) for each in ticked.get(field, ())
            ),
            renamed=frozenset(ticked.get(CONF_RENAMED, ())),
            turned=frozenset(ticked.get(CONF_TURNED, ())),
            kinds=kinds,
        )

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
