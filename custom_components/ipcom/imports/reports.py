"""The repairs that tell what an import could not take over. They stay over restarts, until an import or until ignored."""

from collections.abc import Sequence

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..devices.wording import problem_lines
from ..library import Problem
from .devices_file import DevicesFile, markdown_list
from .import_plan import NOTHING

MISSING = "devices_file_missing"
INVALID = "devices_file_invalid"
INCOMPLETE = "devices_file_incomplete"
WARNINGS = "devices_file_warnings"
GONE_RELAYS = "shutter_relays_gone"
_OF_THE_DEVICES = (MISSING, INVALID, INCOMPLETE, WARNINGS)


@callback
def report_devices(hass: HomeAssistant, entry: IPComConfigEntry, file: DevicesFile | None) -> None:
    """Raise a repair for a mapping that is missing, cannot be read, or of which something was left out."""
    withdraw_devices_issues(hass, entry)
    for note in file.notes if file else ():
        LOGGER.warning("%s", note)
    if file is None:
        _raise(hass, entry, MISSING, {})
    elif file.problems and not file.devices:
        _raise(hass, entry, INVALID, _list(hass, file.problems))
    elif file.problems:
        understood = _list(hass, file.warnings)["problems"] or NOTHING
        _raise(hass, entry, INCOMPLETE, {**_list(hass, file.problems), "understood": understood})
    elif file.warnings:
        _raise(hass, entry, WARNINGS, _list(hass, file.warnings))


@callback
def report_gone_relays(hass: HomeAssistant, entry: IPComConfigEntry, entity_ids: Sequence[str]) -> None:
    """Raise a repair that names the switches of relays that are no longer there."""
    if entity_ids:
        _raise(hass, entry, GONE_RELAYS, {"entities": markdown_list([f"`{each}`" for each in entity_ids])})


@callback
def withdraw_devices_issues(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Withdraw the repairs about the devices of an entry."""
    for key in _OF_THE_DEVICES:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(key, entry))


@callback
def withdraw_missing_devices(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Withdraw the repair about a missing file from an entry that has devices."""
    if entry.subentries:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(MISSING, entry))


def _list(hass: HomeAssistant, problems: Sequence[Problem]) -> dict[str, str]:
    return {"problems": markdown_list(problem_lines(hass, problems))}


def _issue_id(key: str, entry: IPComConfigEntry) -> str:
    return f"{key}_{entry.entry_id}"


def _raise(hass: HomeAssistant, entry: IPComConfigEntry, key: str, placeholders: dict[str, str]) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(key, entry),
        is_fixable=False,
        is_persistent=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders=placeholders,
    )
