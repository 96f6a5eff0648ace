"""The runs of covers that may tell of other travel times, kept for restarts."""

from collections.abc import Container, Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..library import RunHistory
from .mapping import MappedCover

_VERSION = 1
SAVE_DELAY_S = 600.0
"""A power cut costs the runs of ten minutes; thirty of them matter."""
_BASIS, _RUNS = "basis", "runs"

type _Stored = dict[str, dict[str, object]]


class KeptRuns:
    """The histories of one entry, by subentry. Its file is written atomically, some time after a run."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Begin without runs."""
        self._store: Store[_Stored] = Store(hass, _VERSION, f"{DOMAIN}.{entry_id}.runs", atomic_writes=True)
        self._histories: dict[str, RunHistory] = {}
        self._bases: dict[str, list[object]] = {}
        self._unwritten = False

    async def async_load(self) -> None:
        """Read the file. Home Assistant sets a damaged file aside; content of another shape is ignored."""
        stored: object = await self._store.async_load()
        for key, kept in stored.items() if isinstance(stored, dict) else ():
            if isinstance(kept, Mapping) and isinstance(basis := kept.get(_BASIS), list):
                self._bases[key] = basis
                self._histories[key] = RunHistory.from_dict(kept.get(_RUNS))

    @callback
    def async_history(self, subentry_id: str, cover: MappedCover) -> RunHistory:
        """Return the history of a cover; it begins again with other relays, directions or times."""
        history = self._histories.setdefault(subentry_id, RunHistory())
        if self._bases.get(subentry_id) != (basis := _basis(cover)):
            self._bases[subentry_id] = basis
            history.begin_again()
        return history

    @callback
    def async_forget_others(self, kept: Container[str]) -> None:
        """Delete the runs of covers that were removed."""
        for key in [key for key in self._bases if key not in kept]:
            del self._bases[key], self._histories[key]
            self.async_changed()

    @callback
    def async_changed(self) -> None:
        """Write in a while."""
        self._unwritten = True
        self._store.async_delay_save(self._data, SAVE_DELAY_S)

    async def async_save(self) -> None:
        """Write at once, as the entry is unloaded; when Home Assistant stops, it writes what waits."""
        if self._unwritten:
            self._unwritten = False
            await self._store.async_save(self._data())

    async def async_remove(self) -> None:
        """Delete the file of a removed entry."""
        await self._store.async_remove()

    def _data(self) -> _Stored:
        return {
            key: {_BASIS: self._bases[key], _RUNS: history.to_dict()}
            for key, history in self._histories.items()
            if len(history) or history.declined is not None
        }


def _basis(cover: MappedCover) -> list[object]:
    """Return what the runs were judged with, in a form that a file keeps."""
    options = cover.options
    times = [options.travel_up, options.travel_down, options.start_delay]
    return [str(cover.up), str(cover.down), *times]
