"""The steps of the set-up that try one output: a wrong bus type passes the login and fails only there."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

import probatio
from homeassistant.config_entries import ConfigEntryBaseFlow, ConfigFlowResult
from homeassistant.helpers.selector import NumberSelector, NumberSelectorConfig, NumberSelectorMode

from ..const import CONF_MODULE, CONF_OUTPUT, LOGGER
from ..gateway.client import client_from
from ..library import CommandNotConfirmed, InterlockError, IPComError, OutputAddress


def _number(last: int) -> probatio.All[int]:
    box = NumberSelectorConfig(min=1, max=last, step=1, mode=NumberSelectorMode.BOX)
    return probatio.All(NumberSelector(box), probatio.Coerce(int))


_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_MODULE, default=1): _number(16),
        probatio.Required(CONF_OUTPUT, default=1): _number(8),
    }
)


class BlinkFlow(ConfigEntryBaseFlow):
    """Steps to switch an output on for half a second, and to say what came of it."""

    _tried: OutputAddress

    @abstractmethod
    def _new_data(self) -> Mapping[str, Any]:
        """Return the data of the entry to be."""

    async def async_step_blink(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for an output, and switch it on for half a second."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._tried = OutputAddress(user_input[CONF_MODULE], user_input[CONF_OUTPUT])
            try:
                await self._async_blink(self._tried)
                return self._show_blinked("blinked")
            except CommandNotConfirmed:
                return self._show_blinked("blink_failed")
            except InterlockError as error:
                LOGGER.debug("The output was not tried: %s", error)
                errors = {"base": "blink_refused"}
            except IPComError as error:
                LOGGER.debug("The output could not be tried: %s", error)
                errors = {"base": "blink_no_link"}
        return self.async_show_form(
            step_id="blink",
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, user_input or {}),
            errors=errors,
        )

    async def async_step_blinked(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say that the gateway showed the output on, and off again."""
        return self._show_blinked("blinked")

    async def async_step_blink_failed(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say that the gateway did not show it, and offer the other bus type."""
        return self._show_blinked("blink_failed")

    def _show_blinked(self, step_id: str) -> ConfigFlowResult:
        return self.async_show_menu(
            step_id=step_id,
            menu_options=["devices", "blink", "connection"]
            if step_id == "blinked"
            else ["connection", "blink", "devices"],
            description_placeholders={"output": str(self._tried)},
        )

    async def _async_blink(self, address: OutputAddress) -> None:
        async with client_from(self._new_data(), {}) as client:
            await client.pulse(address)
