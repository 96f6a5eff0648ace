"""Why a command was held up is said of outputs and of shutters alike."""

import pytest

from ipcom.client.planning.command_text import HeldUp
from ipcom.model.address import OutputAddress
from ipcom.sentence import InWords


@pytest.mark.parametrize("reason", HeldUp)
def test_a_reason_says_what_was_held_up_and_for_how_long(reason: HeldUp) -> None:
    output = OutputAddress(3, 4)
    message = reason(thing=InWords(output, f"output {output}:"), seconds=5.04)
    assert message.startswith("output 3/4: not sent within 5.0 s: ")
    assert (message.code, message.values) == (reason.code, {"thing": output, "seconds": 5.04})
