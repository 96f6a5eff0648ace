"""What the command line remembers of shutters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipcom.cli.covers.cover_store import CoverStore, StoredCover
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from tests.library.cli.cli_rig import TIMES


def test_stored_covers_survive_and_a_damaged_file_counts_as_empty(home: Path) -> None:
    pair, other = (ShutterPair(OutputAddress(5, n), OutputAddress(5, n + 1)) for n in (1, 3))
    store = CoverStore(home / "deep" / "covers.json")
    assert store.read(pair) == StoredCover()
    kept = StoredCover(TIMES, StoredPosition(position=40.0, confidence=Confidence.ESTIMATED))
    store.write(pair, kept)
    store.write(other, StoredCover())
    assert store.read(pair) == kept
    assert store.read(other) == StoredCover()
    assert [file.name for file in store.path.parent.iterdir()] == ["covers.json"]
    huge = "9" * 400
    for damage in (
        "",
        "[]",
        '{"5/1-5/2": 3}',
        '{"5/1-5/2": {"travel": {"up": "x"}, "position": 4}}',
        f'{{"5/1-5/2": {{"travel": {{"up": {huge}, "down": 1}}, "position": {{"position": {huge}}}}}}}',
        '{"5/1-5/2": ' + "[" * 100_000,
        '{"5/1-5/2": {"travel": nu',
    ):
        store.path.write_text(damage)
        assert store.read(pair) == StoredCover()


def test_a_full_disk_is_told_and_leaves_the_old_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = ShutterPair(OutputAddress(5, 1), OutputAddress(5, 2))
    store = CoverStore(home / "covers.json")
    store.write(pair, StoredCover(TIMES))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match=r"No space left on device .*XDG_STATE_HOME"):
        store.write(pair, StoredCover())
    assert store.read(pair).travel == TIMES
    assert [file.name for file in home.iterdir()] == ["covers.json"]
