"""Diagnostics of an entry and of a device, without address and credentials."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_PORT
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntry

from .const import (
    CONF_BUS,
    CONF_BUS_TYPE,
    CONF_COMMANDS_WORK,
    CONF_FALLBACK_INTERVAL,
    CONF_FULL_ON,
    CONF_KEEP_ALIVE,
    CONF_KEY,
    CONF_OBJECT_ID,
    CONF_POLL_INTERVAL,
    CONF_PROVEN,
    CONF_ROOM,
    CONF_SECOND_PORT,
    CONF_WALL_PRESSES,
    DOMAIN,
)
from .coordinator import IPComConfigEntry, IPComRuntime
from .devices.mapping import MappedCover, MappedDevice, from_subentries, unique_id
from .library import BusType, OutputAddress
from .panel.recorder import async_recorder
from .panel.report import REDACTED, history_report

SHOWN_NUMBERS = {
    CONF_BUS,
    CONF_PORT,
    CONF_SECOND_PORT,
    CONF_PROVEN,
    CONF_COMMANDS_WORK,
    CONF_POLL_INTERVAL,
    CONF_KEEP_ALIVE,
    CONF_FALLBACK_INTERVAL,
    CONF_FULL_ON,
    CONF_WALL_PRESSES,
}
"""What is shown of data and options if it is a number, or yes or no. Everything else is left out, whatever it is."""
SHORTEST_WORD = 2
"""A single letter would be found in words of ours."""

_ADDRESS = re.compile(
    r"\b\d+(?:\.\d+){3}\b|(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f.]{0,15}){2,}(?:%\w+)?", re.IGNORECASE
)
"""An IP address in the text of an error: the one that a name stands for."""


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: IPComConfigEntry) -> dict[str, Any]:
    """Return the entry, its link and its mapped devices; for an entry that is not loaded, the reason."""
    described = {
        "data": {key: _shown(key, value) for key, value in entry.data.items()},
        "options": {key: _shown(key, value) for key, value in entry.options.items()},
        "version": entry.version,
    }
    if entry.state is not ConfigEntryState.LOADED:
        reason = _without_host(entry, entry.reason or "")
        return {
            "entry": described,
            "state": entry.state.value,
            "reason": reason,
            "history": history_report(async_recorder(hass, entry).history),
        }
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
        "history": history_report(async_recorder(hass, entry).history),
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
    described: dict[str, Any] = {
        "type": device.subentry_type.value,
        "name": REDACTED,
        "data": {key: _of_person(key, value) for key, value in device.as_data().items()},
        "values": {str(address): snapshot.value(address) for address in device.addresses},
    }
    shutter = runtime.covers.get(subentry_id)
    if isinstance(device, MappedCover) and shutter is not None:
        described["position"] = shutter.stored().to_dict()
        described["learned_times"] = runtime.learned.figures(subentry_id)
    return described


def _of_person(key: str, value: object) -> object:
    """Redact what a person called something: "Bedroom of Lucas" says who lives there. The output says which it is."""
    return REDACTED if value and key in (CONF_KEY, CONF_OBJECT_ID, CONF_ROOM) else value


def _shown(key: str, value: object) -> object:
    """Return a value that tells nothing of a person; the rest is redacted, in keys that no release knows as well."""
    if key in SHOWN_NUMBERS and isinstance(value, bool | int | float):
        return value
    return value if key == CONF_BUS_TYPE and isinstance(value, str) and value in set(BusType) else REDACTED


def _without_host(entry: IPComConfigEntry, text: str) -> str:
    """Return an error's text without addresses, and without any text that the entry holds."""
    words = {entry.title, *_texts(dict(entry.data)), *_texts(dict(entry.options))} - set(BusType)
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", REDACTED, text)
    return _ADDRESS.sub(REDACTED, text)


def _texts(value: object) -> Iterator[str]:
    """Return all texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
