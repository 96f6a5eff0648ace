"""The stored positions of covers, for restarts and power cuts."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..library import StoredPosition

_VERSION = 1

type _Stored = dict[str, dict[str, object]]


class Positions:
    """The stored positions of one entry. Its file is written atomically when a movement begins or ends."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Begin without positions."""
        self._hass = hass
        self._store: Store[_Stored] = Store(
            hass, _VERSION, f"{DOMAIN}.{entry_id}.positions", atomic_writes=True
        )
        self._positions: dict[str, StoredPosition] = {}

    async def async_load(self) -> None:
        """Read the file. Home Assistant sets a damaged file aside; content of another shape is ignored."""
        stored: object = await self._store.async_load()
        if isinstance(stored, dict):
            self._positions = {key: StoredPosition.from_dict(position) for key, position in stored.items()}

    def get(self, subentry_id: str) -> StoredPosition | None:
        """Return the stored position of a cover."""
        return self._positions.get(subentry_id)

    @callback
    def async_keep(self, subentry_id: str, position: StoredPosition) -> None:
        """Store a position in the next step of the loop: covers that stop together make one write."""
        self._positions[subentry_id] = position
        self._store.async_delay_save(self._data, 0)

    @callback
    def async_forget(self, subentry_id: str) -> None:
        """Delete the position of a removed cover."""
        if self._positions.pop(subentry_id, None) is not None:
            self._store.async_delay_save(self._data, 0)

    async def async_save(self) -> None:
        """Write at once, before Home Assistant stops or the entry is unloaded."""
        await self._store.async_save(self._data())

    async def async_remove(self) -> None:
        """Delete the file of a removed entry."""
        await self._store.async_remove()

    def _data(self) -> _Stored:
        return {key: position.to_dict() for key, position in self._positions.items()}
