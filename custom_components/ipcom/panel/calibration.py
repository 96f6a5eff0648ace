"""One calibration of a cover from a page: what each action does, and what the page is told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant, callback

from ..const import CONF_TRAVEL_DOWN, CONF_TRAVEL_UP, LOGGER
from ..coordinator import IPComConfigEntry, IPComRuntime
from ..devices.calibration import CoverCalibration, Doubt
from ..devices.changes import async_change_device
from ..devices.direction import turned
from ..devices.mapping import MappedCover, from_subentries
from ..devices.measured_times import AskedOnce, async_place, settings_mistakes
from ..devices.neighbours import hint_for
from ..devices.rooms import room_of
from ..library import CommandSuperseded, IPComError, Motion
from .leased import Run, panel_text
from .one_at_a_time import OneAtATime
from .steps import MOVING, Action, Step, fits
from .texts import Text, text


class PanelCalibration:
    """One calibration. A step that a person decides waits for as long as the page renews its lease."""

    def __init__(
        self, hass: HomeAssistant, runtime: IPComRuntime, thing_id: str, cover: MappedCover, run: Run
    ) -> None:
        """Begin in the step `ready`; nothing moves."""
        self.cover = cover
        self.step = Step.READY
        self.over = asyncio.Event()
        """Set when the times are saved, or the cover is no longer what it was."""
        self._hass = hass
        self._runtime = runtime
        self._thing_id = thing_id
        self._run = run
        self._calibration: CoverCalibration | None = None
        self._unfollow: Callable[[], None] | None = None
        self._work = OneAtATime(hass, f"ipcom calibrating {cover.name}")
        self._ending: set[asyncio.Task[None]] = set()
        self._asked = AskedOnce()
        self._times = (0.0, 0.0)
        self._cut_by = "motors.run_ended"

    @callback
    def async_take(self, msg: Mapping[str, Any]) -> bool:
        """Take an action; return False if it does not fit the step."""
        action, step = Action(msg["action"]), self.step
        if self.over.is_set() or not fits(action, step):
            return False
        self.step = Step.BUSY
        self._work.async_begin(self._work_for(action, step, msg))
        return True

    async def async_end(self) -> None:
        """End all; a motor that runs for it is stopped."""
        await self._work.async_end()
        self._close()
        if self._ending:
            await asyncio.wait(self._ending)

    # -- what happens meanwhile ------------------------------------------------

    @callback
    def async_look(self) -> None:
        """See whether a run that is measured was cut short: at the wall, by its longest time, or by a command."""
        if self.step in (Step.GOING_UP, Step.GOING_DOWN) and self._session.moving is None:
            self._cut_short()

    @callback
    def async_give_way(self) -> None:
        """Something else in Home Assistant is about to command the cover: it has the motor from now on."""
        if self._calibration is not None and self.step in MOVING:
            self._cut_by = "motors.commanded"
            self._calibration.give_way()
            self.async_look()

    @callback
    def async_link_lost(self) -> None:
        """Without the link nothing is measured; the motor is stopped as soon as the link is back."""
        if self.step in MOVING:
            self._stopped("motors.link_lost")
            self._work.async_begin(self._async_close)

    @callback
    def async_lost_cover(self) -> None:
        """The cover was removed, or has other outputs."""
        self._stopped("motors.wiring_changed")
        self.over.set()

    # -- what the actions do -----------------------------------------------------

    def _work_for(self, action: Action, step: Step, msg: Mapping[str, Any]) -> Callable[[], Awaitable[None]]:
        match action:
            case Action.BEGIN | Action.AGAIN:
                return self._async_begin
            case Action.UP:
                return partial(self._async_start, Motion.UP, Step.AT_BOTTOM)
            case Action.DOWN:
                return partial(self._async_start, Motion.DOWN, Step.AT_TOP)
            case Action.ARRIVED if step is Step.CLOSING:
                return partial(self._async_stop, Step.AT_BOTTOM)
            case Action.ARRIVED:
                return partial(self._async_arrived, step)
            case Action.STOP:
                return partial(self._async_stop, Step.STOPPED)
            case Action.SWAP:
                return self._async_swap
            case Action.ACCEPT:
                return self._async_accept
        return partial(self._async_save, msg.get("up"), msg.get("down"))  # Action.SAVE

    async def _async_begin(self) -> None:
        """Run down, from wherever it stands; what runs is stopped first."""
        if not await self._async_stopped():
            return
        await self._async_close()
        shutter = self._runtime.covers.get(self._thing_id)
        if shutter is None or shutter.pair != self.cover.pair:
            self._stopped("motors.not_usable")
            return
        self._runtime.coordinator.commanded.async_tell(self.cover.addresses, self._run.context)
        calibration = self._calibration = CoverCalibration(self.cover, shutter)
        self._cut_by = "motors.run_ended"
        await calibration.async_begin()
        self._unfollow = self._runtime.client.subscribe(lambda _: self.async_look())
        if calibration.stands_closed:
            self._rest(Step.AT_BOTTOM)
        else:
            await self._async_run_down(calibration)

    async def _async_run_down(self, calibration: CoverCalibration) -> None:
        self._rest(Step.CLOSING, seconds=calibration.run_down_s)
        try:
            await calibration.async_run_down()
        except CommandSuperseded:
            self._cut_short()
        except IPComError as error:
            self._failed(error, "not_started")
        else:
            self._rest(Step.AT_BOTTOM)

    async def _async_start(self, motion: Motion, back: Step) -> None:
        """Start a run from an end; one that did not start can be started again from there."""
        self.step = Step.STARTING
        self._runtime.coordinator.causes.async_commanded(self.cover.addresses, self._run.context)
        try:
            await self._session.async_start(motion)
        except CommandSuperseded:
            self._cut_short()
        except IPComError as error:
            LOGGER.debug("Calibrating %s: %s", self._run.name, error)
            self._rest(back, text=form_text("not_started"))
        else:
            self._rest(Step.GOING_UP if motion is Motion.UP else Step.GOING_DOWN)
            self.async_look()

    async def _async_arrived(self, step: Step) -> None:
        """Stop at the end of a run; after the run up, the run down begins at once."""
        try:
            doubt = await self._session.async_arrived()
        except CommandSuperseded:
            self._cut_short()
        except IPComError as error:
            self._failed(error, "not_stopped")
        else:
            if doubt is Doubt.TOO_QUICK:
                self._stopped("motors.too_quick")
            elif step is Step.GOING_UP:
                self._run.tell(Step.AT_TOP)
                await self._async_start(Motion.DOWN, Step.AT_TOP)
            else:
                self._measured(doubt)

    def _measured(self, doubt: Doubt | None) -> None:
        self._times = self._session.up, self._session.down
        self._asked = AskedOnce()
        if doubt is None:
            self._show(Step.MEASURED)
        else:
            self._asked.accept(*self._times)
            self._show(Step.DOUBT, self._text("motors.ways_differ"))

    async def _async_stop(self, then: Step) -> None:
        """Stop: the person sees that it is closed already, or wants it to stand."""
        if await self._async_stopped():
            self._rest(then)

    async def _async_swap(self) -> None:
        """Let the relays of the cover change places, after its motor has stopped; then all begins anew."""
        if not await self._async_stopped():
            return
        await self._async_close()
        async_change_device(self._hass, self._run.entry, self._thing_id, turned(self.cover))
        await self._runtime.entity_manager.async_followed()
        self._rest(Step.READY, **ready(self._hass, self._run.entry, self._thing_id, self.cover))

    async def _async_accept(self) -> None:
        self._asked.accept(*self._times)
        self._show(Step.MEASURED)

    async def _async_save(self, up: float | None, down: float | None) -> None:
        """Save the times, as they were measured or as the person corrects them."""
        cover, (shown_up, shown_down) = self.cover, self._times
        self._times = shown_up if up is None else up, shown_down if down is None else down
        up, down = self._times
        times = {CONF_TRAVEL_UP: up, CONF_TRAVEL_DOWN: down}
        if cover.relays != self._session.relays:
            self._stopped("motors.wiring_changed")
        elif mistakes := settings_mistakes(cover, {**cover.options.as_data(), **times}):
            self._show(Step.MEASURED, form_text(next(iter(mistakes.values()))))
        elif self._asked.doubts(cover, up, down):
            self._show(Step.DOUBT, self._text("motors.times_doubtful"))
        elif not async_place(self._runtime.covers, self._thing_id, cover, self._session.position):
            self._show(Step.MEASURED, form_text("not_stopped"))
        else:
            after = replace(cover, options=cover.options.with_times(up, down))
            async_change_device(self._hass, self._run.entry, self._thing_id, after)
            self._show(Step.SAVED)
            self.over.set()

    # -- small -------------------------------------------------------------------

    @property
    def _session(self) -> CoverCalibration:
        assert self._calibration is not None
        return self._calibration

    def _rest(self, step: Step, **details: object) -> None:
        self.step = step
        self._run.tell(step, **details)

    def _stopped(self, words: str) -> None:
        self._rest(Step.STOPPED, text=self._text(words))

    def _cut_short(self) -> None:
        """Say why a run has ended before its time."""
        self._stopped("motors.slept" if self._session.slept else self._cut_by)

    def _failed(self, error: IPComError, words: str) -> None:
        LOGGER.debug("Calibrating %s: %s", self._run.name, error)
        self._rest(Step.STOPPED, text=form_text(words))

    def _text(self, words: str) -> Text:
        return panel_text(words, name=self._run.name)

    def _show(self, step: Step, why: Text | None = None) -> None:
        """Tell a step together with the times."""
        up, down = self._times
        self._rest(step, up=up, down=down, **({"text": why} if why else {}))

    async def _async_stopped(self) -> bool:
        """Stop a run under way; return False, and say so, if it was not seen to stop."""
        if self._calibration is None:
            return True
        try:
            await self._calibration.async_stop()
        except CommandSuperseded:
            self._cut_short()
        except IPComError as error:
            self._failed(error, "not_stopped")
        else:
            return True
        return False

    async def _async_close(self) -> None:
        """End the run and what follows it. This goes on to its end, also if it is not waited for."""
        self._close()
        if self._ending:
            await asyncio.wait(self._ending)

    def _close(self) -> None:
        calibration, self._calibration = self._calibration, None
        if self._unfollow is not None:
            self._unfollow()
            self._unfollow = None
        if calibration is not None:
            task = self._hass.async_create_background_task(
                calibration.async_end(), f"ipcom calibration of {self._run.name} ends"
            )
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)


def form_text(words: str) -> Text:
    """Return words that the forms of a cover have, too."""
    return text("config_subentries", f"cover.error.{words}")


def ready(hass: HomeAssistant, entry: IPComConfigEntry, thing_id: str, cover: MappedCover) -> dict[str, Any]:
    """Return what a page shows before the first run: the neighbours' times, and the longest run."""
    devices = from_subentries(entry.subentries)
    covers = [key for key, device in devices.items() if isinstance(device, MappedCover)]
    hint = hint_for(thing_id, devices, {key: room_of(hass, entry, key) for key in covers})
    return {"hint": None if hint is None else asdict(hint), "max_run": cover.options.calibration_run}
