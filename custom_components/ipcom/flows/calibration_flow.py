"""The steps of a calibration, which measure the travel times of a cover, and the saving of its options."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, override

import probatio
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import callback

from ..const import CONF_TRAVEL_DOWN, CONF_TRAVEL_UP, LOGGER
from ..devices.cover_options import CoverOptions
from ..devices.limits import impossible_numbers
from ..devices.mapping import MappedCover, check
from ..library import (
    Calibration,
    CommandSuperseded,
    ConfigurationError,
    InterlockError,
    IPComError,
    Motion,
)
from .cover_schema import TIMES_SCHEMA
from .subentry_flow import SubentryFlow

_START = probatio.Schema({})


class CalibrationFlow(SubentryFlow):
    """The part of a cover's flow that calibrates it. Closing its dialog stops a motor that it has started."""

    def __init__(self) -> None:
        """Begin without a calibration."""
        super().__init__()
        self._calibration: Calibration | None = None
        self._asked_about: dict[str, Any] | None = None

    async def async_step_calibrate(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Begin a calibration, if the link is up."""
        runtime = self._runtime
        if runtime is None or not runtime.coordinator.online:
            return self.async_abort(reason="link_down")
        shutter = runtime.covers.get(self._reconfigure_subentry_id)
        if shutter is None:
            return self.async_abort(reason="not_usable")
        self._calibration = shutter.calibration()
        await self._calibration.__aenter__()
        return self._show("calibrate_up")

    async def async_step_calibrate_up(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Start the run up from the closed cover."""
        return await self._async_start(Motion.UP, "calibrate_up", "calibrate_up_arrived")

    async def async_step_calibrate_up_arrived(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """End the run up: the cover is at the top."""
        stopped = await self._async_arrived("calibrate_up")
        return stopped or self._show("calibrate_down")

    async def async_step_calibrate_down(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Start the run down from the open cover."""
        return await self._async_start(Motion.DOWN, "calibrate_down", "calibrate_down_arrived")

    async def async_step_calibrate_down_arrived(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """End the run down: the cover is at the bottom."""
        stopped = await self._async_arrived("calibrate_down")
        return stopped or await self.async_step_calibrate_done()

    async def async_step_calibrate_done(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the measured times, and save them as they are or corrected."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._settings_errors({**self._cover.options.as_data(), **user_input})
            errors = errors or self._doubts(user_input) or self._place_errors()
            if not errors:
                return self._save(
                    self._cover.options.with_times(user_input[CONF_TRAVEL_UP], user_input[CONF_TRAVEL_DOWN])
                )
        return self._show("calibrate_done", errors, user_input)

    @callback
    @override
    def async_remove(self) -> None:
        """End the calibration with the dialog, which stops the motor."""
        if self._calibration is not None:
            self.hass.async_create_task(self._calibration.close(), "ipcom calibration ends")
            self._calibration = None

    @property
    def _cover(self) -> MappedCover:
        return MappedCover.from_subentry(self._get_reconfigure_subentry())

    async def _async_start(self, motion: Motion, this_step: str, next_step: str) -> SubentryFlowResult:
        try:
            await self._session.start(motion)
        except IPComError as error:
            LOGGER.debug("Calibrating %s: %s", self._cover.name, error)
            return self._show(this_step, {"base": "not_started"})
        return self._show(next_step)

    async def _async_arrived(self, again: str) -> SubentryFlowResult | None:
        """End a run; return None, or after an error the form that begins it anew."""
        try:
            await self._session.arrived()
        except CommandSuperseded:
            return self._show(again, {"base": "run_ended"})
        except IPComError as error:
            LOGGER.debug("Calibrating %s: %s", self._cover.name, error)
            return self._show(again, {"base": "not_stopped"})
        return None

    @property
    def _session(self) -> Calibration:
        assert self._calibration is not None
        return self._calibration

    def _show(
        self,
        step_id: str,
        errors: dict[str, str] | None = None,
        user_input: Mapping[str, Any] | None = None,
    ) -> SubentryFlowResult:
        schema = _START
        if step_id == "calibrate_done":
            schema = self.add_suggested_values_to_schema(TIMES_SCHEMA, user_input or self._measured)
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors=errors,
            description_placeholders={
                "name": self._cover.name,
                "max_run": f"{self._cover.options.max_run:.0f}",
            },
        )

    @property
    def _measured(self) -> dict[str, float]:
        times = self._session.times(self._cover.options.travel)
        return {CONF_TRAVEL_UP: round(times.up, 1), CONF_TRAVEL_DOWN: round(times.down, 1)}

    def _doubts(self, times: Mapping[str, Any]) -> dict[str, str]:
        """Return an error once for times that look wrong; the same times submitted again are accepted."""
        asked, self._asked_about = self._asked_about, dict(times)
        travel = self._cover.options.with_times(times[CONF_TRAVEL_UP], times[CONF_TRAVEL_DOWN]).travel
        if travel is None or not travel.doubts or asked == times:
            return {}
        return {"base": "times_doubtful"}

    def _place_errors(self) -> dict[str, str]:
        """Set the position at which the last run ended; return an error while both directions are on."""
        runtime, position = self._runtime, self._session.position
        if runtime is not None and position is not None:
            try:
                runtime.covers.async_place(self._reconfigure_subentry_id, position)
            except InterlockError as error:
                LOGGER.warning("Calibrating %s: %s", self._cover.name, error)
                return {"base": "not_stopped"}
        return {}

    def _save(self, options: CoverOptions) -> SubentryFlowResult:
        subentry = self._get_reconfigure_subentry()
        data = replace(self._cover, options=options).as_data()
        return self.async_update_and_abort(self._own_entry, subentry, data=data)

    def _settings_errors(self, user_input: Mapping[str, Any]) -> dict[str, str]:
        if impossible := dict(impossible_numbers(user_input)):
            return impossible
        if (CONF_TRAVEL_UP in user_input) != (CONF_TRAVEL_DOWN in user_input):
            return {"base": "one_time_missing"}
        try:
            check(replace(self._cover, options=CoverOptions.from_data(user_input)))
        except ConfigurationError as error:
            LOGGER.debug("Settings of %s: %s", self._cover.name, error)
            return {"base": "settings_wrong"}
        return {}
