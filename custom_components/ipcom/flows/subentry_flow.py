"""The base of the flows of outputs and covers: their entry, and what of it is loaded."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigSubentryFlow
from homeassistant.core import Context
from homeassistant.helpers.http import HomeAssistantView, current_request

from ..coordinator import IPComConfigEntry, IPComRuntime
from ..devices.checks import Mistake
from ..devices.mapping import MappedDevice, from_subentries
from ..devices.trial import Refusal
from .fields import CONF_KNOWINGLY, CONF_TRY


class SubentryFlow(ConfigSubentryFlow):
    """The base of the flows of outputs and covers."""

    def __init__(self) -> None:
        """Begin without anything that was added."""
        super().__init__()
        self._added = ""
        self._mistake: Mistake | None = None

    @property
    def _own_entry(self) -> IPComConfigEntry:
        return self._get_entry()

    @property
    def _runtime(self) -> IPComRuntime | None:
        entry = self._own_entry
        return entry.runtime_data if entry.state is ConfigEntryState.LOADED else None

    @property
    def _persons_context(self) -> Context | None:
        """Return a context of the person who has sent this form: what moves by it is theirs in the activity."""
        request = current_request.get()
        return None if request is None else HomeAssistantView.context(request)

    def _others(self, subentry_id: str | None = None) -> dict[str, MappedDevice]:
        """Return all mapped devices but that of this subentry."""
        devices = from_subentries(self._own_entry.subentries)
        return {key: device for key, device in devices.items() if key != subentry_id}

    def _tried(self, user_input: Mapping[str, Any], refusal: Refusal | None) -> dict[str, Any]:
        """Keep why nothing was tried; return what the form shows again: what was typed, without the ticks to try."""
        self._mistake = None if refusal is None else Mistake("base", refusal)
        return {key: value for key, value in user_input.items() if key not in (CONF_TRY, CONF_KNOWINGLY)}

    @property
    def _asks_knowingly(self) -> bool:
        """Return whether the form asks if the person knows what a trial moves."""
        return self._mistake is not None and self._mistake.words in (Refusal.IMPULSE, Refusal.GATE)

    def _errors(self) -> dict[str, str]:
        """Return the errors of the form: the last mistake, at its field if that is not inside a section."""
        return {} if self._mistake is None else {self._mistake.field: self._mistake.words}

    def _placeholders(self) -> dict[str, str]:
        """Return what the texts of the forms speak of: the owner of an output, and what was added last."""
        return {"owner": self._mistake.owner if self._mistake else "", "added": self._added}
