"""Imports an `ipcom:` block of configuration.yaml once, and then asks by a repair for its removal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import probatio
from homeassistant.config_entries import SOURCE_IMPORT
from homeassistant.const import (
    CONF_HOST,
    CONF_PASSWORD,
    CONF_PORT,
    CONF_SCAN_INTERVAL,
    CONF_USERNAME,
)
from homeassistant.core import DOMAIN as HOMEASSISTANT_DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import issue_registry as ir

from ..const import (
    CONF_BUS,
    CONF_BUS_TYPE,
    CONF_CLI_PATH,
    CONF_FALLBACK_INTERVAL,
    CONF_YAML_SOURCE,
    DEFAULT_PORT,
    DOMAIN,
    FALLBACK_RANGE_S,
    INTEGRATION_TITLE,
)
from ..devices.mapping import MappedDevice
from ..gateway.identity import host_and_port
from ..library import BusType
from .devices_file import DevicesFile, async_find_earlier_file

BLOCK_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_HOST): cv.string,
        probatio.Optional(CONF_PORT, default=DEFAULT_PORT): probatio.Port(),
        probatio.Optional(CONF_SCAN_INTERVAL): cv.positive_time_period,
        probatio.Optional(CONF_CLI_PATH): cv.string,
        probatio.Optional(CONF_USERNAME, default=""): cv.string,
        probatio.Optional(CONF_PASSWORD, default=""): cv.string,
    },
    extra=probatio.REMOVE_EXTRA,
)

ALREADY_CONFIGURED = "already_configured"
CREDENTIALS_TOO_LONG = "credentials_too_long"
INVALID_HOST = "invalid_host"
YAML_ISSUES = {
    CREDENTIALS_TOO_LONG: "yaml_import_credentials_too_long",
    INVALID_HOST: "yaml_import_invalid_host",
}
"""The repair for each reason for which a block cannot be imported."""
DEVICES_ISSUES = ("devices_file_invalid", "devices_file_missing")


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """The new form of a block of YAML, or of an entry of the earlier integration."""

    data: dict[str, Any]
    options: dict[str, Any]
    devices: tuple[MappedDevice, ...]


async def entry_from_yaml(hass: HomeAssistant, block: Mapping[str, Any]) -> EarlierEntry:
    """Return the entry that `block` describes, with the devices.yaml found beside its command line."""
    entry = await async_earlier_entry(hass, block)
    source = f"{entry.data[CONF_HOST]}:{entry.data[CONF_PORT]}"
    entry.data[CONF_YAML_SOURCE] = source
    return entry


async def async_earlier_entry(hass: HomeAssistant, earlier: Mapping[str, Any]) -> EarlierEntry:
    """Return data, options and devices from those of the earlier integration."""
    file = await async_find_earlier_file(hass, earlier.get(CONF_CLI_PATH))
    report_devices_file(hass, file)
    return EarlierEntry(
        data={
            **host_and_port(earlier),
            CONF_USERNAME: earlier.get(CONF_USERNAME) or "",
            CONF_PASSWORD: earlier.get(CONF_PASSWORD) or "",
            CONF_BUS: 1,
            CONF_BUS_TYPE: BusType.MINIDO.value,
        },
        options=_options(earlier),
        devices=file.devices if file else (),
    )


def _options(earlier: Mapping[str, Any]) -> dict[str, Any]:
    interval = earlier.get(CONF_SCAN_INTERVAL)
    if interval is None:
        return {}
    seconds = interval.total_seconds() if hasattr(interval, "total_seconds") else float(interval)
    lowest, highest = FALLBACK_RANGE_S
    return {CONF_FALLBACK_INTERVAL: round(min(max(seconds, lowest), highest))}


def report_devices_file(hass: HomeAssistant, file: DevicesFile | None) -> None:
    """Raise a repair for a devices.yaml that is absent or broken; withdraw it otherwise."""
    withdraw_devices_issues(hass)
    if file is None:
        _raise(hass, "devices_file_missing", {})
    elif file.problems:
        _raise(hass, "devices_file_invalid", {"file": file.source, "problems": file.problem_list})


def withdraw_devices_issues(hass: HomeAssistant) -> None:
    """Withdraw the repairs about a devices.yaml."""
    for issue in DEVICES_ISSUES:
        ir.async_delete_issue(hass, DOMAIN, issue)


async def async_import_yaml(hass: HomeAssistant, block: dict[str, Any]) -> None:
    """Import one block, and raise a repair for what is left to do."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_IMPORT}, data=block)
    for issue in YAML_ISSUES.values():
        ir.async_delete_issue(hass, DOMAIN, issue)
    aborted = result["type"] is FlowResultType.ABORT
    if aborted and result["reason"] != ALREADY_CONFIGURED:
        _raise(hass, YAML_ISSUES[result["reason"]], {"host": block[CONF_HOST]})
        return
    ir.async_create_issue(
        hass,
        HOMEASSISTANT_DOMAIN,
        f"deprecated_yaml_{DOMAIN}",
        is_fixable=False,
        issue_domain=DOMAIN,
        severity=ir.IssueSeverity.WARNING,
        translation_key="deprecated_yaml",
        translation_placeholders={"domain": DOMAIN, "integration_title": INTEGRATION_TITLE},
    )


def _raise(hass: HomeAssistant, key: str, placeholders: dict[str, str]) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        key,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders=placeholders,
    )
