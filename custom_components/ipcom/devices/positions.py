"""Where the covers are, kept through restarts and power cuts."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..library import StoredPosition

_VERSION = 1

type _Stored = dict[str, dict[str, object]]


class Positions:
    """One file per entry, written whole or not at all each time a movement begins or settles."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Nothing is read yet."""
        self._hass = hass
        self._store: Store[_Stored] = Store(
            hass, _VERSION, f"{DOMAIN}.{entry_id}.positions", atomic_writes=True
        )
        self._positions: dict[str, StoredPosition] = {}

    async def async_load(self) -> None:
        """Read what was kept; core itself sets a torn file aside, and what is no position is unknown."""
        stored: object = await self._store.async_load()
        if isinstance(stored, dict):
            self._positions = {key: StoredPosition.from_dict(position) for key, position in stored.items()}

    def get(self, subentry_id: str) -> StoredPosition | None:
        """The last one kept of this cover."""
        return self._positions.get(subentry_id)

    @callback
    def async_keep(self, subentry_id: str, position: StoredPosition) -> None:
        """Keep it, soon: several covers that stop together make one write."""
        self._positions[subentry_id] = position
        self._store.async_delay_save(self._data, 0)

    @callback
    def async_forget(self, subentry_id: str) -> None:
        """The cover is gone."""
        if self._positions.pop(subentry_id, None) is not None:
            self._store.async_delay_save(self._data, 0)

    async def async_save(self) -> None:
        """Write now, before Home Assistant stops or the entry is unloaded."""
        await self._store.async_save(self._data())

    async def async_remove(self) -> None:
        """The entry is gone, and the file with it."""
        await self._store.async_remove()

    def _data(self) -> _Stored:
        return {key: position.to_dict() for key, position in self._positions.items()}
