"""The outputs of a bus for a person to choose from: what is on right now, and what is taken, by whom."""

from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntryState

from ..coordinator import IPComConfigEntry
from ..library import OutputAddress, StateSnapshot
from .mapping import from_subentries

OUTPUTS = 128
"""Outputs of a bus: 16 modules with 8 each."""
FULL = 100
ON, OFF, BETWEEN = "●", "○", " · "


@dataclass(frozen=True, slots=True)
class OutputChoice:
    """One output: its value as last read (None without a link), and the device that has it (empty if none)."""

    address: OutputAddress
    value: int | None
    owner: str

    @property
    def found(self) -> bool:
        """Return whether it is what somebody is looking for: on, and nobody's."""
        return bool(self.value) and not self.owner

    @property
    def label(self) -> str:
        """Return a line without words, which no translation needs: a mark, the output, a level, a name."""
        mark = "" if self.value is None else f"{ON if self.value else OFF} "
        level = f"{self.value} %" if self.value and self.value < FULL else ""
        return mark + BETWEEN.join(filter(None, (str(self.address), level, self.owner)))


def output_choices(entry: IPComConfigEntry) -> list[OutputChoice]:
    """Return all outputs of an entry's bus; those that are on and nobody's come first."""
    devices = from_subentries(entry.subentries).values()
    owners = {address: device.name for device in devices for address in device.addresses}
    values = _read_values(entry)
    choices = [
        OutputChoice(address, None if values is None else values.value(address), owners.get(address, ""))
        for address in map(OutputAddress.from_index, range(OUTPUTS))
    ]
    return sorted(choices, key=lambda choice: not choice.found)


def _read_values(entry: IPComConfigEntry) -> StateSnapshot | None:
    """Return what the running client read last, or None while its link is down."""
    if entry.state is not ConfigEntryState.LOADED or not entry.runtime_data.coordinator.online:
        return None
    return entry.runtime_data.client.observed
