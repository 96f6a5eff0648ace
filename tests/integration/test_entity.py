"""The library's errors as Home Assistant shows them."""

import pytest
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

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


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (CommandNotConfirmed("no"), "command_not_confirmed"),
        (InterlockError("both"), "interlock_error"),
        (ConnectionLost("gone"), "connection_lost"),
        (ReplyTimedOut("gone"), "reply_timed_out"),
        (ConfigurationError("300 is no level"), "configuration_error"),
        (ProtocolError("what?"), "protocol_error"),
    ],
)
def test_the_code_of_an_error_is_the_key_of_its_translation(error: IPComError, key: str) -> None:
    with pytest.raises(HomeAssistantError) as failure, translate_errors("Kitchen"):
        raise error
    assert failure.value.translation_domain == "ipcom"
    assert failure.value.translation_key == key


def test_what_cannot_be_done_is_the_caller_s_mistake() -> None:
    with pytest.raises(ServiceValidationError), translate_errors("Kitchen"):
        raise ConfigurationError("300 is no level")


def test_a_command_that_was_superseded_is_no_error() -> None:
    with translate_errors("Kitchen"):
        raise CommandSuperseded("a newer one")
