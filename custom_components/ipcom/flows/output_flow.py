"""The flow of outputs: adding one after the other by hand, and changing one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import probatio
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import CONF_NAME

from ..const import CONF_KIND, CONF_OUTPUT
from ..devices.changes import async_add_device, async_change_device
from ..devices.checks import Mistake
from ..devices.described import described_output
from ..devices.mapping import MappedOutput
from ..devices.new_entity_id import NewEntityId, new_entity_id
from ..devices.rooms import async_prepare_device, async_set_room, room_of
from ..devices.trial import async_try_output
from .fields import CONF_ANOTHER, CONF_AREA, CONF_KNOWINGLY, CONF_TRY, chosen_output
from .output_schema import described, output_schema, shown
from .subentry_flow import SubentryFlow

_KEPT_FOR_THE_NEXT = (CONF_KIND, CONF_AREA, CONF_ANOTHER)


class OutputFlow(SubentryFlow):
    """The flow of outputs."""

    def __init__(self) -> None:
        """Begin without a change that waits to be confirmed."""
        super().__init__()
        self._wanted: dict[str, Any] = {}

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a new output."""
        return await self._async_add("user", user_input)

    async def async_step_next(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the next one; the dialog may as well be closed."""
        return await self._async_add("next", user_input)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for what is to change of an output."""
        if user_input is None:
            room = room_of(self.hass, self._own_entry, self._reconfigure_subentry_id)
            return self._show_output("reconfigure", shown(self._output, room))
        after = self._described(user_input, self._output, self._reconfigure_subentry_id)
        if after is None:
            return self._show_output("reconfigure", user_input)
        if user_input[CONF_TRY]:
            return await self._async_try("reconfigure", user_input, after, self._output)
        self._wanted = user_input
        change = new_entity_id(self.hass, self._own_entry, self._reconfigure_subentry_id, after.platform)
        if change is not None:
            return self._ask_about_entity_id(change, after.name)
        return self._change(after)

    async def async_step_new_entity_id(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Change the entity ID: its users were named before anything was done."""
        after = self._described(self._wanted, self._output, self._reconfigure_subentry_id)
        if after is None:
            return self._show_output("reconfigure", self._wanted)
        return self._change(after)

    async def async_step_new_entity_id_unused(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change the entity ID of an output that no automation and no script uses."""
        return await self.async_step_new_entity_id(user_input)

    @property
    def _output(self) -> MappedOutput:
        return MappedOutput.from_subentry(self._get_reconfigure_subentry())

    async def _async_add(self, step_id: str, user_input: dict[str, Any] | None) -> SubentryFlowResult:
        if user_input is None:
            return self._show_output(step_id, {})
        device = self._described(user_input, None, None)
        if device is None:
            return self._show_output(step_id, user_input)
        if user_input[CONF_TRY]:
            return await self._async_try(step_id, user_input, device)
        async_prepare_device(self.hass, self._own_entry, device, user_input.get(CONF_AREA))
        if not user_input[CONF_ANOTHER]:
            return self.async_create_entry(
                title=device.name, data=device.as_data(), unique_id=device.local_id
            )
        async_add_device(self.hass, self._own_entry, device)
        self._added = device.name
        kept = {key: user_input[key] for key in _KEPT_FOR_THE_NEXT if key in user_input}
        return self._show_output("next", kept)

    async def _async_try(
        self,
        step_id: str,
        user_input: Mapping[str, Any],
        device: MappedOutput,
        before: MappedOutput | None = None,
    ) -> SubentryFlowResult:
        """Blink what is chosen, and show the form again."""
        knowingly = user_input.get(CONF_KNOWINGLY, False)
        refusal = await async_try_output(
            self._runtime, device, before, knowingly=knowingly, context=self._persons_context
        )
        return self._show_output(step_id, self._tried(user_input, refusal))

    def _described(
        self, user_input: Mapping[str, Any], before: MappedOutput | None, subentry_id: str | None
    ) -> MappedOutput | None:
        """Return the output that the form describes, or None and keep what is wrong with it."""
        address = chosen_output(user_input, CONF_OUTPUT)
        found = described_output(address, described(user_input), self._others(subentry_id), before)
        self._mistake = _shown_at(found) if isinstance(found, Mistake) else None
        return None if isinstance(found, Mistake) else found

    def _ask_about_entity_id(self, change: NewEntityId, name: str) -> SubentryFlowResult:
        """Say that the entity ID changes, and who uses it, before anything is done."""
        return self.async_show_form(
            step_id="new_entity_id" if change.users else "new_entity_id_unused",
            data_schema=probatio.Schema({}),
            description_placeholders={
                "name": name,
                "before": change.before,
                "after": change.after,
                "users": "\n".join(f"- {user}" for user in change.users),
                "users_count": str(len(change.users)),
            },
        )

    def _change(self, after: MappedOutput) -> SubentryFlowResult:
        entry, subentry_id = self._own_entry, self._reconfigure_subentry_id
        async_set_room(self.hass, entry, subentry_id, self._wanted.get(CONF_AREA))
        async_change_device(self.hass, entry, subentry_id, after)
        return self.async_abort(reason="reconfigure_successful")

    def _show_output(self, step_id: str, values: Mapping[str, Any]) -> SubentryFlowResult:
        schema = output_schema(self._own_entry, new=step_id != "reconfigure", knowingly=self._asks_knowingly)
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors=self._errors(),
            description_placeholders=self._placeholders(),
        )


def _shown_at(mistake: Mistake) -> Mistake:
    """Show a mistake of the details above the form: a field inside a section cannot show one."""
    return mistake if mistake.field in (CONF_OUTPUT, CONF_NAME) else replace(mistake, field="base")
