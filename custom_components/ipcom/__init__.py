"""The integration of IPCom gateways: their lights, dimmers, switched outlets and shutters."""

from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

import probatio
from homeassistant.const import CONF_HOST, CONF_PORT, CONF_USERNAME, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryError, ConfigEntryNotReady
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.typing import ConfigType

from .const import DOMAIN, LOGGER, MANUFACTURER, PLATFORMS
from .coordinator import IPComConfigEntry, IPComCoordinator, IPComRuntime
from .devices.covers import Covers
from .devices.energy import EnergyMeters
from .devices.entity_manager import EntityManager
from .devices.issues import (
    async_watch_disabled,
    async_watch_issues,
    async_watch_motors,
    async_withdraw_issues,
)
from .devices.kept_runs import KeptRuns
from .devices.learned_times import LearnedTimes
from .devices.mapping import from_subentries, unique_id
from .devices.nothing_mapped import async_watch_nothing_mapped
from .devices.positions import Positions
from .devices.rivals import async_watch_rivals
from .devices.wording import failure
from .gateway.client import client_from, poll_interval_ms
from .gateway.complete import async_check_complete
from .gateway.first_command import async_watch_first_command
from .gateway.identity import device_name
from .gateway.known_address import KnownAddress
from .gateway.link_issues import async_link_is_down, async_link_is_up, async_watch_link
from .gateway.refusals import async_accepted, async_worth_retrying
from .imports.export_view import ExportView
from .imports.migration import async_migrate
from .imports.reports import withdraw_missing_devices
from .imports.yaml_import import BLOCK_SCHEMA, async_import_yaml
from .library import AuthenticationFailed, ConfigurationError, IPComClient, IPComError
from .panel.leased import async_end_runs
from .panel.movement_log import async_setup_movements, async_watch_movements
from .panel.recorder import async_recorder
from .panel.registration import async_setup_panel
from .services import async_setup_services

