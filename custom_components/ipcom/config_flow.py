"""The config flow: a new entry by hand or from configuration.yaml, reauthentication and reconfiguration."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
)
from homeassistant.const import CONF_HOST
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow

from .const import CONF_BUS_TYPE, CONF_PROVEN, CONF_YAML_SOURCE, DOMAIN, SubentryType
from .coordinator import IPComConfigEntry
from .devices.mapping import MappedDevice, subentry_data
from .flows.blink_flow import BlinkFlow
from .flows.connection_schema import (
    CONNECTION_SCHEMA,
    CREDENTIALS_SCHEMA,
    SECOND,
    flat,
    host_errors,
    suggested,
)
from .flows.cover_flow import CoverFlow
from .flows.options_flow import IPComOptionsFlow
from .flows.output_flow import OutputFlow
from .flows.portal_flow import PortalFlow
from .flows.probe import Probe, async_probe
from .gateway.client import client_from
from .gateway.identity import default_title, gateway_of, same_gateway, tidy
from .gateway.twins import async_look_alike, async_same_address
from .imports.devices_file import async_folder_file_exists
from .imports.import_plan import ImportPlan
from .imports.migration import MINOR_VERSION, VERSION
from .imports.yaml_import import (
    ALREADY_CONFIGURED,
    CREDENTIALS_TOO_LONG,
    INVALID_HOST,
    entry_from_yaml,
)
from .library import BusType, ConfigurationError


class IPComConfigFlow(BlinkFlow, PortalFlow, ConfigFlow, domain=DOMAIN):
    """The flow for entries; one entry is one login to one bus of one gateway."""

    VERSION, MINOR_VERSION = VERSION, MINOR_VERSION
    """Versions 1 and 2 belong to the earlier integrations of this domain as well; see imports/migration.py."""

    def __init__(self) -> None:
        """Begin without data."""
        super().__init__()
        self._data: dict[str, Any] = {}
        self._doubted: dict[str, Any] = {}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: IPComConfigEntry) -> IPComOptionsFlow:
        """Return the flow for the settings of an entry."""
        return IPComOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: IPComConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the subentries that have a flow of their own."""
        return {SubentryType.OUTPUT: OutputFlow, SubentryType.COVER: CoverFlow}

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for address and credentials, and try to log in."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await self._async_try_new(flat(user_input))
            if not errors:
                return await self.async_step_devices()
        return self._show_connection("user", user_input or {}, errors)

    async def async_step_devices(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the source of the devices; a devices.yaml in the configuration folder is one."""
        exists = await async_folder_file_exists(self.hass)
        from_folder = ["import_folder"] if exists else []
        return self.async_show_menu(
            step_id="devices",
            menu_options=[*from_folder, "import_upload", "portal", "without_devices", "blink"],
        )

    async def async_step_connection(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Go back to the connection, with the other bus type chosen."""
        other = next(each.value for each in BusType if each.value != self._data[CONF_BUS_TYPE])
        return self._show_connection("user", {**self._data, CONF_BUS_TYPE: other}, {})

    @override
    def _new_data(self) -> Mapping[str, Any]:
        return self._data

    async def async_step_without_devices(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Create the entry without devices; the options menu can import them later."""
        return self._create(())

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin after the gateway has refused the login."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for other credentials, and try to log in."""
        entry: IPComConfigEntry = self._get_reauth_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await self._async_probe_in_place(entry, {**entry.data, **user_input})
            if not errors:
                return self.async_update_reload_and_abort(
                    entry, data_updates={**user_input, CONF_PROVEN: True}
                )
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=self.add_suggested_values_to_schema(
                CREDENTIALS_SCHEMA, suggested({**entry.data, **(user_input or {})})
            ),
            errors=errors,
            description_placeholders={"host": entry.data[CONF_HOST]},
        )

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for another address, other credentials or another bus, and try to log in."""
        entry: IPComConfigEntry = self._get_reconfigure_entry()
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := host_errors(flat(user_input))):
            kept = {key: value for key, value in entry.data.items() if key not in SECOND}
            data = {**kept, **tidy(flat(user_input)), CONF_PROVEN: True}
            self._abort_if_same_gateway(data, entry.entry_id)
            errors = await self._async_probe_in_place(entry, data)
            if not errors:
                own_title = entry.title != default_title(entry.data)
                title = entry.title if own_title else default_title(data)
                return self.async_update_reload_and_abort(entry, data=data, title=title)
        return self._show_connection("reconfigure", user_input or entry.data, errors)

    async def async_step_import(self, import_data: dict[str, Any]) -> ConfigFlowResult:
        """Create an entry from a block of configuration.yaml, once, even if the gateway does not answer."""
        entry = await entry_from_yaml(self.hass, import_data)
        self._async_abort_entries_match({CONF_YAML_SOURCE: entry.data[CONF_YAML_SOURCE]})
        for other in self._async_current_entries(include_ignore=False):
            if same_gateway(other.data, entry.data):
                self._note_yaml_source(other, entry.data[CONF_YAML_SOURCE])
                return self.async_abort(reason=ALREADY_CONFIGURED)
        if host_errors(entry.data):
            return self.async_abort(reason=INVALID_HOST)
        try:
            client_from(entry.data, entry.options)
        except ConfigurationError:
            return self.async_abort(reason=CREDENTIALS_TOO_LONG)
        return self.async_create_entry(
            title=default_title(entry.data),
            data=entry.data,
            options=entry.options,
            subentries=[subentry_data(device) for device in entry.devices],
        )

    def _note_yaml_source(self, entry: IPComConfigEntry, source: str) -> None:
        """Let an entry stand for its block of configuration.yaml, also after its address has changed."""
        if CONF_YAML_SOURCE not in entry.data:
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_YAML_SOURCE: source})

    async def _async_try_new(self, user_input: dict[str, Any]) -> dict[str, str]:
        """Keep the input as the entry's data and try to log in; return the errors of the form."""
        if errors := host_errors(user_input):
            return errors
        self._data = {**tidy(user_input), CONF_PROVEN: True}
        self._abort_if_same_gateway(self._data)
        probe = await async_probe(self._data)
        return probe.errors or self._twin_errors(self._data, probe)

    def _abort_if_same_gateway(self, data: Mapping[str, Any], own_id: str = "") -> None:
        """End the flow if another entry has this bus of this gateway, by either of its hosts."""
        for other in self._async_current_entries(include_ignore=False):
            if other.entry_id != own_id and same_gateway(other.data, data):
                raise AbortFlow(ALREADY_CONFIGURED)

    def _twin_errors(self, data: Mapping[str, Any], probe: Probe, own_id: str = "") -> dict[str, str]:
        """End the flow for a gateway that an entry reaches by another name; doubt one that looks the same.

        A doubt is an error of the form once; a second submit of the same data is believed.
        """
        assert probe.sight is not None
        if async_same_address(self.hass, data, probe.sight, own_id):
            raise AbortFlow(ALREADY_CONFIGURED)
        if self._doubted == data or not async_look_alike(self.hass, data, probe.sight, own_id):
            return {}
        self._doubted = dict(data)
        return {"base": "looks_the_same"}

    @override
    def _connection(self) -> Mapping[str, Any]:
        return self._data

    @override
    def _mapped(self) -> dict[str, MappedDevice]:
        return {}

    @override
    async def _async_carry_out(self, plan: ImportPlan) -> ConfigFlowResult:
        return self._create(plan.added)

    @override
    def _further_options(self) -> list[str]:
        return ["without_devices"]

    def _create(self, devices: tuple[MappedDevice, ...]) -> ConfigFlowResult:
        self._async_abort_entries_match(gateway_of(self._data))
        return self.async_create_entry(
            title=default_title(self._data),
            data=self._data,
            subentries=[subentry_data(device) for device in devices],
        )

    def _show_connection(
        self, step_id: str, shown: Mapping[str, Any], errors: dict[str, str]
    ) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(CONNECTION_SCHEMA, suggested(shown)),
            errors=errors,
        )

    async def _async_probe_in_place(self, entry: IPComConfigEntry, data: Mapping[str, Any]) -> dict[str, str]:
        """Try to log in with `data`; a loaded entry for the same gateway is unloaded meanwhile.

        A gateway may take one login per bus.
        """
        uses_same_login = entry.state is ConfigEntryState.LOADED and same_gateway(entry.data, data)
        if not uses_same_login:
            probe = await async_probe(data)
            return probe.errors or self._twin_errors(data, probe, entry.entry_id)
        await self.hass.config_entries.async_unload(entry.entry_id)
        errors = (await async_probe(data)).errors
        if errors:
            await self.hass.config_entries.async_setup(entry.entry_id)
        return errors
