"""The table of kinds: what each kind of output becomes in Home Assistant and in the library."""

from dataclasses import dataclass

from homeassistant.const import Platform

from ..const import MappedKind
from ..library import OutputKind


@dataclass(frozen=True, slots=True)
class KindTraits:
    """What a kind becomes. A kind whose output is on for a moment only is an impulse."""

    platform: Platform
    icon: str
    """The icon of its entities, unless the owner chose another or the entity has icons of its own states."""
    output_kind: OutputKind = OutputKind.RELAY
    device_class: str = ""
    """The device class, unless the owner chose another; empty where the platform knows none."""
    device_classes: tuple[str, ...] = ()
    """The device classes among which the owner may choose; empty where there is no choice."""
    draws_power: bool = True
    """Whether watts can be given for it: what is on for a moment only has none worth counting."""

    @property
    def is_impulse(self) -> bool:
        """Return whether its output is switched on for a moment only."""
        return self.output_kind is OutputKind.MOMENTARY


KINDS = {
    MappedKind.LIGHT: KindTraits(Platform.LIGHT, "mdi:lightbulb"),
    MappedKind.DIMMER: KindTraits(Platform.LIGHT, "mdi:lightbulb-on-50", OutputKind.DIMMER),
    MappedKind.SWITCH: KindTraits(Platform.SWITCH, "mdi:toggle-switch-variant", device_class="switch"),
    MappedKind.OUTLET: KindTraits(Platform.SWITCH, "mdi:power-socket-fr", device_class="outlet"),
    MappedKind.IMPULSE: KindTraits(
        Platform.BUTTON, "mdi:gesture-tap-button", OutputKind.MOMENTARY, draws_power=False
    ),
    MappedKind.FAN: KindTraits(Platform.FAN, "mdi:fan"),
    MappedKind.VALVE: KindTraits(
        Platform.VALVE, "mdi:pipe-valve", device_class="water", device_classes=("water", "gas")
    ),
    MappedKind.SIREN: KindTraits(Platform.SIREN, "mdi:bullhorn"),
    MappedKind.GATE: KindTraits(
        Platform.COVER,
        "mdi:gate",
        OutputKind.MOMENTARY,
        device_class="gate",
        device_classes=("gate", "garage", "door"),
        draws_power=False,
    ),
}

COVER_ICONS = {
    "shutter": "mdi:window-shutter",
    "blind": "mdi:blinds",
    "awning": "mdi:awning-outline",
    "curtain": "mdi:curtains",
    "garage": "mdi:garage",
    "gate": "mdi:gate",
    "shade": "mdi:roller-shade",
    "window": "mdi:window-closed",
}
"""The icon of each device class of a cover on two relays, as Home Assistant shows them."""
COVER_CLASSES = tuple(COVER_ICONS)
"""These device classes, the default first."""
