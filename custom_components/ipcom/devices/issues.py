"""The repairs of covers: one for all that were not calibrated, and one for each with both relays seen on."""

from collections.abc import Collection
from typing import Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..library import IPComClient, ShutterPair, StateChange
from .mapping import MappedCover, from_subentries

NOT_CALIBRATED = "covers_not_calibrated"
BOTH_RELAYS_ON = "both_relays_on"


@callback
def async_watch_issues(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Keep the repairs equal to the subentries until the entry is unloaded."""

    @callback
    def entry_changed(change: ConfigEntryChange, changed: ConfigEntry[Any]) -> None:
        if changed is entry and change is ConfigEntryChange.UPDATED:
            _check_calibration(hass, entry)

    _check_calibration(hass, entry)
    entry.async_on_unload(async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, entry_changed))


@callback
def async_watch_motors(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
    """Report covers with both relays on, beginning with the first snapshot."""

    @callback
    def outputs_changed(change: StateChange) -> None:
        for pair in change.both_on:
            _report_both_on(hass, entry, pair)

    entry.async_on_unload(client.subscribe(outputs_changed))


@callback
def async_withdraw_issues(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Withdraw all repairs of a removed entry."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN and entry.entry_id in issue_id:
            ir.async_delete_issue(hass, domain, issue_id)


@callback
def async_watch_disabled(hass: HomeAssistant) -> None:
    """Withdraw the repairs of an entry that its owner disables, those apart that a person has to confirm.

    Its set-up raises them anew; an entry whose set-up is repeated is never unloaded, so it is watched from here.
    """

    @callback
    def entry_changed(_: ConfigEntryChange, changed: ConfigEntry[Any]) -> None:
        if changed.domain != DOMAIN or changed.disabled_by is None:
            return
        for (domain, issue_id), issue in list(ir.async_get(hass).issues.items()):
            if domain == DOMAIN and changed.entry_id in issue_id and not issue.is_persistent:
                ir.async_delete_issue(hass, domain, issue_id)

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, entry_changed)


def issue_id(kind: str, entry_id: str, subentry_id: str) -> str:
    """Return the ID of the repair of one cover."""
    return f"{kind}_{entry_id}_{subentry_id}"


def _covers(entry: IPComConfigEntry) -> dict[str, MappedCover]:
    devices = from_subentries(entry.subentries)
    return {key: device for key, device in devices.items() if isinstance(device, MappedCover)}


def not_calibrated(entry: IPComConfigEntry) -> tuple[dict[str, MappedCover], dict[str, MappedCover]]:
    """Return the covers without travel times, and those with guessed ones, which are to be measured as well."""
    covers = _covers(entry)
    without = {key: cover for key, cover in covers.items() if not cover.options.calibrated}
    return without, {key: cover for key, cover in covers.items() if cover.options.guessed}


@callback
def _check_calibration(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    without, guessed = not_calibrated(entry)
    raised = issue_id(NOT_CALIBRATED, entry.entry_id, "")
    if without or guessed:
        ir.async_create_issue(
            hass,
            DOMAIN,
            raised,
            data={"entry_id": entry.entry_id},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=NOT_CALIBRATED,
            translation_placeholders={"name": entry.title, "count": str(len(without) + len(guessed))},
        )
    else:
        ir.async_delete_issue(hass, DOMAIN, raised)
    _withdraw_others(hass, entry, BOTH_RELAYS_ON, _covers(entry))


def _withdraw_others(hass: HomeAssistant, entry: IPComConfigEntry, kind: str, kept: Collection[str]) -> None:
    """Withdraw the repairs of this kind, except those of the covers in `kept`."""
    keep = {issue_id(kind, entry.entry_id, subentry_id) for subentry_id in kept}
    prefix = issue_id(kind, entry.entry_id, "")
    for domain, raised in list(ir.async_get(hass).issues):
        if domain == DOMAIN and raised.startswith(prefix) and raised not in keep:
            ir.async_delete_issue(hass, DOMAIN, raised)


def _report_both_on(hass: HomeAssistant, entry: IPComConfigEntry, pair: ShutterPair) -> None:
    for subentry_id, cover in _covers(entry).items():
        if cover.has_motor_on(pair):
            _report(hass, BOTH_RELAYS_ON, entry, subentry_id, cover.name, ir.IssueSeverity.ERROR)


def _report(
    hass: HomeAssistant,
    kind: str,
    entry: IPComConfigEntry,
    subentry_id: str,
    name: str,
    severity: ir.IssueSeverity,
) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id(kind, entry.entry_id, subentry_id),
        data={"entry_id": entry.entry_id, "subentry_id": subentry_id},
        is_fixable=True,
        is_persistent=kind == BOTH_RELAYS_ON,
        severity=severity,
        translation_key=kind,
        translation_placeholders={"name": name},
    )
