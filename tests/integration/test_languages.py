"""The house speaks the language of its owner: in four languages, with nothing left in English."""

import json
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

import custom_components.ipcom
from custom_components.ipcom.const import MappedKind
from custom_components.ipcom.devices.mapping import MappedOutput
from custom_components.ipcom.devices.wording import async_kind_words, async_problem_lines, kind_word
from custom_components.ipcom.library import OutputAddress, read_devices
from custom_components.ipcom.sensor import SENSORS

FOLDER = Path(custom_components.ipcom.__file__).parent / "translations"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.json"))
BROKEN = "lights:\n  hall: {module: 17, output: 1, type: lihgt}\n"
TOLD = {
    "en": ("module 17 does not exist. Write 1 to 16.", "Did you mean: light?"),
    "fr": ("module 17 n'existe pas. Écrivez 1 à 16.", "Vouliez-vous dire\u00a0: light\u00a0?"),
    "nl": ("module 17 bestaat niet. Schrijf 1 tot 16.", "Bedoelde je: light?"),
    "de": ("module 17 gibt es nicht. Schreibe 1 bis 16.", "Meintest du: light?"),
}
IMPULSE = {"en": "Impulse", "fr": "Impulsion", "nl": "Impuls", "de": "Impuls"}


def texts(language: str) -> Any:
    return json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))


def test_there_are_four_languages() -> None:
    assert set(LANGUAGES) == set(TOLD)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_home_assistant_fills_every_text_of_an_error(hass: HomeAssistant, language: str) -> None:
    """It drops a text whose placeholders are not those of the English one, and logs an error."""
    found = await async_get_translations(hass, language, "exceptions", {"ipcom"})
    wanted = texts(language)["exceptions"]
    assert {key.split(".")[3]: text for key, text in found.items()} == {
        key: each["message"] for key, each in wanted.items()
    }
    for text in found.values():
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert text.format(**dict.fromkeys(names, "x"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_mistakes_of_a_file_are_told_in_the_language_of_the_home(
    hass: HomeAssistant, language: str
) -> None:
    hass.config.language = language
    lines = await async_problem_lines(hass, read_devices(BROKEN, "devices.yaml").errors)
    assert lines[0].startswith("devices.yaml:2: ")
    assert all(any(told in line for line in lines) for told in TOLD[language])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_kinds_are_named_in_the_language_of_the_home(hass: HomeAssistant, language: str) -> None:
    hass.config.language = language
    bell = MappedOutput(name="Bell", address=OutputAddress(3, 4), kind=MappedKind.IMPULSE)
    assert kind_word(bell, await async_kind_words(hass)) == IMPULSE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_last_error_has_a_state_in_words(language: str) -> None:
    (last_error,) = (each for each in SENSORS if each.key == "last_error")
    states = texts(language)["entity"]["sensor"]["last_error"]["state"]
    assert states.keys() == set(last_error.options or ())
