"""Further entities of mapped devices, such as a power sensor, which come and go with a setting of the device."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..entity import DevicePart
from .mapping import MappedDevice, unique_id

type BuildPart = Callable[[str, MappedDevice], DevicePart]


@dataclass(frozen=True, slots=True)
class Part:
    """One further entity: the end of its unique ID, which devices have it, and how it is made."""

    key: str
    platform: Platform
    wanted: Callable[[MappedDevice], bool]
    build: BuildPart


class Parts:
    """Keeps the further entities of one entry equal to the settings of its devices. Their main entities stay."""

    def __init__(self, hass: HomeAssistant, entry: IPComConfigEntry) -> None:
        """Begin without entities."""
        self._hass = hass
        self._entry = entry
        self._served: list[tuple[Part, AddConfigEntryEntitiesCallback]] = []
        self._entities: dict[str, dict[str, DevicePart]] = {}
        self._watchers: list[Callable[[], None]] = []

    @callback
    def async_serve(
        self,
        part: Part,
        async_add_entities: AddConfigEntryEntitiesCallback,
        devices: Mapping[str, MappedDevice],
    ) -> None:
        """Add this part of the devices now, and that of later ones when they come."""
        self._served.append((part, async_add_entities))
        for subentry_id, device in devices.items():
            self._set(subentry_id, device, part, async_add_entities)

    @callback
    def async_watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever a device has come, changed or gone."""
        self._watchers.append(changed)

    @callback
    def async_update(self, subentry_id: str, device: MappedDevice) -> None:
        """Let the entities of a device follow it, add what it has now, and remove what it has no more."""
        for part, async_add_entities in self._served:
            self._set(subentry_id, device, part, async_add_entities)
        self._tell()

    @callback
    def async_forget(self, subentry_id: str) -> None:
        """Forget the entities of a subentry, which are removed with its main entity."""
        self._entities.pop(subentry_id, None)
        self._tell()

    def _set(
        self,
        subentry_id: str,
        device: MappedDevice,
        part: Part,
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        entities = self._entities.setdefault(subentry_id, {})
        if not part.wanted(device):
            entities.pop(part.key, None)
            self._remove_row(part, device)
        elif (entity := entities.get(part.key)) is not None:
            entity.async_follow(device)
        else:
            entities[part.key] = part.build(subentry_id, device)
            async_add_entities([entities[part.key]], config_subentry_id=subentry_id)

    def _remove_row(self, part: Part, device: MappedDevice) -> None:
        """Remove the registry row, and with it the entity."""
        rows = er.async_get(self._hass)
        wanted = f"{unique_id(self._entry.entry_id, device)}_{part.key}"
        if (entity_id := rows.async_get_entity_id(part.platform, DOMAIN, wanted)) is not None:
            rows.async_remove(entity_id)

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()
