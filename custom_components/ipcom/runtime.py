"""What one loaded entry holds."""

from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry

from .coordinator import IPComCoordinator
from .covers import Covers
from .library import IPComClient
from .things import Things


@dataclass(frozen=True, slots=True)
class IPComRuntime:
    """The link, its face to the entities, and the mapped things at work on it."""

    client: IPComClient
    coordinator: IPComCoordinator
    covers: Covers
    things: Things
    gateway_device_id: str


type IPComConfigEntry = ConfigEntry[IPComRuntime]
