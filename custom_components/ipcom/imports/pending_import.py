"""An import that is shown before it is carried out, whatever shows it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ..devices.mapping import MappedDevice
from .devices_file import DevicesFile
from .import_plan import ImportPlan, plan_import


@dataclass(slots=True)
class PendingImport:
    """What was read, and the plan that was shown last."""

    file: DevicesFile
    plan: ImportPlan

    @classmethod
    def of(cls, file: DevicesFile, mapped: Mapping[str, MappedDevice]) -> Self:
        """Plan the import of a file into what is mapped."""
        return cls(file, plan_import(mapped, file.devices))

    def renew(self, mapped: Mapping[str, MappedDevice]) -> bool:
        """Plan it anew for what is mapped now; return whether the plan is still the one that was shown."""
        shown, self.plan = self.plan, plan_import(mapped, self.file.devices)
        return self.plan == shown
