"""`ipcom pulse` tells what an output drives, without a devices.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import (
    Ipcom,
    run_process,
    written,
)


@pytest.fixture(autouse=True)
def _no_file(gateway: ThreadedGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IPCOM_DEVICES")


def test_a_pulse_is_half_a_second_and_then_off(gateway: ThreadedGateway) -> None:
    ended = run_process("pulse", "5/3")
    assert (ended.code, ended.out, ended.err) == (0, "Output 5/3: off\n", "")
    assert written(gateway, "5/3") == [255, 0]


@pytest.mark.parametrize("seconds", ["0", "6", "nan"])
def test_a_pulse_is_short(gateway: ThreadedGateway, ipcom: Ipcom, seconds: str) -> None:
    assert ipcom("pulse", "5/3", "--seconds", seconds).code == 2
    assert written(gateway, "5/3") == []


def test_a_dimmer_is_not_pulsed(gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path) -> None:
    ended = ipcom("pulse", "living", "--devices", str(house_file))
    assert ended.code == 2
    assert "ipcom dim living" in ended.err


def test_half_of_a_declared_shutter_is_not_pulsed(
    gateway: ThreadedGateway, ipcom: Ipcom, house_file: Path
) -> None:
    assert ipcom("pulse", "5/1", "--devices", str(house_file)).code == 1
    assert written(gateway, "5/1") == []
