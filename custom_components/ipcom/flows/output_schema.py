"""The form of an output."""

from collections.abc import Mapping
from typing import Any

import probatio
from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import AreaSelector, BooleanSelector, IconSelector, TextSelector

from ..const import (
    CONF_DEVICE_CLASS,
    CONF_ENERGY,
    CONF_ICON,
    CONF_KIND,
    CONF_OUTPUT,
    CONF_PULSE,
    CONF_WATTS,
    DEFAULT_PULSE_S,
    MappedKind,
)
from ..coordinator import IPComConfigEntry
from ..devices.kinds import KINDS
from ..devices.mapping import MappedOutput
from .fields import CONF_ANOTHER, CONF_AREA, chosen_name, number_field, output_field, trial_fields, word_field

CONF_DETAILS = "details"
_CLASSES = list(dict.fromkeys(each for traits in KINDS.values() for each in traits.device_classes))

_DETAILS = probatio.Schema(
    {
        probatio.Required(CONF_PULSE, default=DEFAULT_PULSE_S): number_field(CONF_PULSE),
        probatio.Optional(CONF_WATTS): number_field(CONF_WATTS),
        probatio.Required(CONF_ENERGY, default=False): BooleanSelector(),
        probatio.Optional(CONF_ICON): IconSelector(),
        probatio.Optional(CONF_DEVICE_CLASS): word_field(_CLASSES, "output_class"),
    }
)


def output_schema(entry: IPComConfigEntry, *, new: bool, knowingly: bool = False) -> probatio.Schema:
    """Return the form; a new output may be followed by another one."""
    return probatio.Schema(
        {
            probatio.Optional(CONF_OUTPUT): output_field(entry),
            probatio.Optional(CONF_NAME): TextSelector(),
            probatio.Required(CONF_KIND, default=MappedKind.LIGHT.value): word_field(
                [kind.value for kind in KINDS], CONF_KIND
            ),
            probatio.Optional(CONF_AREA): AreaSelector(),
            probatio.Required(CONF_DETAILS): section(_DETAILS, {"collapsed": True}),
            **({probatio.Required(CONF_ANOTHER, default=False): BooleanSelector()} if new else {}),
            **trial_fields(knowingly=knowingly),
        }
    )


def shown(device: MappedOutput, area_id: str | None) -> dict[str, Any]:
    """Return what the form shows of an output."""
    details = {
        CONF_PULSE: device.pulse,
        CONF_WATTS: device.watts,
        CONF_ENERGY: device.energy,
        CONF_ICON: device.icon or None,
        CONF_DEVICE_CLASS: device.device_class or None,
    }
    fields = {
        CONF_OUTPUT: str(device.address),
        CONF_NAME: device.name,
        CONF_KIND: device.kind.value,
        CONF_AREA: area_id,
    }
    return {**_given(fields), CONF_DETAILS: _given(details)}


def described(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form says of an output, as the fields of `MappedOutput`."""
    details = user_input[CONF_DETAILS]
    return {
        "name": chosen_name(user_input),
        "kind": MappedKind(user_input[CONF_KIND]),
        "pulse": details[CONF_PULSE],
        "watts": details.get(CONF_WATTS) or None,
        "energy": details[CONF_ENERGY],
        "icon": details.get(CONF_ICON) or "",
        "device_class": details.get(CONF_DEVICE_CLASS) or "",
    }


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
