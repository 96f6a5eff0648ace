"""Messages in words."""

from __future__ import annotations

import pytest

from ipcom.model.address import OutputAddress
from ipcom.protocol.events import (
    ConnectionClosed,
    DisconnectRequest,
    FrameRequest,
    GatewayEvent,
    KeepAliveRequest,
    OutputsRequest,
    UnknownRequest,
)
from ipcom.protocol.frames import BusFrame
from ipcom.protocol.login_messages import LoginRequest
from ipcom.simulator import Cause, House, OutputEvent
from ipcom.simulator.gateway.transcript import Reply, SeenWrite
from ipcom.simulator.page.house_picture import output_names
from ipcom.simulator.page.message_words import event_words, reply_words, request_words, write_words

OFF = bytes(128)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (OutputsRequest(), ("ExoOutputs", "asks for all outputs")),
        (KeepAliveRequest(), ("KeepAlive", "keeps its session alive")),
        (DisconnectRequest(), ("Disconnect", "ends its session")),
        (UnknownRequest(6), ("Unknown", "a message of kind 6")),
        (
            FrameRequest(BusFrame(2, 0x3C, 0, b"I")),
            ("Frame", "to 0x3C for bus 2, 1 bytes of data: it sets no outputs here"),
        ),
        (ConnectionClosed(), ("ConnectionClosed", "")),
    ],
)
def test_requests(request_: GatewayEvent, words: tuple[str, str]) -> None:
    assert request_words(request_) == words


def test_a_password_is_never_shown() -> None:
    kind, text = request_words(LoginRequest("me\n\x1b[2J", "secret", 2))
    assert (kind, text) == ("Connect", r"user 'me\n\x1b[2J' asks for bus 2")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply("login", 135), ("Connect", "accepted, 135 bytes")),
        (Reply("refusal", 3), ("Connect", "refused, 3 bytes")),
        (Reply("hint", 2), ("NonSecureConnect", "this firmware does not encipher, 2 bytes")),
        (Reply("keep_alive", 2), ("KeepAlive", "answered, 2 bytes")),
        (Reply("outputs", 130), ("ExoOutputs", "0 of 128 outputs are on")),
        (Reply("frame", 17), ("Frame", "acknowledged")),
        (Reply("frame", 130), ("ExoOutputs", "0 of 128 outputs are on")),
    ],
)
def test_replies(reply: Reply, words: tuple[str, str]) -> None:
    assert reply_words(reply, OFF) == words


@pytest.mark.parametrize(
    ("module", "values", "words"),
    [
        (3, [0, 0, 0, 255, 0, 0, 0, 0], "module 3: Kitchen (3/4) on"),
        (3, [255, 0, 0, 0, 0, 0, 0, 0], "module 3: output 3/1 on"),
        (3, [0] * 8, "module 3: as it is"),
        (6, [40, 0, 0, 0, 0, 0, 0, 0], "module 6: Living room (6/1) 40 %"),
        (5, [255, 255, 0, 0, 0, 0, 0, 0], "module 5: Living left down (5/1) on, Living left up (5/2) on"),
    ],
)
def test_a_write_is_what_it_changes(module: int, values: list[int], words: str) -> None:
    house = House.demo()
    write = SeenWrite(0.0, 1, 1, module, bytes(values))
    assert write_words(write, house.world, output_names(house, 1)) == words


def test_a_write_that_a_fault_keeps_from_the_bus_says_so() -> None:
    house = House.demo()
    write = SeenWrite(0.0, 1, 1, 3, bytes([0, 0, 0, 255, 0, 0, 0, 0]), ignored=True)
    assert write_words(write, house.world, {}) == "module 3: output 3/4 on (a fault keeps it from the bus)"


@pytest.mark.parametrize(
    ("value", "cause", "words"),
    [
        (255, Cause.WALL, "output 3/4 on, at the wall"),
        (0, Cause.TIMER, "output 3/4 off, by its timer"),
        (40, Cause.BUS, "output 3/4 40 %, by a frame"),
        (0, Cause.POWER, "output 3/4 off, with the power"),
    ],
)
def test_what_happened_to_an_output(value: int, cause: Cause, words: str) -> None:
    assert event_words(OutputEvent(0.0, OutputAddress(3, 4), value, cause), {}) == words
