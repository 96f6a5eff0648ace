"""What a page is told of the named outputs and covers of an entry: their mapping, and what the registries know."""

from dataclasses import asdict
from typing import Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..devices.favourites import Favourite, favourite_of
from ..devices.kinds import COVER_CLASSES, COVER_ICONS
from ..devices.mapping import MappedCover, MappedDevice, MappedOutput, from_subentries, unique_id
from ..devices.shown import shown_position
from ..library import Height, Shutter

type Thing = dict[str, Any]


def things_of(hass: HomeAssistant, entry: IPComConfigEntry) -> list[Thing]:
    """Return everything that is named of an entry, loaded or not."""
    rows = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    entities = {(row.unique_id, row.domain): row for row in rows}
    devices = {
        name: device
        for device in dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
        for domain, name in device.identifiers
        if domain == DOMAIN
    }
    described = []
    for subentry_id, mapped in from_subentries(entry.subentries).items():
        name = unique_id(entry.entry_id, mapped)
        row, device = entities.get((name, mapped.platform)), devices.get(name)
        described.append(
            {
                "id": subentry_id,
                "type": mapped.subentry_type.value,
                "name": mapped.name,
                "outputs": [address.index for address in mapped.addresses],
                "area_id": device.area_id if device else None,
                "device_id": device.id if device else None,
                "entity_id": row.entity_id if row else None,
                "disabled": row is not None and row.disabled,
                "favourite": _favourite(row),
                **_details(mapped),
            }
        )
    return described


def _favourite(row: er.RegistryEntry | None) -> dict[str, int | None] | None:
    """Return the favourite of a cover, or None if it has none."""
    favourite = Favourite() if row is None else favourite_of(row.options.get(Platform.COVER, {}))
    return None if favourite.position is None else asdict(favourite)


def shutter_state(shutter: Shutter) -> dict[str, Any]:
    """Return what a page is told of a shutter at this moment."""
    state = shutter.state
    return {
        "position": shown_position(state.position),
        "confidence": state.confidence.value,
        "moving": None if state.moving is None else state.moving.value,
        "target": shown_position(state.target.percent) if isinstance(state.target, Height) else None,
    }


def _details(device: MappedDevice) -> dict[str, Any]:
    return _output_details(device) if isinstance(device, MappedOutput) else _cover_details(device)


def _output_details(output: MappedOutput) -> dict[str, Any]:
    return {
        "kind": output.kind.value,
        "device_class": output.shown_device_class if output.traits.device_classes else None,
        "icon": output.icon or output.traits.icon,
        "travel_up": None,
        "travel_down": None,
        "guessed": False,
        "watts": output.watts,
        "energy": output.energy,
        "pulse": output.pulse,
    }


def _cover_details(cover: MappedCover) -> dict[str, Any]:
    device_class = cover.device_class or COVER_CLASSES[0]
    return {
        "kind": cover.subentry_type.value,
        "device_class": device_class,
        "icon": cover.icon or COVER_ICONS[device_class],
        "travel_up": cover.options.travel_up,
        "travel_down": cover.options.travel_down,
        "guessed": cover.options.guessed,
        "tilt_model": cover.options.tilt_model.value if cover.options.tilt_time else None,
        "tilt_time": cover.options.tilt_time,
        "watts": None,
        "energy": False,
        "pulse": None,
    }
