"""The stored positions of covers, for restarts and power cuts."""

from collections.abc import Container

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..library import ShutterPair, StoredPosition
from .direction import mirrored, tilt_mirrored

_VERSION = 1
_RELAYS = "relays"
"""The relays for up and for down with which the position was followed."""
_TILT_RELAYS = "tilt_relays"
"""Those of a motor of its slats; absent without one."""

type _Stored = dict[str, dict[str, object]]


class Positions:
    """The stored positions of one entry. Its file is written atomically when a movement begins or ends."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Begin without positions."""
        self._hass = hass
        self._store: Store[_Stored] = Store(
            hass, _VERSION, f"{DOMAIN}.{entry_id}.positions", atomic_writes=True
        )
        self._positions: _Stored = {}

    async def async_load(self) -> None:
        """Read the file. Home Assistant sets a damaged file aside; content of another shape is ignored."""
        stored: object = await self._store.async_load()
        if isinstance(stored, dict):
            self._positions = {
                key: position for key, position in stored.items() if isinstance(position, dict)
            }

    def get(
        self, subentry_id: str, pair: ShutterPair, tilt_pair: ShutterPair | None = None
    ) -> StoredPosition | None:
        """Return the stored position of a cover on these relays; they may have changed places since."""
        if (stored := self._positions.get(subentry_id)) is None:
            return None
        position = StoredPosition.from_dict(stored)
        if stored.get(_RELAYS) == _relays(pair)[::-1]:
            position = mirrored(position)
        if tilt_pair is not None and stored.get(_TILT_RELAYS) == _relays(tilt_pair)[::-1]:
            position = tilt_mirrored(position)
        return position

    @callback
    def async_keep(
        self,
        subentry_id: str,
        position: StoredPosition,
        pair: ShutterPair,
        tilt_pair: ShutterPair | None = None,
    ) -> None:
        """Store a position in the next step of the loop: covers that stop together make one write."""
        tilt_relays = {} if tilt_pair is None else {_TILT_RELAYS: _relays(tilt_pair)}
        self._positions[subentry_id] = {**position.to_dict(), _RELAYS: _relays(pair), **tilt_relays}
        self._store.async_delay_save(self._data, 0)

    @callback
    def async_forget(self, subentry_id: str) -> None:
        """Delete the position of a removed cover."""
        if self._positions.pop(subentry_id, None) is not None:
            self._store.async_delay_save(self._data, 0)

    @callback
    def async_forget_others(self, kept: Container[str]) -> None:
        """Delete the positions of covers that were removed while the entry was not loaded."""
        for subentry_id in [key for key in self._positions if key not in kept]:
            self.async_forget(subentry_id)

    async def async_save(self) -> None:
        """Write at once, before Home Assistant stops or the entry is unloaded."""
        await self._store.async_save(self._data())

    async def async_remove(self) -> None:
        """Delete the file of a removed entry."""
        await self._store.async_remove()

    def _data(self) -> _Stored:
        return dict(self._positions)


def _relays(pair: ShutterPair) -> list[str]:
    return [str(pair.up), str(pair.down)]
