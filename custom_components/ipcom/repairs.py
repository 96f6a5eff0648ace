"""The flows that fix repairs."""

from typing import Any

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    FlowType,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import HomeAssistant

from .const import SubentryType
from .coordinator import IPComConfigEntry
from .devices.issues import NOT_CALIBRATED


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return a flow that opens the calibration, or one that asks for a confirmation."""
    if issue_id.startswith(NOT_CALIBRATED) and data is not None:
        return CalibrateFlow(str(data["entry_id"]), str(data["subentry_id"]))
    return ConfirmRepairFlow()


class CalibrateFlow(RepairsFlow):
    """A flow that opens the cover's menu. The repair is withdrawn when its times are set."""

    def __init__(self, entry_id: str, subentry_id: str) -> None:
        """Take the cover's entry and subentry."""
        self._entry_id = entry_id
        self._subentry_id = subentry_id

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Continue with the cover's menu."""
        entry: IPComConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or self._subentry_id not in entry.subentries:
            return self.async_abort(reason="cover_gone")
        flow = await self.hass.config_entries.subentries.async_init(
            (self._entry_id, SubentryType.COVER),
            context={"source": SOURCE_RECONFIGURE, "subentry_id": self._subentry_id},
        )
        return self.async_abort(
            reason="continue_with_calibration",
            next_flow=(FlowType.CONFIG_SUBENTRIES_FLOW, flow["flow_id"]),
        )
