"""What one loaded entry holds."""

from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry

from .coordinator import IPComCoordinator
from .devices.covers import Covers
from .devices.entity_manager import EntityManager
from .library import IPComClient


@dataclass(frozen=True, slots=True)
class IPComRuntime:
    """The link, its face to the entities, and the mapped things at work on it."""

    client: IPComClient
    coordinator: IPComCoordinator
    covers: Covers
    things: EntityManager
    gateway_device_id: str


type IPComConfigEntry = ConfigEntry[IPComRuntime]
