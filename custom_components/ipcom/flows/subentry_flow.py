"""The base of the flows of outputs and covers: their entry, and what of it is loaded."""

from homeassistant.config_entries import ConfigEntryState, ConfigSubentryFlow

from ..coordinator import IPComConfigEntry, IPComRuntime


class SubentryFlow(ConfigSubentryFlow):
    """The base of the flows of outputs and covers."""

    @property
    def _own_entry(self) -> IPComConfigEntry:
        return self._get_entry()

    @property
    def _runtime(self) -> IPComRuntime | None:
        entry = self._own_entry
        return entry.runtime_data if entry.state is ConfigEntryState.LOADED else None
