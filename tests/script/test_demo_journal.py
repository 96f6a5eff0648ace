"""The demo reads Home Assistant's log and overlooks no trouble in it."""

from pathlib import Path

import pytest
from demo_house.journal import journal_finding, read, tracebacks

USUAL = """\
2026-11-20 23:25:50.271 WARNING (MainThread) [homeassistant.bootstrap] Skipping pip installation of modules
2026-11-20 23:25:50.272 WARNING (SyncWorker_0) [homeassistant.loader] We found a custom integration ipcom which
2026-11-20 23:25:53.811 INFO (MainThread) [custom_components.ipcom] Setting up the IPCom gateway at 127.0.0.1:42483
2026-11-20 23:26:00.000 INFO (MainThread) [ipcom.client] 127.0.0.1:42483 bus 1: the link is lost: gone; reconnecting
"""
TRACE = """\
2026-11-20 23:28:36.449 ERROR (MainThread) [homeassistant] Error doing job
Traceback (most recent call last):
  File "thread.py", line 86, in run
FileNotFoundError: [Errno 2] No such file or directory
"""


def found_in(tmp_path: Path, text: str) -> tuple[bool, str]:
    log = tmp_path / "home-assistant.log"
    log.write_text(text)
    finding = journal_finding(log)
    return finding.ok, finding.found


def test_what_is_always_there_is_no_trouble(tmp_path: Path) -> None:
    assert found_in(tmp_path, USUAL) == (True, "0 warnings or errors, 0 tracebacks")


def test_an_error_of_anybody_is_trouble_and_named(tmp_path: Path) -> None:
    ok, found = found_in(tmp_path, USUAL + TRACE)
    assert not ok
    assert found.startswith("1 warnings or errors, 1 tracebacks: homeassistant: Error doing job")


def test_lines_of_library_and_integration_are_ours() -> None:
    assert [line.logger for line in read(USUAL) if line.ours] == ["custom_components.ipcom", "ipcom.client"]


@pytest.mark.parametrize(("text", "count"), [(USUAL, 0), (TRACE, 1), (TRACE * 3, 3)])
def test_tracebacks_are_counted(text: str, count: int) -> None:
    assert tracebacks(text) == count
