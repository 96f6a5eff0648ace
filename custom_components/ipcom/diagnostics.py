"""Diagnostics of an entry and of a device, without address and credentials."""

import re
from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_USERNAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntry

from .const import CONF_CLI_PATH, CONF_SECOND_HOST, CONF_YAML_SOURCE, DOMAIN
from .coordinator import IPComConfigEntry, IPComRuntime
from .devices.mapping import MappedCover, MappedDevice, from_subentries, unique_id
from .library import OutputAddress

TO_REDACT = {
    CONF_HOST,
    CONF_SECOND_HOST,
    CONF_USERNAME,
    CONF_PASSWORD,
    CONF_CLI_PATH,
    CONF_YAML_SOURCE,
}
REDACTED = "**REDACTED**"

_ADDRESS = re.compile(
    r"\b\d+(?:\.\d+){3}\b|(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f.]{0,15}){2,}(?:%\w+)?", re.IGNORECASE
)
"""An IP address in the text of an error: the one that a name stands for."""


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: IPComConfigEntry) -> dict[str, Any]:
    """Return the entry, its link and its mapped devices; for an entry that is not loaded, the reason."""
    described = {
        "data": async_redact_data(dict(entry.data), TO_REDACT),
        "options": dict(entry.options),
        "version": entry.version,
    }
    if entry.state is not ConfigEntryState.LOADED:
        reason = _without_host(entry, entry.reason or "")
        return {"entry": described, "state": entry.state.value, "reason": reason}
    runtime = entry.runtime_data
    return {
        "entry": described,
        "connection": _connection(entry),
        "statistics": _statistics(entry),
        "outputs_on": _outputs_on(runtime),
        "things": [
            _described(runtime, subentry_id, mapped)
            for subentry_id, mapped in from_subentries(entry.subentries).items()
        ],
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: IPComConfigEntry, device: DeviceEntry
) -> dict[str, Any]:
    """Return one mapped device; for the gateway's own device, the diagnostics of the entry."""
    devices = from_subentries(entry.subentries) if entry.state is ConfigEntryState.LOADED else {}
    for subentry_id, mapped in devices.items():
        if (DOMAIN, unique_id(entry.entry_id, mapped)) in device.identifiers:
            return {
                "connection": _connection(entry),
                "thing": _described(entry.runtime_data, subentry_id, mapped),
            }
    return await async_get_config_entry_diagnostics(hass, entry)


def _connection(entry: IPComConfigEntry) -> dict[str, Any]:
    connection = entry.runtime_data.client.connection
    return {
        "state": connection.state.value,
        "since": connection.since,
        "reason": _without_host(entry, connection.reason),
        "firmware": connection.firmware,
        "over_second_host": entry.runtime_data.client.over_second_host,
    }


def _statistics(entry: IPComConfigEntry) -> dict[str, Any]:
    figures = entry.runtime_data.client.statistics.as_dict()
    return figures | {"last_error": _without_host(entry, str(figures["last_error"]))}


def _outputs_on(runtime: IPComRuntime) -> dict[str, int]:
    observed = runtime.client.observed
    return {
        str(OutputAddress.from_index(index)): value for index, value in enumerate(observed.values) if value
    }


def _described(runtime: IPComRuntime, subentry_id: str, device: MappedDevice) -> dict[str, Any]:
    snapshot = runtime.coordinator.data
    described = {
        "type": device.subentry_type.value,
        "name": device.name,
        "data": device.as_data(),
        "values": {str(address): snapshot.value(address) for address in device.addresses},
    }
    shutter = runtime.covers.get(subentry_id)
    if isinstance(device, MappedCover) and shutter is not None:
        described["position"] = shutter.stored().to_dict()
    return described


def _without_host(entry: IPComConfigEntry, text: str) -> str:
    """Return an error's text without the hosts and their addresses."""
    for host in (entry.data[CONF_HOST], entry.data.get(CONF_SECOND_HOST)):
        text = text.replace(host, REDACTED) if host else text
    return _ADDRESS.sub(REDACTED, text)
