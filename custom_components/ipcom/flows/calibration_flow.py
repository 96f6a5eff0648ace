"""The steps of a calibration, which measure the travel times of a cover, and the saving of its options."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, override

import probatio
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import callback

from ..const import CONF_TRAVEL_DOWN, CONF_TRAVEL_UP, LOGGER
from ..devices.calibration import CoverCalibration, Doubt
from ..devices.calibrators import Calibrator, Calibrators, Place
from ..devices.mapping import MappedCover
from ..devices.measured_times import AskedOnce, async_place, settings_mistakes
from ..library import CommandSuperseded, IPComError, Motion
from .cover_schema import TIMES_SCHEMA
from .subentry_flow import SubentryFlow

_START = probatio.Schema({})


class CalibrationFlow(SubentryFlow):
    """The part of a cover's flow that calibrates it. Closing its dialog stops a motor that it has started."""

    def __init__(self) -> None:
        """Begin without a calibration."""
        super().__init__()
        self._calibration: CoverCalibration | None = None
        self._closing: asyncio.Task[str | None] | None = None
        self._asked = AskedOnce()
        self._calibrator = Calibrator(Place.FORM)
        self._calibrators: Calibrators | None = None
        self._person = ""

    async def async_step_calibrate(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what comes, then begin: the cover runs down by itself. Each time that comes back here begins anew."""
        runtime = self._runtime
        if runtime is None or not runtime.coordinator.online:
            return self.async_abort(reason="link_down")
        shutter = runtime.covers.get(self._reconfigure_subentry_id)
        if shutter is None:
            return self.async_abort(reason="not_usable")
        if user_input is None:
            return self._show("calibrate")
        await self._async_end()
        self._calibrators = runtime.coordinator.calibrators
        if (other := self._calibrators.begin(self._calibrator, self._cover.addresses)) is not None:
            self._person = other.person
            return self._show("calibrate", {"base": other.place})
        self._note_command()
        self._calibration = CoverCalibration(self._cover, shutter)
        await self._calibration.async_begin()
        if self._calibration.stands_closed:
            return self._show("calibrate_up")
        self._closing = self.hass.async_create_task(
            self._async_run_down(self._calibration), "ipcom calibration runs down", eager_start=False
        )
        return await self.async_step_calibrate_closing()

    async def async_step_calibrate_closing(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Wait until it has run down."""
        assert self._closing is not None
        if self._closing.done():
            return self.async_show_progress_done(next_step_id="calibrate_closed")
        return self.async_show_progress(
            step_id="calibrate_closing",
            progress_action="closing",
            progress_task=self._closing,
            description_placeholders=self._texts,
        )

    async def async_step_calibrate_closed(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Go on with the run up, or begin anew after an error."""
        assert self._closing is not None
        error = self._closing.result()
        return self._show("calibrate", {"base": error}) if error else self._show("calibrate_up")

    async def async_step_calibrate_up(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Start the run up from the closed cover."""
        return await self._async_start(Motion.UP, "calibrate_up", "calibrate_up_arrived")

    async def async_step_calibrate_up_arrived(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """End the run up: the cover is at the top, and runs down at once."""
        stopped = await self._async_arrived()
        return stopped or await self.async_step_calibrate_down()

    async def async_step_calibrate_down(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Start the run down from the open cover."""
        return await self._async_start(Motion.DOWN, "calibrate_down", "calibrate_down_arrived")

    async def async_step_calibrate_down_arrived(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """End the run down: the cover is at the bottom."""
        stopped = await self._async_arrived()
        return stopped or self._show("calibrate_done")

    async def async_step_calibrate_differs(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask whether ways that differ so much are to be measured again."""
        self._asked.accept(self._session.up, self._session.down)
        return self.async_show_menu(
            step_id="calibrate_differs",
            menu_options=["calibrate", "calibrate_done"],
            description_placeholders={
                **self._texts,
                **{key: f"{seconds:.1f}" for key, seconds in self._measured.items()},
            },
        )

    async def async_step_calibrate_done(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the measured times, and save them as they are or corrected."""
        errors: dict[str, str] = {}
        if self._cover.relays != self._session.relays:
            return self._show("calibrate", {"base": "wiring_changed"})
        if user_input is not None:
            up, down = user_input[CONF_TRAVEL_UP], user_input[CONF_TRAVEL_DOWN]
            errors = settings_mistakes(self._cover, {**self._cover.options.as_data(), **user_input})
            if not errors and self._asked.doubts(self._cover, up, down):
                errors = {"base": "times_doubtful"}
            errors = errors or self._place_errors()
            if not errors:
                return self._save(replace(self._cover, options=self._cover.options.with_times(up, down)))
        return self._show("calibrate_done", errors, user_input)

    @callback
    @override
    def async_remove(self) -> None:
        """End the calibration with the dialog, which stops the motor."""
        self.hass.async_create_task(self._async_end(), "ipcom calibration ends")

    async def _async_end(self) -> None:
        calibration, self._calibration = self._calibration, None
        if calibration is not None:
            await calibration.async_end()
        if self._calibrators is not None:
            self._calibrators.end(self._calibrator)

    async def _async_run_down(self, calibration: CoverCalibration) -> str | None:
        """Return the error of the form, or None when it is down."""
        try:
            await calibration.async_run_down()
        except CommandSuperseded:
            return _cut_short(calibration)
        except IPComError as error:
            LOGGER.debug("Calibrating %s: %s", self._cover.name, error)
            return "not_started"
        return None

    def _note_command(self) -> None:
        """The runs from here on are this person's, and not those of the last call that moved the cover."""
        if (runtime := self._runtime) is not None:
            runtime.coordinator.causes.async_commanded(self._cover.addresses, self._persons_context)

    @property
    def _cover(self) -> MappedCover:
        return MappedCover.from_subentry(self._get_reconfigure_subentry())

    async def _async_start(self, motion: Motion, this_step: str, next_step: str) -> SubentryFlowResult:
        self._note_command()
        try:
            await self._session.async_start(motion)
        except IPComError as error:
            LOGGER.debug("Calibrating %s: %s", self._cover.name, error)
            return self._show(this_step, {"base": "not_started"})
        return self._show(next_step)

    async def _async_arrived(self) -> SubentryFlowResult | None:
        """End a run; return None, or the form that begins all anew, or the one that asks."""
        try:
            doubt = await self._session.async_arrived()
        except CommandSuperseded:
            return self._show("calibrate", {"base": _cut_short(self._session)})
        except IPComError as error:
            LOGGER.debug("Calibrating %s: %s", self._cover.name, error)
            return self._show("calibrate", {"base": "not_stopped"})
        if doubt is Doubt.TOO_QUICK:
            return self._show("calibrate", {"base": "too_quick"})
        return await self.async_step_calibrate_differs() if doubt is Doubt.WAYS_DIFFER else None

    @property
    def _session(self) -> CoverCalibration:
        assert self._calibration is not None
        return self._calibration

    def _show(
        self,
        step_id: str,
        errors: dict[str, str] | None = None,
        user_input: Mapping[str, Any] | None = None,
    ) -> SubentryFlowResult:
        if self._calibrators is not None:
            self._calibrators.begin(self._calibrator, self._cover.addresses)
        schema = _START
        if step_id == "calibrate_done":
            schema = self.add_suggested_values_to_schema(TIMES_SCHEMA, user_input or self._measured)
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors=errors,
            description_placeholders=self._texts,
        )

    @property
    def _texts(self) -> dict[str, str]:
        longest = f"{self._cover.options.calibration_run:.0f}"
        return {"name": self._cover.name, "max_run": longest, "person": self._person}

    @property
    def _measured(self) -> dict[str, float]:
        return {CONF_TRAVEL_UP: self._session.up, CONF_TRAVEL_DOWN: self._session.down}

    def _place_errors(self) -> dict[str, str]:
        runtime, position = self._runtime, self._session.position
        if runtime is None or async_place(
            runtime.covers, self._reconfigure_subentry_id, self._cover, position
        ):
            return {}
        return {"base": "not_stopped"}

    def _save(self, cover: MappedCover) -> SubentryFlowResult:
        subentry = self._get_reconfigure_subentry()
        return self.async_update_and_abort(self._own_entry, subentry, data=cover.as_data())


def _cut_short(calibration: CoverCalibration) -> str:
    """Return the error that says why a run has ended before its time."""
    return "slept" if calibration.slept else "run_ended"
