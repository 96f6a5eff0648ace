"""A transcript holds all that the gateway hears and says, and is the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.proof import transcripts
from tests.library.proof.transcripts import differing, read, transcript

LOGIN, READ, SNAPSHOT = "0102555345523a", "0501", 2 * (2 + 128)
WRITE_START = "040102"


def test_a_transcript_is_the_same_each_time() -> None:
    assert transcript(3) == transcript(3)


def test_a_transcript_holds_every_message_deciphered_with_its_time_and_connection() -> None:
    lines = [line.split() for line in transcript(17)]
    heard = [line[3] for line in lines if line[2] == "<"]
    assert lines[0][:3] == ["1000.012", "1", "<"]
    assert heard[0].startswith(LOGIN)
    assert heard.count(READ) > 100
    assert any(message.startswith(WRITE_START) for message in heard)
    assert any(len(line[3]) == SNAPSHOT for line in lines if line[2] == ">")
    assert [float(line[0]) for line in lines] == sorted(float(line[0]) for line in lines)


def test_each_line_of_a_request_is_one_message() -> None:
    heard = {line.split()[3] for seed in range(1, 9) for line in transcript(seed) if " < " in line}
    assert {len(message) // 2 for message in heard} == {2, 17, 56}


def test_seeds_that_differ_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(transcripts, "SEEDS", range(1, 4))
    file = tmp_path / "transcripts.txt"
    assert transcripts.write(file, jobs=1) == 0
    assert transcripts.check(file, jobs=1) == 0
    kept = read(file.read_text("utf-8"))
    kept[2] = kept[3]
    file.write_text("".join(f"{seed} {hashed}\n" for seed, hashed in kept.items()), "utf-8")
    assert transcripts.check(file, jobs=1) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["2 of 3 transcripts are the same", "different: 2"]


def test_a_seed_that_only_one_side_has_is_no_difference() -> None:
    assert differing({1: "a", 2: "b"}, {1: "x", 3: "c"}) == [1]
