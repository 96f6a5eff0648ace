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

from ..const import CONF_CLI_PATH, DEFAULT_PORT, DOMAIN, INTEGRATION_TITLE
from ..devices.mapping import MappedDevice
from .earlier_devices import async_find_devices
from .earlier_entry import entry_data, entry_options
from .reports import report_devices

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


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """The new form of a block of YAML."""

    data: dict[str, Any]
    options: dict[str, Any]
    devices: tuple[MappedDevice, ...]


async def entry_from_yaml(hass: HomeAssistant, block: Mapping[str, Any]) -> EarlierEntry:
    """Return the entry that `block` describes, with the devices.yaml found beside its command line."""
    file = await async_find_devices(hass, block)
    return EarlierEntry(entry_data(block), entry_options(block), file.devices if file else ())


async def async_import_yaml(hass: HomeAssistant, block: dict[str, Any]) -> None:
    """Import one block, and raise a repair for what is left to do."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_IMPORT}, data=block)
    for issue in YAML_ISSUES.values():
        ir.async_delete_issue(hass, DOMAIN, issue)
    aborted = result["type"] is FlowResultType.ABORT
    if aborted and result["reason"] != ALREADY_CONFIGURED:
        _raise(hass, YAML_ISSUES[result["reason"]], {"host": block[CONF_HOST]})
        return
    if not aborted:
        report_devices(hass, result["result"], await async_find_devices(hass, block))
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
