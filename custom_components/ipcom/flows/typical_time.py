"""The field of an import that asks for one typical travel time of all its new covers."""

from collections.abc import Mapping
from typing import Any

import probatio

from ..const import CONF_TYPICAL_TIME
from ..devices.limits import impossible_numbers
from ..imports.import_plan import ImportPlan
from .fields import number_field


def preview_schema(plan: ImportPlan) -> probatio.Schema:
    """Return the form of a preview: it asks for the time only where new covers have none."""
    if not plan.adds_untimed_covers:
        return probatio.Schema({})
    return probatio.Schema({probatio.Optional(CONF_TYPICAL_TIME): number_field(CONF_TYPICAL_TIME)})


def with_typical_time(plan: ImportPlan, user_input: Mapping[str, Any]) -> tuple[ImportPlan, dict[str, str]]:
    """Return the plan with what was given, and the errors of the form."""
    if not (seconds := user_input.get(CONF_TYPICAL_TIME)):
        return plan, {}
    return plan.with_guess(seconds), dict(impossible_numbers(user_input))
