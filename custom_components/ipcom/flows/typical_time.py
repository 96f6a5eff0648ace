"""The field of an import that asks for one typical travel time of all its new covers."""

import probatio

from ..const import CONF_TYPICAL_TIME
from ..imports.import_plan import ImportPlan
from .fields import number_field


def preview_schema(plan: ImportPlan) -> probatio.Schema:
    """Return the form of a preview: it asks for the time only where new covers have none."""
    if not plan.adds_untimed_covers:
        return probatio.Schema({})
    return probatio.Schema({probatio.Optional(CONF_TYPICAL_TIME): number_field(CONF_TYPICAL_TIME)})
