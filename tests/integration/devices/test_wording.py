"""The library's errors in the words of the person: names for addresses, nothing in English."""

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedCover, MappedOutput
from custom_components.ipcom.devices.wording import (
    async_kind_words,
    async_problem_lines,
    failure,
    kind_word,
    placeholders,
)
from custom_components.ipcom.library import InterlockError, Message, OutputAddress, Problem, ShutterPair

KITCHEN = OutputAddress(3, 4)
VALUES = {"output": KITCHEN, "others": (OutputAddress(3, 5), OutputAddress(3, 6)), "seconds": 2.04}


def test_what_was_commanded_is_called_by_its_name() -> None:
    assert placeholders(VALUES, "Kitchen") == {"output": "Kitchen", "others": "3/5, 3/6", "seconds": "2"}


def test_without_a_name_it_is_an_address() -> None:
    pair = ShutterPair(OutputAddress(5, 2), OutputAddress(5, 1))
    assert placeholders({"shutter": pair, "value": 255}) == {"shutter": "5/2 + 5/1", "value": "255"}


@pytest.mark.parametrize(("address", "name"), [(KITCHEN, "Kitchen"), (OutputAddress(1, 1), "The house")])
def test_of_several_devices_the_one_is_named_that_the_error_is_about(
    address: OutputAddress, name: str
) -> None:
    devices = [MappedOutput(name="Kitchen", address=KITCHEN, kind=MappedKind.LIGHT)]
    error = failure(
        HomeAssistantError, InterlockError(Message("no", "x", {"output": address})), "The house", devices
    )
    assert error.translation_placeholders == {"output": name}


async def test_mistakes_of_a_file_are_told_in_the_language_of_the_home(hass: HomeAssistant) -> None:
    key = Message("?", "module_missing", {"key": "lamp", "highest": 16})
    problems = [Problem(key, file="devices.yaml", line=3), Problem("odd {", file="devices.yaml")]
    assert await async_problem_lines(hass, problems) == [
        "devices.yaml:3: lamp has no module. Add `module:` with 1 to 16.",
        "devices.yaml: The settings cannot be used.",
    ]


async def test_kinds_are_called_as_in_the_forms_without_their_examples(hass: HomeAssistant) -> None:
    words = await async_kind_words(hass)
    bell = MappedOutput(name="Bell", address=KITCHEN, kind=MappedKind.IMPULSE)
    gate = MappedCover(name="Gate", up=OutputAddress(5, 2), down=OutputAddress(5, 1), device_class="garage")
    assert (kind_word(bell, words), kind_word(gate, words)) == ("Impulse", "Garage door")
    assert kind_word(bell, {}) == "impulse"