CONFIG_SCHEMA = probatio.Schema(
    {DOMAIN: probatio.All(cv.ensure_list, [BLOCK_SCHEMA])}, extra=probatio.ALLOW_EXTRA
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, and import each `ipcom:` block of configuration.yaml."""
    async_setup_services(hass)
    async_watch_disabled(hass)
    hass.http.register_view(ExportView())
    async_setup_movements(hass)
    await async_setup_panel(hass)
    for block in config.get(DOMAIN, ()):
        hass.async_create_task(async_import_yaml(hass, block), "ipcom import from configuration.yaml")
    return True


async def async_setup_entry(hass: HomeAssistant, entry: IPComConfigEntry) -> bool:
    """Log in, wait for the first snapshot, and set up the mapped devices."""
    recorder = async_recorder(hass, entry)
    async_check_complete(hass, entry)
    withdraw_missing_devices(hass, entry)
    host, port = entry.data[CONF_HOST], entry.data[CONF_PORT]
    LOGGER.info("Setting up the IPCom gateway at %s:%s", host, port)
    if not entry.data[CONF_USERNAME]:
        raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="credentials_missing")
    try:
        known_address = KnownAddress(hass, entry)
        client = client_from(entry.data, entry.options, await known_address.async_load())
        covers, energy = Covers(hass, entry.entry_id, client), EnergyMeters(hass, entry)
        entity_manager = EntityManager(hass, entry, client, covers)
    except ConfigurationError as error:
        raise failure(ConfigEntryError, error) from error
    recorder.async_follow(client)
    async_watch_motors(hass, entry, client)
    async_watch_rivals(hass, entry, client)
    await _async_start(hass, entry, client)
    known_address.async_follow(client)
    async_watch_link(hass, entry, client)
    async_watch_movements(hass, entry, client)
    entry.async_on_unload(
        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, _closer(hass, entry, covers, energy, client))
    )
    try:
        await covers.async_load(entry.subentries)
        await energy.async_load()
        learned = LearnedTimes(hass, entry, client, covers)
        await learned.async_load()
        coordinator = IPComCoordinator(hass, entry, client)
        coordinator.async_follow()  # before the shutters: it notes what caused a change that they show
        await entity_manager.async_start()
        entry.runtime_data = IPComRuntime(
            client=client,
            coordinator=coordinator,
            covers=covers,
            energy=energy,
            learned=learned,
            entity_manager=entity_manager,
            gateway_device_id=_gateway_device(hass, entry, client),
        )
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    except BaseException:
        await _async_close(covers, energy, client)
        raise
    entity_manager.async_watch()
    energy.async_follow_time()
    learned.async_follow()
    async_watch_issues(hass, entry)
    async_watch_nothing_mapped(hass, entry)
    async_watch_first_command(hass, entry, client)
    LOGGER.info("Loaded %d devices of the gateway at %s:%s", len(entity_manager), host, port)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: IPComConfigEntry) -> bool:
    """Remove the entities, stop the shutters that this client moves, and log out."""
    runtime = entry.runtime_data
    runtime.energy.async_write_counts()
    await async_end_runs(hass, entry)
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded:
        await _async_close(runtime.covers, runtime.energy, runtime.client)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: IPComConfigEntry) -> None:
    """Delete what is stored of the entry, and its repairs."""
    await Positions(hass, entry.entry_id).async_remove()
    await EnergyMeters(hass, entry).async_remove()
    await KeptRuns(hass, entry.entry_id).async_remove()
    await KnownAddress(hass, entry).async_remove()
    async_link_is_up(hass, entry)
    async_withdraw_issues(hass, entry)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: IPComConfigEntry, device: dr.DeviceEntry
) -> bool:
    """Allow removing a device that is no longer mapped, such as one of the earlier integration."""
    mapped = from_subentries(entry.subentries).values()
    in_use = {entry.entry_id, *(unique_id(entry.entry_id, each) for each in mapped)}
    return device.identifiers.isdisjoint((DOMAIN, name) for name in in_use)


async def async_migrate_entry(hass: HomeAssistant, entry: IPComConfigEntry) -> bool:
    """Convert an entry of an earlier integration, or of an earlier release."""
    await async_migrate(hass, entry)
    return True


async def _async_start(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> None:
    interval = poll_interval_ms(entry.options)
    LOGGER.info("Connection started: the outputs are read every %d ms", interval)
    begun = monotonic()
    try:
        await client.start()
    except AuthenticationFailed as error:
        if async_worth_retrying(hass, entry):
            async_link_is_down(hass, entry, held=True)
            raise ConfigEntryNotReady(
                translation_domain=DOMAIN, translation_key="refused_retrying"
            ) from error
        raise failure(ConfigEntryAuthFailed, error) from error
    except IPComError as error:
        async_link_is_down(hass, entry, held=False)
        raise failure(ConfigEntryNotReady, error) from error
    LOGGER.info("First snapshot after %.0f ms", (monotonic() - begun) * 1000)
    async_accepted(hass, entry)


def _gateway_device(hass: HomeAssistant, entry: IPComConfigEntry, client: IPComClient) -> str:
    """Create the gateway's device, which the entities refer to, and return its ID."""
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, entry.entry_id)},
        name=device_name(entry.title, entry.data),
        manufacturer=MANUFACTURER,
        model="IPCom",
        sw_version=client.connection.firmware or None,
    )
    return device.id


def _closer(
    hass: HomeAssistant, entry: IPComConfigEntry, covers: Covers, energy: EnergyMeters, client: IPComClient
) -> Callable[[Event], Coroutine[Any, Any, None]]:
    async def close(_: Event) -> None:
        await async_end_runs(hass, entry)
        await _async_close(covers, energy, client)

    return close


async def _async_close(covers: Covers, energy: EnergyMeters, client: IPComClient) -> None:
    try:
        await covers.async_close_all()
        await energy.async_save()
    finally:
        await client.close()
