"""What -v tells."""

import re

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, press, start_process


def told(text: str) -> list[str]:
    return [line.split(" ", 1)[1] for line in text.splitlines() if re.match(r"\d\d:\d\d:\d\d\.\d{3} ", line)]


def test_a_command_tells_what_happened_in_words(ipcom: Ipcom, gateway: ThreadedGateway) -> None:
    press(gateway, "1/1")
    lines = told(ipcom("on", "kitchen", "-v").err)
    assert lines[:3] == [
        f"Logged in at 127.0.0.1:{gateway.port}, bus 1: firmware 4.10",
        "Read the outputs: 1 of those in devices.yaml are on",
        "Kitchen (3/4) went from off to on, by this command",
    ]
    assert re.fullmatch(r"Logging out: \d reads, [\d.]+ ms each; commands: 1 given, 1 confirmed", lines[-1])


def test_changes_from_outside_and_of_outputs_without_a_name_are_told(
    ipcom: Ipcom, gateway: ThreadedGateway
) -> None:
    with start_process("watch", "--count", "1", "-v") as process:
        assert process.stderr is not None
        while "Watching" not in process.stderr.readline():
            pass
        press(gateway, "9/1")
        lines = told(process.communicate(timeout=20)[1])
    assert "Output 9/1 went from off to on, from outside" in lines


def test_a_connection_that_is_lost_is_told(ipcom: Ipcom, gateway: ThreadedGateway) -> None:
    with start_process("watch", "--seconds", "3", "-v") as process:
        assert process.stderr is not None
        while "Watching" not in process.stderr.readline():
            pass
        gateway.call(lambda it: it.drop_connections())
        lines = told(process.communicate(timeout=20)[1])
    assert any(line.startswith("The connection is offline: ") for line in lines)
    assert "The connection is online" in lines


def test_twice_tells_each_message_decoded_beside_the_hex(ipcom: Ipcom, gateway: ThreadedGateway) -> None:
    said = ipcom("on", "kitchen", "-vv").err
    assert (
        "to the gateway: write: from 0 to 62, bus 2, outputs 0 0 0 255 0 0 0 0 | 17 bytes | 040102233e"
        in said
    )
    assert "sent write: " in said
    assert "from the gateway: outputs: 3/4 255 | 130 bytes" in said


def test_without_it_nothing_is_told(ipcom: Ipcom, gateway: ThreadedGateway) -> None:
    assert ipcom("on", "kitchen").err == ""
