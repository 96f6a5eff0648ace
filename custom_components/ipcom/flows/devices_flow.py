"""The steps that import a devices.yaml; config flow and options flow share them."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import probatio
from homeassistant.config_entries import ConfigEntryBaseFlow, ConfigFlowResult
from homeassistant.helpers.selector import FileSelector, FileSelectorConfig

from ..devices.mapping import MappedDevice
from ..devices.wording import async_kind_words, async_problem_lines
from ..imports.devices_file import (
    DevicesFile,
    async_read_folder_file,
    async_read_upload,
    markdown_list,
)
from ..imports.import_plan import NOTHING, ImportPlan
from ..imports.pending_import import PendingImport
from ..imports.typical_time import with_typical_time
from ..library import Problem
from .typical_time import preview_schema

CONF_FILE = "file"

_UPLOAD_SCHEMA = probatio.Schema(
    {probatio.Required(CONF_FILE): FileSelector(FileSelectorConfig(accept=".yaml,.yml"))}
)


class DevicesFileFlow(ConfigEntryBaseFlow):
    """Steps to choose a file, to see its mistakes, to see a preview, and to carry the import out."""

    _pending: PendingImport
    _unusable: DevicesFile

    @abstractmethod
    def _mapped(self) -> dict[str, MappedDevice]:
        """Return the mapped devices of the entry by subentry."""

    @abstractmethod
    async def _async_carry_out(self, plan: ImportPlan) -> ConfigFlowResult:
        """Carry the plan out and end the flow."""

    async def async_step_import_folder(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Read the file in the configuration folder; a second submit reads it again."""
        file = await async_read_folder_file(self.hass)
        if file.usable:
            return await self._async_preview(file)
        self._unusable = file
        return await self.async_step_import_problems()

    async def async_step_import_problems(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the mistakes in the file of the configuration folder, and a menu to continue."""
        return self.async_show_menu(
            step_id="import_problems",
            menu_options=["import_folder", "import_upload", *self._further_options()],
            description_placeholders=await self._problems(self._unusable),
        )

    async def async_step_import_upload(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Read an uploaded file."""
        if user_input is None:
            return await self._show_upload(None)
        file = await async_read_upload(self.hass, user_input[CONF_FILE])
        return await self._async_preview(file) if file.usable else await self._show_upload(file)

    async def async_step_preview(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the plan of the import. A submit carries it out; a plan that has changed is shown again."""
        return await self._async_show_plan("preview", user_input, self._async_plan_texts)

    async def _async_show_plan(
        self,
        step_id: str,
        user_input: dict[str, Any] | None,
        texts: Callable[[], Awaitable[dict[str, str]]],
    ) -> ConfigFlowResult:
        """Show the present plan with the texts of a step, or carry out the one that was shown."""
        as_shown = self._pending.renew(self._mapped())
        errors: dict[str, str] = {}
        if user_input is not None and as_shown:
            plan, errors = with_typical_time(self._pending.plan, user_input)
            if not errors:
                return await self._async_carry_out(plan)
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                preview_schema(self._pending.plan), user_input or {}
            ),
            errors=errors,
            description_placeholders=await texts(),
            last_step=True,
        )

    async def _async_plan_texts(self) -> dict[str, str]:
        file = self._pending.file
        return {
            **self._pending.plan.placeholders(await async_kind_words(self.hass)),
            "left_out": await self._listed(file.problems) or NOTHING,
            "left_out_count": str(len(file.problems)),
            "understood": await self._listed(file.warnings) or NOTHING,
            "understood_count": str(len(file.warnings)),
        }

    def _further_options(self) -> list[str]:
        """Return further options of the menu that a broken file leads to."""
        return []

    async def _show_upload(self, file: DevicesFile | None) -> ConfigFlowResult:
        return self.async_show_form(
            step_id="import_upload",
            data_schema=_UPLOAD_SCHEMA,
            errors={CONF_FILE: "invalid_file"} if file else None,
            description_placeholders=await self._problems(file),
        )

    async def _async_preview(self, file: DevicesFile) -> ConfigFlowResult:
        self._pending = PendingImport.of(file, self._mapped())
        return await self.async_step_preview()

    async def _problems(self, file: DevicesFile | None) -> dict[str, str]:
        if file is None:
            return {"problems": ""}
        return {"problems": f"\n\n{await self._listed(file.problems)}"}

    async def _listed(self, problems: Sequence[Problem]) -> str:
        return markdown_list(await async_problem_lines(self.hass, problems))
