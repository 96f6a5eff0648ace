"""The flow of covers: adding one by hand, and its settings; the calibration is in calibration_flow.py."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import CONF_NAME

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_DOWN_MODULE,
    CONF_DOWN_OUTPUT,
    CONF_UP_MODULE,
    CONF_UP_OUTPUT,
)
from ..devices.cover_options import CoverOptions
from ..devices.mapping import MappedCover, from_subentries, taken
from ..library import OutputAddress
from .calibration_flow import CalibrationFlow
from .cover_schema import OPTIONS_SCHEMA, WIRING_SCHEMA


class CoverFlow(CalibrationFlow):
    """The flow of covers."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the name and the two relays of a new cover."""
        errors: dict[str, str] = {}
        if user_input is not None:
            cover = _cover_from(user_input)
            errors = self._wiring_errors(cover)
            if not errors:
                return self.async_create_entry(
                    title=cover.name, data=cover.as_data(), unique_id=cover.local_id
                )
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(WIRING_SCHEMA, user_input),
            errors=errors,
        )

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the menu of an existing cover."""
        return self.async_show_menu(step_id="reconfigure", menu_options=["calibrate", "settings"])

    async def async_step_settings(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the options of the cover."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._settings_errors(user_input)
            if not errors:
                return self._save(CoverOptions.from_data(user_input))
        shown = self._cover.options.as_data() if user_input is None else user_input
        return self.async_show_form(
            step_id="settings",
            data_schema=self.add_suggested_values_to_schema(OPTIONS_SCHEMA, shown),
            errors=errors,
            description_placeholders={"name": self._cover.name},
        )

    def _wiring_errors(self, cover: MappedCover) -> dict[str, str]:
        if cover.up == cover.down:
            return {"base": "same_output"}
        in_use = taken(from_subentries(self._own_entry.subentries).values())
        return {"base": "output_taken"} if in_use & set(cover.addresses) else {}


def _cover_from(user_input: Mapping[str, Any]) -> MappedCover:
    return MappedCover(
        name=user_input[CONF_NAME].strip(),
        up=OutputAddress(user_input[CONF_UP_MODULE], user_input[CONF_UP_OUTPUT]),
        down=OutputAddress(user_input[CONF_DOWN_MODULE], user_input[CONF_DOWN_OUTPUT]),
        device_class=user_input[CONF_DEVICE_CLASS],
    )
