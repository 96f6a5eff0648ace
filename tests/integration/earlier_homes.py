"""Houses that an earlier integration of this domain set up: `tests/fixtures/earlier`, in this Home Assistant."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers import label_registry as lr
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ipcom.const import DOMAIN
from tests.integration.simulated import OutputAddress

FOLDER = Path(__file__).parents[1] / "fixtures/earlier"
NAMES = ("main", "december", "cloud", "manual")
HOUSEKEEPING_S = 11.0
"""After this time Home Assistant has looked for devices that nothing needs."""
REGISTRIES = ("device", "entity")
RELAY_SWITCHES = {
    "switch.bedroom_window",
    "switch.bedroom_window_down",
    "switch.living_left",
    "switch.living_left_down",
    "switch.living_right",
    "switch.living_right_down",
}
"""What `manual` has of relays of covers; each could drive a motor against its other direction."""


def stored(name: str, registry: str) -> dict[str, Any]:
    """Return a file that an earlier integration left behind."""
    content: dict[str, Any] = json.loads((FOLDER / name / f"core.{registry}.json").read_text("utf-8"))
    return content


@dataclass
class EarlierHome:
    """An entry of an earlier integration with its registry rows, for the simulated gateway."""

    hass: HomeAssistant
    gateway: Any
    name: str
    entry: MockConfigEntry = field(init=False)
    rows: dict[str, er.RegistryEntry] = field(init=False)
    devices: dict[str, dr.DeviceEntry] = field(init=False)

    def prepare(self, **data: Any) -> EarlierHome:
        """Make the entry, with other data where a test gives some; None leaves a key out."""
        (form,) = stored(self.name, "config_entries")["data"]["entries"]
        own = self._moved(form["data"]) | data
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            entry_id=form["entry_id"],
            title=form["title"].replace(str(form["data"]["port"]), str(self.gateway.port)),
            version=form["version"],
            minor_version=form["minor_version"],
            unique_id=f"{self.gateway.host}:{self.gateway.port}",
            data={key: value for key, value in own.items() if value is not ...},
            options=form["options"],
        )
        self.entry.add_to_hass(self.hass)
        return self

    def _moved(self, data: Mapping[str, Any]) -> dict[str, Any]:
        ports = {"port", "local_port"} & data.keys()
        return {**data, **dict.fromkeys(ports, self.gateway.port)}

    async def load(
        self, storage: dict[str, Any], changes: Mapping[str, Mapping[str, Any]] | None = None
    ) -> EarlierHome:
        """Load the registries as a start of Home Assistant does, and make what they name.

        `changes` are other values of rows, by entity ID.
        """
        for registry in REGISTRIES:
            storage[f"core.{registry}_registry"] = stored(self.name, f"{registry}_registry")
        for row in storage["core.entity_registry"]["data"]["entities"]:
            row |= (changes or {}).get(row["entity_id"], {})
        for key in (dr.DATA_REGISTRY, er.DATA_REGISTRY):
            self.hass.data.pop(key)
        er.async_get.cache_clear()  # type: ignore[attr-defined] # it is an lru_cache, whose type its decorator hides
        dr.async_setup(self.hass)
        await dr.async_load(self.hass)
        await er.async_load(self.hass)
        for area in ("Cellar", "Bedroom zone"):
            ar.async_get(self.hass).async_create(area)
        lr.async_get(self.hass).async_create("Lab")
        entities, devices = er.async_get(self.hass), dr.async_get(self.hass)
        own = er.async_entries_for_config_entry(entities, self.entry.entry_id)
        self.rows = {row.entity_id: row for row in own}
        found = dr.async_entries_for_config_entry(devices, self.entry.entry_id)
        self.devices = {device.id: device for device in found}
        return self

    async def automate(self, *entity_ids: str) -> None:
        """Make two automations for each: one names the entity, the other its device, as the editor writes it."""
        automations = [
            {
                "alias": f"{how} {entity_id}",
                "triggers": [{"trigger": "event", "event_type": f"{how}_{entity_id.replace('.', '_')}"}],
                "actions": [action],
            }
            for entity_id in entity_ids
            for how, action in self._actions(entity_id)
        ]
        assert await async_setup_component(self.hass, "automation", {"automation": automations})
        await self.hass.async_block_till_done()

    def _actions(self, entity_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
        row, domain = self.rows[entity_id], entity_id.partition(".")[0]
        on = "open" if domain == "cover" else "turn_on"
        action = "cover.open_cover" if domain == "cover" else f"{domain}.turn_on"
        yield "entity", {"action": action, "target": {"entity_id": entity_id}}
        yield "device", {"device_id": row.device_id, "entity_id": row.id, "domain": domain, "type": on}

    async def start(self, state: ConfigEntryState = ConfigEntryState.LOADED) -> EarlierHome:
        """Start the new integration in the place of the earlier one."""
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        assert self.entry.state is state, self.entry.reason
        return self

    async def give_credentials(self) -> None:
        """Answer the question for user name and password, if there is one."""
        for flow in self.hass.config_entries.flow.async_progress():
            await self.hass.config_entries.flow.async_configure(
                flow["flow_id"], {"username": "demo", "password": "demo"}
            )
        await self.hass.async_block_till_done()
        assert self.entry.state is ConfigEntryState.LOADED, self.entry.reason

    def is_on(self, address: str) -> bool:
        """Return whether an output of the house is on."""
        on: bool = self.gateway.house.world.is_on(OutputAddress.parse(address))
        return on

    @property
    def issues(self) -> dict[str, ir.IssueEntry]:
        """The repairs of this entry by kind."""
        return {
            issue_id.removesuffix(f"_{self.entry.entry_id}"): issue
            for (domain, issue_id), issue in ir.async_get(self.hass).issues.items()
            if domain == DOMAIN and issue_id.endswith(self.entry.entry_id)
        }

    def problems(self, kind: str) -> str:
        """Return what a repair lists."""
        return (self.issues[kind].translation_placeholders or {})["problems"]


type EarlierHomeMaker = Callable[[str], EarlierHome]
