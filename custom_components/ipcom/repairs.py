"""The flows that fix repairs."""

from typing import Any

import probatio
from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    FlowType,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant

from .const import DOMAIN, SubentryType
from .coordinator import IPComConfigEntry
from .devices.issues import NOT_CALIBRATED, not_calibrated
from .devices.learned_times import OTHER_TIMES, evidence
from .devices.mapping import MappedCover, from_subentry
from .devices.nothing_mapped import NOTHING_MAPPED
from .devices.panel_path import panel_path
from .gateway.first_command import NO_COMMAND_WORKS
from .imports.import_plan import listed, plain
from .library import ProposalBasis, TimesProposal


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return a flow that opens what mends it, or one that asks for a confirmation."""
    if data is not None and issue_id.startswith(NOTHING_MAPPED):
        return MapSomethingFlow(str(data["entry_id"]))
    if data is not None and issue_id.startswith(NO_COMMAND_WORKS):
        return ConnectionFlow(str(data["entry_id"]))
    if issue_id.startswith(NOT_CALIBRATED) and data is not None:
        return CalibrateFlow(str(data["entry_id"]))
    if issue_id.startswith(OTHER_TIMES) and data is not None:
        return OtherTimesFlow(str(data["entry_id"]), str(data["subentry_id"]))
    return ConfirmRepairFlow()


class CalibrateFlow(RepairsFlow):
    """A flow that opens the menu of the next cover to calibrate. The last one withdraws the repair."""

    def __init__(self, entry_id: str) -> None:
        """Take the entry."""
        self._entry_id = entry_id

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Name the covers."""
        return await self.async_step_next()

    async def async_step_next(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Name the covers, those without times first, and continue with the menu of the first one."""
        entry: IPComConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        without, guessed = ({}, {}) if entry is None else not_calibrated(entry)
        following = next(iter([*without, *guessed]), None)
        if following is None:
            return self.async_abort(reason="all_calibrated")
        if user_input is None:
            return self.async_show_form(
                step_id="next",
                data_schema=probatio.Schema({}),
                description_placeholders={
                    "without": listed(plain(cover.name) for cover in without.values()),
                    "guessed": listed(plain(cover.name) for cover in guessed.values()),
                    "next": plain({**without, **guessed}[following].name),
                },
            )
        flow = await self.hass.config_entries.subentries.async_init(
            (self._entry_id, SubentryType.COVER),
            context={"source": SOURCE_RECONFIGURE, "subentry_id": following},
        )
        return self.async_abort(
            reason="continue_with_calibration",
            next_flow=(FlowType.CONFIG_SUBENTRIES_FLOW, flow["flow_id"]),
        )


class MapSomethingFlow(RepairsFlow):
    """A flow that leads to adding an output or a cover, or to an import. The first thing withdraws the repair."""

    def __init__(self, entry_id: str) -> None:
        """Take the entry."""
        self._entry_id = entry_id

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show the ways to begin."""
        if self.hass.config_entries.async_get_entry(self._entry_id) is None:
            return self.async_abort(reason="entry_gone")
        return self.async_show_menu(step_id="init", menu_options=["output", "cover", "import"])

    async def async_step_output(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Continue with adding an output."""
        return await self._async_add(SubentryType.OUTPUT)

    async def async_step_cover(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Continue with adding a cover."""
        return await self._async_add(SubentryType.COVER)

    async def async_step_import(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Continue with the menu of the entry, which has the imports."""
        flow = await self.hass.config_entries.options.async_init(self._entry_id)
        return self.async_abort(reason="continue", next_flow=(FlowType.OPTIONS_FLOW, flow["flow_id"]))

    async def _async_add(self, kind: SubentryType) -> RepairsFlowResult:
        flow = await self.hass.config_entries.subentries.async_init(
            (self._entry_id, kind), context={"source": SOURCE_USER}
        )
        return self.async_abort(
            reason="continue", next_flow=(FlowType.CONFIG_SUBENTRIES_FLOW, flow["flow_id"])
        )


class ConnectionFlow(RepairsFlow):
    """A flow that opens the form of the connection, where the bus type is chosen."""

    def __init__(self, entry_id: str) -> None:
        """Take the entry."""
        self._entry_id = entry_id

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Continue with the form."""
        entry: IPComConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            return self.async_abort(reason="entry_gone")
        flow = await self.hass.config_entries.flow.async_init(
            DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": self._entry_id}
        )
        return self.async_abort(reason="continue", next_flow=(FlowType.CONFIG_FLOW, flow["flow_id"]))


class OtherTimesFlow(RepairsFlow):
    """A flow that shows what speaks for other travel times; a person takes them, keeps the known ones, or measures."""

    def __init__(self, entry_id: str, subentry_id: str) -> None:
        """Take the cover."""
        self._entry_id = entry_id
        self._subentry_id = subentry_id
        self._proposal: TimesProposal | None = None

    @property
    def _entry(self) -> IPComConfigEntry | None:
        """The entry, if it is loaded."""
        entry: IPComConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        return entry if entry is not None and entry.state is ConfigEntryState.LOADED else None

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show the known and the other times, the evidence, and the ways to answer."""
        entry = self._entry
        subentry = None if entry is None else entry.subentries.get(self._subentry_id)
        if entry is None or subentry is None:
            return self.async_abort(reason="cover_gone")
        self._proposal = proposal = entry.runtime_data.learned.proposal(self._subentry_id)
        cover = from_subentry(subentry)
        if proposal is None or not isinstance(cover, MappedCover):
            return self.async_abort(reason="proposed_no_more")
        return self.async_show_menu(
            step_id="init" if proposal.basis is ProposalBasis.STOPS else "timer",
            menu_options=["accept", "decline", "calibrate"],
            description_placeholders=evidence(cover, proposal),
        )

    async def async_step_timer(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show the menu of times that were guessed."""
        return await self.async_step_init(user_input)

    async def async_step_accept(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Write the other times; the link stays up."""
        entry, proposal = self._entry, self._proposal
        if entry is None or proposal is None:
            return self.async_abort(reason="cover_gone")
        if not entry.runtime_data.learned.async_accept(self._subentry_id, proposal):
            return self.async_abort(reason="proposed_no_more")
        return self.async_create_entry(data={})

    async def async_step_decline(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Keep the known times."""
        entry, proposal = self._entry, self._proposal
        if entry is None or proposal is None:
            return self.async_abort(reason="cover_gone")
        entry.runtime_data.learned.async_decline(self._subentry_id, proposal)
        return self.async_create_entry(data={})

    async def async_step_calibrate(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Lead to the shutters of the panel."""
        entry = self._entry
        if entry is None:
            return self.async_abort(reason="cover_gone")
        return self.async_abort(
            reason="calibrate_in_panel", description_placeholders={"panel": panel_path(entry, "shutters")}
        )
