"""Fields that the forms of outputs and covers share."""

from collections.abc import Mapping
from typing import Any, override

import probatio
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..coordinator import IPComConfigEntry
from ..devices.choices import output_choices
from ..devices.limits import LIMITS
from ..devices.naming import tidy_name
from ..library import OutputAddress

CONF_AREA = "area"
CONF_ANOTHER = "add_another"
CONF_TRY = "try_first"
CONF_KNOWINGLY = "try_knowingly"


class AnyNumber(NumberSelector):
    """A field for a number. It shows its bounds; devices/limits.py checks them, with words of its own for each."""

    @override
    def __call__(self, data: Any) -> float:
        """Take any number."""
        number: float = probatio.Coerce(float)(data)
        return number


def number_field(key: str) -> AnyNumber:
    """Return the field for a number that has limits."""
    limit = LIMITS[key]
    return AnyNumber(
        NumberSelectorConfig(
            min=limit.lowest,
            max=limit.highest,
            step=limit.step,
            unit_of_measurement=limit.unit,
            mode=NumberSelectorMode.BOX,
        )
    )


def output_field(entry: IPComConfigEntry) -> SelectSelector:
    """Return the list of all outputs, as they are at this moment."""
    options = [
        SelectOptionDict(value=str(choice.address), label=choice.label) for choice in output_choices(entry)
    ]
    return SelectSelector(SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN))


def trial_fields(*, knowingly: bool) -> dict[probatio.Marker, BooleanSelector]:
    """Return the tick that tries what is chosen, and the one that is asked for after a refusal."""
    fields: dict[probatio.Marker, BooleanSelector] = {
        probatio.Required(CONF_TRY, default=False): BooleanSelector()
    }
    if knowingly:
        fields[probatio.Required(CONF_KNOWINGLY, default=False)] = BooleanSelector()
    return fields


def word_field(options: list[str], translation_key: str) -> SelectSelector:
    """Return a choice whose words are in the translations."""
    return SelectSelector(
        SelectSelectorConfig(
            options=options, mode=SelectSelectorMode.DROPDOWN, translation_key=translation_key
        )
    )


def chosen_output(user_input: Mapping[str, Any], key: str) -> OutputAddress | None:
    """Return the output that was chosen in a field, or None."""
    place = user_input.get(key)
    return None if place is None else OutputAddress.parse(place)


def chosen_name(user_input: Mapping[str, Any]) -> str:
    """Return the name that was typed, or nothing: the form has words of its own for that."""
    return tidy_name(user_input.get(CONF_NAME, ""))
