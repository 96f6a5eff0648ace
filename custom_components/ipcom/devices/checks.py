"""What stands against saving an output or a cover as a person describes it. Pure, but for the present subentries."""

from collections.abc import Mapping
from dataclasses import dataclass

from homeassistant.const import CONF_NAME

from ..const import CONF_DEVICE_CLASS, CONF_ENERGY, CONF_PULSE, CONF_WATTS
from ..library import OutputAddress
from .kinds import KINDS
from .limits import impossible_numbers
from .mapping import MappedDevice, MappedOutput
from .naming import tidy_name


@dataclass(frozen=True, slots=True)
class Mistake:
    """What cannot be saved: the field, the key of the words that say why, and who has an output."""

    field: str
    words: str
    owner: str = ""


def name_mistake(name: str) -> Mistake | None:
    """Return what is wrong with a name."""
    return None if tidy_name(name) else Mistake(CONF_NAME, "name_blank")


def outputs_mistake(
    chosen: Mapping[str, OutputAddress | None], others: Mapping[str, MappedDevice]
) -> Mistake | None:
    """Return what is wrong with the outputs chosen in these fields; `others` are all other mapped devices."""
    owners = {address: device.name for device in others.values() for address in device.addresses}
    seen: set[OutputAddress] = set()
    for field, address in chosen.items():
        if address is None:
            return Mistake(field, "output_missing")
        if address in owners:
            return Mistake(field, "output_taken", owners[address])
        if address in seen:
            return Mistake(field, "same_output")
        seen.add(address)
    return None


def kind_mistake(device: MappedOutput) -> Mistake | None:
    """Return what of an output's details does not fit its kind."""
    traits = KINDS[device.kind]
    for field, words in impossible_numbers({CONF_PULSE: device.pulse, CONF_WATTS: device.watts}):
        return Mistake(field, words)
    if device.device_class and device.device_class not in traits.device_classes:
        return Mistake(CONF_DEVICE_CLASS, "class_of_another_kind")
    if (device.watts or device.energy) and not traits.draws_power:
        return Mistake(CONF_WATTS, "kind_draws_nothing")
    if device.energy and not device.watts:
        return Mistake(CONF_ENERGY, "energy_without_watts")
    return None
