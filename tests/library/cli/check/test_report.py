"""The report of `ipcom check`."""

import json
from pathlib import Path
from typing import Any

from ipcom.cli.check.checkup import Check, Checkup
from ipcom.cli.check.report import KEPT, Conversation, report_of
from ipcom.cli.settings import Settings
from ipcom.simulator.conversation import parse_conversation
from ipcom.simulator.faults import Faults
from ipcom.simulator.spoken import Spoken
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom

SECRETS = ("demo", "127.0.0.1", "Kitchen", "kitchen")


def test_what_belongs_to_a_person_is_hidden_wherever_it_stands(settings: Settings) -> None:
    checkup = Checkup("house")
    checkup.checks += [
        Check(
            "Write test, Living left",
            ok=False,
            found="failed",
            advice="house (192.168.1.20) and fe80::1 are silent",
        ),
        Check("Firmware", ok=True, found="4.10"),
    ]
    checks = report_of(checkup, Conversation(), settings)["checks"]
    assert checks[0]["name"] == "Write test, (hidden)"
    assert checks[0]["advice"] == "(hidden) ((hidden)) and (hidden) are silent"
    assert checks[1]["found"] == "4.10"


def test_the_beginning_of_a_long_conversation_is_shown_and_all_of_it_counted(settings: Settings) -> None:
    conversation = Conversation()
    for number in range(KEPT + 10):
        conversation.take(Spoken(float(number), 1, True, "read", 2))
    report = report_of(Checkup("house"), conversation, settings)
    assert len(report["conversation"]) == KEPT
    assert report["seen"]["reads"]["sent"] == KEPT + 10


def test_a_report_tells_all_but_whose_house_it_is(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    gateway.call(lambda it: setattr(it, "faults", Faults(keep_alive_bytes=5)))
    ended = ipcom("check", "--report", "report.json", "--seconds", "3.5", "--write-test", "kitchen")
    assert ended.code == 0, ended.out + ended.err
    assert "The report is in report.json." in ended.err
    text = (home / "report.json").read_text()
    report: Any = json.loads(text)
    assert report["seen"]["writes"]["answered"] == 2
    assert report["differs"] == ["keep-alives are answered by 5 bytes, where 2 are expected"]
    assert report["declared"] == {"outputs": 20, "dimmers": 2, "shutters": 3}
    assert not any(f'"{secret}' in text or f" {secret}" in text for secret in SECRETS)
    assert parse_conversation(text)
    again = ipcom("check", "--report", "report.json", "--seconds", "1")
    assert "The report is in report.report.json." in again.err
    assert (home / "report.json").read_text() == text


def test_a_report_is_written_of_a_gateway_that_cannot_be_reached(
    ipcom: Ipcom, gateway: ThreadedGateway, home: Path
) -> None:
    ended = ipcom("--port", "1", "check", "--report", "report.json", "--seconds", "1")
    assert ended.code == 3
    text = (home / "report.json").read_text()
    assert "127.0.0.1" not in text
    assert json.loads(text)["healthy"] is False


def test_a_report_that_cannot_be_written_says_so(ipcom: Ipcom, gateway: ThreadedGateway, home: Path) -> None:
    (home / "file").write_text("")
    ended = ipcom("check", "--report", "file/report.json", "--seconds", "1")
    assert ended.code == 2
    assert "file/report.json" in ended.err
