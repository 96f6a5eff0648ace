"""What a report says of the messages that were seen."""

from typing import Any

import pytest

from ipcom.cli.check.observations import differences, observed
from ipcom.model.address import OutputAddress
from ipcom.protocol.messages import OUTPUTS, outputs_reply
from ipcom.simulator.spoken import Spoken

DIMMER = OutputAddress(6, 1)
RELAY = OutputAddress(3, 4)


def said(at: float, kind: str, size: int = 2) -> Spoken:
    return Spoken(at, 1, True, kind, size)


def heard(at: float, kind: str, size: int = 2, plain: bytes = b"") -> Spoken:
    return Spoken(at, 1, False, kind, size, plain)


def outputs(at: float, values: dict[OutputAddress, int]) -> Spoken:
    raw = bytearray(OUTPUTS)
    for address, value in values.items():
        raw[address.index] = value
    return heard(at, "outputs", 130, outputs_reply(bytes(raw)))


def accepted(size: int = 135, firmware: str = "4.10") -> Spoken:
    return Spoken(0.1, 1, False, "login accepted", size, firmware=firmware, ciphered=True)


def seen(*messages: Spoken) -> Any:
    return observed(messages, {DIMMER})


def test_requests_are_matched_with_their_answers() -> None:
    found = seen(
        said(0.0, "login", 56),
        accepted(),
        said(1.0, "read"),
        outputs(1.25, {}),
        said(2.0, "write", 17),
        said(2.0, "read again"),
        outputs(2.5, {}),
        heard(3.0, "frame", 16),
        said(4.0, "keep-alive"),
        heard(4.125, "keep-alive", 2),
    )
    assert (found["firmware"], found["enciphered"], found["login_reply_size"]) == ("4.10", True, 135)
    assert found["reads"] == {
        "sent": 2,
        "answered": 2,
        "sizes": {"130": 2},
        "median_ms": 375.0,
        "worst_ms": 500.0,
    }
    assert (found["writes"]["sent"], found["writes"]["worst_ms"]) == (1, 1000.0)
    assert found["keep_alives"]["sizes"] == {"2": 1}
    assert {"from": "client", "kind": "write", "size": 17, "count": 1} in found["messages"]
    assert differences(found) == []


def test_values_are_told_apart_by_what_the_outputs_are() -> None:
    found = seen(outputs(0.0, {RELAY: 255, DIMMER: 40}), outputs(1.0, {RELAY: 2, DIMMER: 251}))
    assert found["relay_values"] == [0, 2, 255]
    assert found["dimmer_values"] == [40, 251]


def test_nothing_at_all_is_no_difference() -> None:
    found = seen()
    assert (found["firmware"], found["reads"]["median_ms"]) == (None, None)
    assert differences(found) == []


@pytest.mark.parametrize(
    ("messages", "difference"),
    [
        ([accepted(size=3)], "the login was accepted by 3 bytes, not 135"),
        ([accepted(firmware="")], "the gateway does not tell its firmware"),
        ([said(0, "write", 17)], "writes are not answered"),
        ([said(0, "keep-alive"), heard(1, "keep-alive", 7)], "keep-alives are answered by 7 bytes, where 2 are expected"),
        ([said(0, "write"), heard(1, "frame", 17)], "writes are answered by 17 bytes, where 16 are expected"),
        ([outputs(0, {})], "1 messages of the kind outputs came without a request"),
        ([said(0, "read"), outputs(1, {RELAY: 1})], "relays, or outputs that devices.yaml does not declare as dimmers, showed 1"),
        ([said(0, "read"), outputs(1, {DIMMER: 251})], "dimmers showed more than 100: 251"),
    ],
)  # fmt: skip
def test_what_differs_from_the_protocol_page_is_a_sentence(messages: list[Spoken], difference: str) -> None:
    assert differences(seen(*messages)) == [difference]
