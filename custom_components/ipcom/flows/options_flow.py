"""The options flow: the settings of an entry, and the import of devices."""

from collections.abc import Mapping
from typing import Any, override

import probatio
from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)

from ..const import (
    CONF_FALLBACK_INTERVAL,
    CONF_FULL_ON,
    CONF_KEEP_ALIVE,
    CONF_POLL_INTERVAL,
    CONF_WALL_PRESSES,
    DEFAULT_FALLBACK_INTERVAL_S,
    DEFAULT_KEEP_ALIVE_S,
    DEFAULT_POLL_INTERVAL_MS,
    FALLBACK_RANGE_S,
)
from ..coordinator import IPComConfigEntry
from ..devices.mapping import MappedDevice, from_subentries
from ..devices.panel_path import panel_path
from ..imports.apply_plan import async_apply_plan
from ..imports.devices_file import FILE_NAME, async_folder_file_exists
from ..imports.export_view import async_export_link
from ..imports.import_plan import ImportPlan
from .portal_flow import PortalFlow

POLL_RANGE_MS = (100, 5000)
KEEP_ALIVE_RANGE_S = (5, 300)


def _whole(bounds: tuple[int, int], unit: str) -> probatio.All[int]:
    return probatio.All(
        NumberSelector(
            NumberSelectorConfig(
                min=bounds[0],
                max=bounds[1],
                step=1,
                unit_of_measurement=unit,
                mode=NumberSelectorMode.BOX,
            )
        ),
        probatio.Coerce(int),
    )


SETTINGS_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_POLL_INTERVAL, default=DEFAULT_POLL_INTERVAL_MS): _whole(POLL_RANGE_MS, "ms"),
        probatio.Required(CONF_KEEP_ALIVE, default=DEFAULT_KEEP_ALIVE_S): _whole(KEEP_ALIVE_RANGE_S, "s"),
        probatio.Required(CONF_FALLBACK_INTERVAL, default=DEFAULT_FALLBACK_INTERVAL_S): _whole(
            FALLBACK_RANGE_S, "s"
        ),
        probatio.Required(CONF_FULL_ON, default=False): BooleanSelector(),
    }
)


class IPComOptionsFlow(PortalFlow, OptionsFlowWithReload):
    """The options flow. Changed settings reload the entry; an import leaves the link up."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu, and first of all a link to the panel."""
        exists = await async_folder_file_exists(self.hass)
        from_folder = ["import_folder"] if exists else []
        return self.async_show_menu(
            step_id="init",
            menu_options=["settings", *from_folder, "import_upload", "portal", "export"],
            description_placeholders={"panel": panel_path(self.config_entry)},
        )

    async def async_step_settings(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the intervals of the link, and for the level of "on" without a brightness."""
        if user_input is not None:
            return self.async_create_entry(data={**self._switched_elsewhere(), **user_input})
        return self.async_show_form(
            step_id="settings",
            data_schema=self.add_suggested_values_to_schema(SETTINGS_SCHEMA, self.config_entry.options),
        )

    def _switched_elsewhere(self) -> dict[str, Any]:
        """Return the options that the panel switches at run time: a form, whose end reloads the entry, keeps them."""
        return {key: value for key, value in self.config_entry.options.items() if key == CONF_WALL_PRESSES}

    async def async_step_export(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show a link that downloads the mapping as a devices.yaml."""
        path = async_export_link(self.hass, self.config_entry)
        link = f'<a href="{path}" target="_blank">{FILE_NAME}</a>'
        return self.async_abort(reason="export_ready", description_placeholders={"link": link})

    @override
    def _connection(self) -> Mapping[str, Any]:
        return self.config_entry.data

    @override
    def _mapped(self) -> dict[str, MappedDevice]:
        return from_subentries(self.config_entry.subentries)

    @override
    async def _async_carry_out(self, plan: ImportPlan) -> ConfigFlowResult:
        entry: IPComConfigEntry = self.config_entry
        async_apply_plan(self.hass, entry, plan, self._pending.file.relay_keys)
        return self.async_abort(
            reason="devices_imported",
            description_placeholders={
                "added_count": str(len(plan.added)),
                "changed_count": str(len(plan.changed)),
            },
        )
