"""How what is watched is written."""

import pytest

from ipcom.cli.settings import Settings
from ipcom.cli.watch_lines import TableLines
from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice
from ipcom.model.snapshot import StateSnapshot

SNAPSHOT = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)


def test_a_long_name_goes_on_below_on_a_terminal(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    device = OutputDevice("k", "A name " * 10, Category.LIGHTS, DeviceType.DIMMER, OutputAddress(1, 1))
    lines = TableLines(settings._replace(devices=Devices((device,))), ())
    change = CausedChange(device.address, 0, 40, own=False)
    lines.changes(SNAPSHOT, [change])
    assert "A name " * 10 in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    lines.changes(SNAPSHOT, [change])
    short = capsys.readouterr().out.rstrip("\n")
    assert max(map(len, short.split("\n"))) <= 80
    assert short.split().count("name") == 10
    assert "40 %" in short
