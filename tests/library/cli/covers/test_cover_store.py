"""What the command line remembers of shutters."""

from __future__ import annotations

import dataclasses
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from tests.library.cli.cli_rig import TIMES

PAIR, OTHER = (ShutterPair(OutputAddress(5, n), OutputAddress(5, n + 1)) for n in (1, 3))
KEPT = StoredCover(Times(TIMES, False), StoredPosition(position=40.0, confidence=Confidence.ESTIMATED))
HUGE = "9" * 400
NOTHING = StoredCover()


def test_stored_covers_survive(home: Path) -> None:
    store = CoverStore(home / "deep" / "covers.json")
    assert store.read(PAIR) == NOTHING
    store.write(PAIR, KEPT)
    store.write(OTHER, NOTHING)
    assert store.read(PAIR) == KEPT
    assert store.read(OTHER) == NOTHING
    assert [file.name for file in store.path.parent.iterdir()] == ["covers.json"]


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b'{"5/1-5/2": ' + b"[" * 100_000, b'{"5/1-5/2": {"travel": nu', b"\xff\xfe"]
)
def test_a_damaged_file_counts_as_empty_and_is_kept_under_another_name(
    home: Path, damage: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    store = CoverStore(home / "covers.json")
    for kept in ("covers.json.damaged", "covers.json.damaged-2"):
        store.path.write_bytes(damage)
        assert store.read(PAIR) == NOTHING
        assert (home / kept).read_bytes() == damage
        assert "covers.json is damaged and not used" in (said := capsys.readouterr().err)
        assert said.endswith(f"It is kept as {kept}.\n")
        assert CoverStore(store.path).read(PAIR) == NOTHING
        assert capsys.readouterr().err == "", "it is said once"
    store.write(PAIR, KEPT)
    assert store.read(PAIR) == KEPT


def test_what_is_no_file_is_moved_aside_too(home: Path) -> None:
    os.mkfifo(home / "covers.json")
    store = CoverStore(home / "covers.json")
    assert store.read(PAIR) == NOTHING
    (home / "covers.json").mkdir()
    store.write(PAIR, KEPT)
    assert store.read(PAIR) == KEPT
    assert (home / "covers.json.damaged").is_fifo()
    assert (home / "covers.json.damaged-2").is_dir()


@pytest.mark.parametrize(
    "record",
    [
        "3",
        '{"travel": {"up": "x"}, "position": 4}',
        f'{{"travel": {{"up": {HUGE}, "down": 1}}, "position": {{"position": {HUGE}}}}}',
        '{"position": {"position": 400, "confidence": "known"}}',
        '{"position": {"position": 40, "confidence": "a word of another release"}}',
    ],
)
def test_a_damaged_record_counts_as_unknown_and_the_others_stay(
    home: Path, record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = CoverStore(home / "covers.json")
    store.write(OTHER, KEPT)
    text = store.path.read_text().rstrip().removesuffix("}") + f', "5/1-5/2": {record}}}'
    store.path.write_text(text)
    for _ in range(2):
        assert store.read(PAIR).travel is None
        assert store.read(PAIR).position.confidence is Confidence.UNKNOWN
    store.write(PAIR, NOTHING)
    assert store.read(OTHER) == KEPT
    assert sorted(file.name for file in home.iterdir()) == ["covers.json", "covers.json.damaged"]
    assert (home / "covers.json.damaged").read_text() == text
    assert capsys.readouterr().err.count("is damaged and counts as unknown") == 1


def test_times_that_no_shutter_has_are_refused_and_stay_in_the_file(home: Path) -> None:
    store = CoverStore(home / "covers.json")
    store.write(PAIR, KEPT)
    good = store.path.read_text()
    for up, why in (
        (0.5, "less than 3 s"),
        (40.0, "differ by more than half"),
        (0.01, "0.1"),
        (500.0, "longest run allowed is 120 s"),
        ("NaN", "NaN"),
        ("true", "True"),
        ('"21"', "21"),
    ):
        store.path.write_text(good.replace("21.0", str(up)))
        read = store.read(PAIR)
        assert read.travel is None
        assert why.lower() in read.times.refused.lower()
        store.write(PAIR, read)
        assert store.path.read_text() == good.replace("21.0", str(up))


def test_two_commands_at_once_lose_nothing_of_each_other(home: Path) -> None:
    pairs = [ShutterPair(OutputAddress(n, 1), OutputAddress(n, 2)) for n in range(1, 6)]
    with ThreadPoolExecutor(len(pairs)) as pool:
        list(pool.map(lambda pair: CoverStore(home / "covers.json").write(pair, KEPT), pairs))
    assert [CoverStore(home / "covers.json").read(pair) for pair in pairs] == [KEPT] * len(pairs)


def test_records_under_another_spelling_are_read_and_taken_over(home: Path) -> None:
    old = CoverStore(home / "old.json")
    at = [dataclasses.replace(KEPT, position=StoredPosition(at=float(at))) for at in range(3)]
    old.write(PAIR, at[1])
    old.write(OTHER, at[1])
    CoverStore(home / "covers.json").write(PAIR, at[2])
    store = CoverStore(home / "covers.json", [old.path])
    assert (store.read(PAIR), store.read(OTHER)) == (at[2], at[1])
    store.write(PAIR, at[0])
    assert CoverStore(home / "covers.json").read(OTHER) == at[1]
    assert sorted(file.name for file in home.iterdir()) == ["covers.json", "old.json.taken-over"]


def test_a_full_disk_is_told_and_leaves_the_old_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = PAIR
    store = CoverStore(home / "covers.json")
    store.write(pair, StoredCover(Times(TIMES)))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match=r"No space left on device .*XDG_STATE_HOME"):
        store.write(pair, StoredCover())
    assert store.read(pair).travel == TIMES
    assert [file.name for file in home.iterdir()] == ["covers.json"]
