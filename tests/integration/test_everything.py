"""All entities and devices of the demo house, as Home Assistant registers and shows them."""

from homeassistant.const import EntityCategory
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from syrupy.assertion import SnapshotAssertion

from tests.integration.homes import Home


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    rows = er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    for row in sorted(rows, key=lambda row: row.entity_id):
        assert row == snapshot(name=f"{row.entity_id}-entry")
        state = home.hass.states.get(row.entity_id)
        assert (state is None) == (row.disabled_by is not None)
        if state is not None:
            assert state == snapshot(name=f"{row.entity_id}-state")


async def test_devices(home: Home, snapshot: SnapshotAssertion) -> None:
    devices = dr.async_entries_for_config_entry(dr.async_get(home.hass), home.entry.entry_id)
    for device in sorted(devices, key=lambda device: sorted(device.identifiers)):
        assert device == snapshot(name=device.name)


async def test_the_noisy_sensors_are_disabled(home: Home) -> None:
    rows = er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    disabled = {row.entity_id for row in rows if row.disabled_by}
    assert disabled == {"sensor.the_house_updates_per_second", "sensor.the_house_round_trip"}
    diagnostic = {
        row.entity_id
        for row in rows
        if row.entity_category is EntityCategory.DIAGNOSTIC and not row.unique_id.endswith("_identify")
    }
    assert diagnostic == disabled | {
        "sensor.the_house_reconnects",
        "sensor.the_house_last_error",
        "binary_sensor.the_house_connection",
    }
