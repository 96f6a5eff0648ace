"""What a page is told of an import: things, problems and plans, for it to put into words of its language."""

from collections.abc import Iterable
from typing import Any

from ..devices.mapping import MappedCover, MappedDevice
from ..devices.wording import placeholders
from ..imports.import_plan import ImportPlan
from ..imports.portal_choice import id_of
from ..imports.portal_devices import PortalComparison
from ..library import FoundDevices, Problem
from .texts import exception_text

type Line = dict[str, Any]


def thing_line(device: MappedDevice) -> Line:
    """Return a device; the kind of a cover is its device class."""
    return {
        "name": device.name,
        "type": device.subentry_type.value,
        "kind": device.device_class if isinstance(device, MappedCover) else device.kind.value,
        "outputs": [address.index for address in device.addresses],
        "room": device.room,
    }


def problem_line(problem: Problem) -> Line:
    """Return what is wrong with a file, and where."""
    where = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
    return {"where": where, "text": exception_text(problem.code, placeholders(problem.values))}


def plan_lines(plan: ImportPlan) -> Line:
    """Return what an import would do."""
    left_alone = (*plan.same, *(change.before for change in plan.named), *plan.kept)
    return {
        "added": _things(plan.added),
        "changed": [
            {"before": thing_line(change.before), "after": thing_line(change.after)}
            for change in plan.changed
        ],
        "left_alone": _things(left_alone),
        "blocked": _things(plan.blocked),
        "asks_typical_time": plan.adds_untimed_covers,
        "empty": plan.empty,
    }


def portal_lines(comparison: PortalComparison, found: FoundDevices) -> Line:
    """Return what there is to choose of what the portal describes."""
    return {
        "new": [
            {
                **thing_line(each),
                "id": id_of(each),
                "guessed": not found.guessed_directions.isdisjoint(each.addresses),
                "doubtful": not found.guessed_pairs.isdisjoint(each.addresses),
            }
            for each in comparison.new
        ],
        "renamed": [
            {**thing_line(each.device), "id": id_of(each.device), "portal_name": each.portal_name}
            for each in comparison.renamed
        ],
        "gone": _things(comparison.gone),
        "left_out": [{"name": each.name, "reason": each.reason.value} for each in found.left_out],
        "scenes": list(found.scenes),
    }


def _things(devices: Iterable[MappedDevice]) -> list[Line]:
    return [thing_line(each) for each in devices]
