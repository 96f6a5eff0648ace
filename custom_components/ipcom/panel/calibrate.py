"""The commands that calibrate a cover from a page."""

from functools import partial
from typing import Any

import probatio
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..coordinator import IPComRuntime
from ..devices.calibrators import Calibrator, Place
from ..devices.mapping import MappedCover, from_subentries
from .asked import OF_ENTRY, asked_entry, async_not_found, runtime_of
from .calibration import PanelCalibration, ready
from .leased import Page, Run, panel_text, runs_of
from .link_loss import when_link_is_lost
from .steps import Action, Step
from .texts import text


@websocket_command({"type": "ipcom/calibrate", **OF_ENTRY, probatio.Required("thing_id"): str})
@callback
def calibrate(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Begin the calibration of a cover; nothing moves before its first action."""
    if (entry := asked_entry(hass, connection, msg)) is None:
        return
    thing_id = msg["thing_id"]
    cover = from_subentries(entry.subentries).get(thing_id)
    if not isinstance(cover, MappedCover):
        async_not_found(connection, msg, "no_such_thing")
        return
    runtime, page = runtime_of(entry), Page(connection, msg["id"], "step")
    if runtime is None or not runtime.coordinator.online:
        page.refuse(panel_text("motors.no_link"))
    elif runtime.covers.get(thing_id) is None:
        page.refuse(panel_text("motors.not_usable", name=cover.name))
    else:
        work = partial(_async_calibrate, hass, runtime, thing_id, cover)
        first = ready(hass, entry, thing_id, cover)
        runs_of(hass).async_begin(page, entry, cover, work, state=Step.READY, **first)


@websocket_command(
    {
        "type": "ipcom/calibrate/step",
        probatio.Required("lease"): str,
        probatio.Required("action"): probatio.In([action.value for action in Action]),
        probatio.Optional("up"): probatio.Coerce(float),
        probatio.Optional("down"): probatio.Coerce(float),
    }
)
@callback
def calibrate_step(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Take an action; answer whether its lease is alive, and whether it fits where the calibration stands."""
    run = runs_of(hass).async_find(msg["lease"], connection)
    taken = run is not None and run.take(msg)
    connection.send_result(msg["id"], {"alive": run is not None, "taken": taken})


async def _async_calibrate(
    hass: HomeAssistant, runtime: IPComRuntime, thing_id: str, cover: MappedCover, run: Run
) -> None:
    """Take actions until it is over, unless a form calibrates the cover already; being cancelled ends it, too."""
    calibrators, calibrator = runtime.coordinator.calibrators, Calibrator(Place.PANEL, run.person)
    if (other := calibrators.begin(calibrator, run.addresses)) is not None:
        values = {"name": cover.name, "person": other.person}
        run.tell("refused", text=text("config_subentries", f"cover.error.{other.place}", values))
        return
    try:
        await _async_watched(hass, runtime, thing_id, cover, run)
    finally:
        calibrators.end(calibrator)


async def _async_watched(
    hass: HomeAssistant, runtime: IPComRuntime, thing_id: str, cover: MappedCover, run: Run
) -> None:
    """Take actions, and watch what else happens to the cover."""
    calibration = PanelCalibration(hass, runtime, thing_id, cover, run)
    run.take = calibration.async_take

    @callback
    def entry_changed(change: ConfigEntryChange, changed: ConfigEntry[Any]) -> None:
        if changed is not run.entry or change is not ConfigEntryChange.UPDATED:
            return
        after = from_subentries(run.entry.subentries).get(thing_id)
        if isinstance(after, MappedCover) and set(after.addresses) == run.addresses:
            calibration.cover = after
        else:
            calibration.async_lost_cover()

    ends = (
        runtime.coordinator.commanded.async_listen(run.addresses, calibration.async_give_way),
        when_link_is_lost(runtime.client, calibration.async_link_lost),
        async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, entry_changed),
    )
    try:
        await calibration.over.wait()
    finally:
        for end in ends:
            end()
        await calibration.async_end()
