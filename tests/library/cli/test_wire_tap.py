"""Listening to the messages of a command."""

import logging

import pytest

from ipcom.cli.wire_tap import tapped
from ipcom.client.connection.wire_log import WIRE
from ipcom.protocol.events import LoginAccepted
from ipcom.protocol.wire_words import WireMessage
from ipcom.simulator.spoken import Spoken


def tell(message: WireMessage, event: object = None) -> None:
    WIRE.debug("words", extra={"ipcom_message": message, "ipcom_event": event})


def test_each_message_is_passed_on_with_its_time_and_a_number_of_its_connection() -> None:
    taken: list[Spoken] = []
    with tapped(taken.append):
        tell(WireMessage(41, 100.0, True, "login", b"", 56))
        tell(WireMessage(41, 100.5, False, "login accepted", b"", 135), LoginAccepted("4.10", True))
        tell(WireMessage(43, 101.0, True, "read", b"\x05\x01", 2))
    tell(WireMessage(43, 102.0, True, "read", b"\x05\x01", 2))
    assert taken == [
        Spoken(0.0, 1, True, "login", 56),
        Spoken(0.5, 1, False, "login accepted", 135, firmware="4.10", ciphered=True),
        Spoken(1.0, 2, True, "read", 2, b"\x05\x01"),
    ]


@pytest.mark.parametrize(("level", "shown"), [(logging.WARNING, 0), (logging.DEBUG, 1)])
def test_the_terminal_shows_what_it_would_show_without(
    caplog: pytest.LogCaptureFixture, level: int, shown: int
) -> None:
    caplog.set_level(level, "ipcom")
    with tapped(lambda _: None):
        tell(WireMessage(1, 0.0, True, "read", b"", 2))
    assert len(caplog.records) == shown
    assert (WIRE.level, WIRE.propagate, WIRE.handlers) == (logging.NOTSET, True, [])
