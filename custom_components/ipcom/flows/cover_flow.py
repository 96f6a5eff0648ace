"""The flow of covers: adding one after the other by hand, wiring and settings; see also calibration_flow.py."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import CONF_NAME

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_DOWN_OUTPUT,
    CONF_TILT_DOWN_OUTPUT,
    CONF_TILT_UP_OUTPUT,
    CONF_UP_OUTPUT,
)
from ..devices.changes import async_add_device, async_change_device
from ..devices.checks import Mistake
from ..devices.cover_options import CoverOptions
from ..devices.described import CONF_TILT_WRONG_WAY, CONF_WRONG_WAY, described_cover
from ..devices.mapping import MappedCover
from ..devices.measured_times import settings_mistakes
from ..devices.rooms import async_prepare_device, async_set_room, room_of
from ..devices.tilt_wiring import with_tilt_motor
from ..devices.trial import async_try_cover
from .calibration_flow import CalibrationFlow
from .cover_schema import cover_schema, options_schema
from .fields import CONF_ANOTHER, CONF_AREA, CONF_KNOWINGLY, CONF_TRY, chosen_name, chosen_output

_KEPT_FOR_THE_NEXT = (CONF_DEVICE_CLASS, CONF_AREA, CONF_ANOTHER)


class CoverFlow(CalibrationFlow):
    """The flow of covers."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a new cover."""
        return await self._async_add("user", user_input)

    async def async_step_next(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the next one; the dialog may as well be closed."""
        return await self._async_add("next", user_input)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the menu of an existing cover."""
        return self.async_show_menu(step_id="reconfigure", menu_options=["calibrate", "change", "settings"])

    async def async_step_change(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for another name, type, room, wiring or direction."""
        cover, subentry_id = self._cover, self._reconfigure_subentry_id
        if user_input is None:
            return self._show_cover("change", _shown(cover, room_of(self.hass, self._own_entry, subentry_id)))
        after = self._described(user_input, cover, subentry_id)
        if after is None:
            return self._show_cover("change", user_input)
        if user_input[CONF_TRY]:
            return await self._async_try("change", user_input, after, cover)
        async_set_room(self.hass, self._own_entry, subentry_id, user_input.get(CONF_AREA))
        async_change_device(self.hass, self._own_entry, subentry_id, after)
        return self.async_abort(reason="reconfigure_successful")

    async def async_step_settings(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the options of the cover."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = settings_mistakes(self._cover, user_input)
            if not errors and (after := self._with_options(user_input)) is not None:
                return self._save(after)
            errors = errors or self._errors()
        shown = _shown_options(self._cover) if user_input is None else user_input
        return self.async_show_form(
            step_id="settings",
            data_schema=self.add_suggested_values_to_schema(options_schema(self._own_entry), shown),
            errors=errors,
            description_placeholders={**self._placeholders(), "name": self._cover.name},
        )

    def _with_options(self, user_input: Mapping[str, Any]) -> MappedCover | None:
        """Return the cover with the options that the form gives, or None and keep what is wrong with its slats."""
        options = self._cover.options.replaced_by(CoverOptions.from_data(user_input))
        wiring = (
            chosen_output(user_input, CONF_TILT_UP_OUTPUT),
            chosen_output(user_input, CONF_TILT_DOWN_OUTPUT),
        )
        others = self._others(self._reconfigure_subentry_id)
        return self._kept_mistake(with_tilt_motor(replace(self._cover, options=options), wiring, others))

    async def _async_add(self, step_id: str, user_input: dict[str, Any] | None) -> SubentryFlowResult:
        if user_input is None:
            return self._show_cover(step_id, {})
        cover = self._described(user_input, None, None)
        if cover is None:
            return self._show_cover(step_id, user_input)
        if user_input[CONF_TRY]:
            return await self._async_try(step_id, user_input, cover)
        async_prepare_device(self.hass, self._own_entry, cover, user_input.get(CONF_AREA))
        if not user_input[CONF_ANOTHER]:
            return self.async_create_entry(title=cover.name, data=cover.as_data(), unique_id=cover.local_id)
        async_add_device(self.hass, self._own_entry, cover)
        self._added = cover.name
        return self._show_cover(
            "next", {key: user_input[key] for key in _KEPT_FOR_THE_NEXT if key in user_input}
        )

    async def _async_try(
        self,
        step_id: str,
        user_input: Mapping[str, Any],
        cover: MappedCover,
        before: MappedCover | None = None,
    ) -> SubentryFlowResult:
        """Move what is chosen for half a second, and show the form again."""
        refusal = await async_try_cover(
            self._runtime,
            cover,
            before,
            "" if before is None else self._reconfigure_subentry_id,
            knowingly=user_input.get(CONF_KNOWINGLY, False),
            context=self._persons_context,
        )
        return self._show_cover(step_id, self._tried(user_input, refusal))

    def _described(
        self, user_input: Mapping[str, Any], before: MappedCover | None, subentry_id: str | None
    ) -> MappedCover | None:
        """Return the cover that the form describes, or None and keep what is wrong with it."""
        found = described_cover(
            (chosen_output(user_input, CONF_UP_OUTPUT), chosen_output(user_input, CONF_DOWN_OUTPUT)),
            {"name": chosen_name(user_input), "device_class": user_input[CONF_DEVICE_CLASS]},
            self._others(subentry_id),
            before,
            wrong_way=user_input.get(CONF_WRONG_WAY, False),
            tilt_wrong_way=user_input.get(CONF_TILT_WRONG_WAY, False),
        )
        return self._kept_mistake(found)

    def _kept_mistake(self, found: MappedCover | Mistake) -> MappedCover | None:
        self._mistake = found if isinstance(found, Mistake) else None
        return None if isinstance(found, Mistake) else found

    def _show_cover(self, step_id: str, values: Mapping[str, Any]) -> SubentryFlowResult:
        new = step_id != "change"
        tilt_motor = not new and self._cover.tilt_motor is not None
        schema = cover_schema(self._own_entry, new=new, tilt_motor=tilt_motor, knowingly=self._asks_knowingly)
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors=self._errors(),
            description_placeholders=self._placeholders(),
        )


def _shown(cover: MappedCover, area_id: str | None) -> dict[str, Any]:
    fields = {
        CONF_UP_OUTPUT: str(cover.up),
        CONF_DOWN_OUTPUT: str(cover.down),
        CONF_NAME: cover.name,
        CONF_DEVICE_CLASS: cover.device_class or None,
        CONF_AREA: area_id,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _shown_options(cover: MappedCover) -> dict[str, Any]:
    motor, shown = cover.tilt_motor, cover.options.as_data()
    if motor is None:
        return shown
    return {**shown, CONF_TILT_UP_OUTPUT: str(motor.up), CONF_TILT_DOWN_OUTPUT: str(motor.down)}
