"""The energy of the outputs of one entry: counted over restarts, and written before each five-minute mark."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_utc_time_change
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry

_VERSION = 1
SAVE_DELAY_S = 10.0
"""Changes of a scene, or of a dimmer that is dragged, make one write."""
MARK_MINUTES = list(range(4, 60, 5))
MARK_SECOND = 50
"""Home Assistant makes its statistics of each five minutes from the states written in them."""

type _Stored = dict[str, float]


class Metered:
    """What counts the energy of one subentry."""

    @abstractmethod
    def async_write_count(self) -> None:
        """Count up to now, keep the energy and write the state."""


class EnergyMeters:
    """The energy in kWh by subentry, in a file of its own that is written atomically."""

    def __init__(self, hass: HomeAssistant, entry: IPComConfigEntry) -> None:
        """Begin without energy."""
        self._entry = entry
        self._hass = hass
        self._store: Store[_Stored] = Store(
            hass, _VERSION, f"{DOMAIN}.{entry.entry_id}.energy", atomic_writes=True
        )
        self._energy: _Stored = {}
        self._metered: dict[str, Metered] = {}

    async def async_load(self) -> None:
        """Read the file. Home Assistant sets a damaged file aside; content of another shape is ignored."""
        stored: object = await self._store.async_load()
        if isinstance(stored, dict):
            self._energy = {
                key: float(kwh) for key, kwh in stored.items() if isinstance(kwh, int | float) and kwh >= 0
            }

    @callback
    def async_follow_time(self) -> None:
        """Write the states of what is on before each five-minute mark, until the entry is unloaded."""
        self._entry.async_on_unload(
            async_track_utc_time_change(self._hass, self._mark, minute=MARK_MINUTES, second=MARK_SECOND)
        )

    def get(self, subentry_id: str) -> float | None:
        """Return the energy that was kept of a subentry."""
        return self._energy.get(subentry_id)

    @callback
    def async_keep(self, subentry_id: str, kwh: float) -> None:
        """Keep the energy of a subentry."""
        self._energy[subentry_id] = kwh
        self._store.async_delay_save(self._data, SAVE_DELAY_S)

    @callback
    def async_watch(self, subentry_id: str, metered: Metered) -> Callable[[], None]:
        """Ask `metered` for its count at each mark and at the end; return the way to stop that."""
        self._metered[subentry_id] = metered

        def stop() -> None:
            if self._metered.get(subentry_id) is metered:
                del self._metered[subentry_id]

        return stop

    async def async_save(self) -> None:
        """Count up to now and write at once, before Home Assistant stops or the entry is unloaded."""
        self.async_write_counts()
        if self._energy:
            await self._store.async_save(self._data())

    async def async_remove(self) -> None:
        """Delete the file of a removed entry."""
        await self._store.async_remove()

    @callback
    def _mark(self, _: datetime) -> None:
        self.async_write_counts()

    @callback
    def async_write_counts(self) -> None:
        """Count up to now, and write the states of what is on."""
        for metered in list(self._metered.values()):
            metered.async_write_count()

    def _data(self) -> _Stored:
        """Return the energy of the subentries that are still there."""
        return {key: kwh for key, kwh in self._energy.items() if key in self._entry.subentries}
