"""The translation of the library's errors."""

import json
from pathlib import Path

import pytest
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

import custom_components.ipcom
from custom_components.ipcom.entity import translate_errors
from custom_components.ipcom.library import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConfigurationError,
    ConnectionLost,
    InterlockError,
    IPComError,
    ProtocolError,
    ReplyTimedOut,
)

TEXTS = json.loads(
    (Path(custom_components.ipcom.__file__).parent / "translations" / "en.json").read_text(encoding="utf-8")
)["exceptions"]


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (CommandNotConfirmed("no"), "not_confirmed"),
        (InterlockError("both"), "interlock"),
        (ConnectionLost("gone"), "connection_lost"),
        (ReplyTimedOut("gone"), "connection_lost"),
        (ConfigurationError("300 is no level"), "refused"),
        (ProtocolError("what?"), "command_failed"),
    ],
)
def test_each_error_is_translated_and_names_the_device(error: IPComError, key: str) -> None:
    with pytest.raises(HomeAssistantError) as failure, translate_errors("Kitchen"):
        raise error
    assert failure.value.translation_domain == "ipcom"
    assert failure.value.translation_key == key
    assert "Kitchen" in TEXTS[key]["message"].format(**failure.value.translation_placeholders or {})


def test_what_cannot_be_done_is_the_caller_s_mistake() -> None:
    with pytest.raises(ServiceValidationError), translate_errors("Kitchen"):
        raise ConfigurationError("300 is no level")


def test_a_command_that_was_superseded_is_no_error() -> None:
    with translate_errors("Kitchen"):
        raise CommandSuperseded("a newer one")
