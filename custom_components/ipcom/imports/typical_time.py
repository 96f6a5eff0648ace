"""One typical travel time for all new covers of an import. Pure."""

from collections.abc import Mapping
from typing import Any

from ..const import CONF_TYPICAL_TIME
from ..devices.limits import impossible_numbers
from .import_plan import ImportPlan


def with_typical_time(plan: ImportPlan, user_input: Mapping[str, Any]) -> tuple[ImportPlan, dict[str, str]]:
    """Return the plan with what was given, and the mistake by its field."""
    if not (seconds := user_input.get(CONF_TYPICAL_TIME)):
        return plan, {}
    return plan.with_guess(seconds), dict(impossible_numbers(user_input))
