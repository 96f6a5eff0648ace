"""A stored word that this release does not know is logged once."""

from __future__ import annotations

import pytest

from ipcom.model.motion import Motion
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition


@pytest.mark.parametrize(
    ("key", "word", "taken_for"), [("confidence", "guessed", "unknown"), ("moving", "sideways", "off")]
)
def test_an_unknown_word_is_named_once(
    key: str, word: str, taken_for: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        stored = StoredPosition.from_dict({"position": 40.0, key: word})
        assert stored.to_dict()[key] == taken_for
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("ipcom.shutter", "WARNING")
    assert f"'{word}' for {key}" in record.message
    assert f"takes it for '{taken_for}'" in record.message


def test_words_that_are_known_or_missing_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    StoredPosition.from_dict(
        StoredPosition(40.0, 75.0, Confidence.KNOWN, 1_800_000_000.0, Motion.UP, True).to_dict()
    )
    StoredPosition.from_dict({"position": 40.0})
    assert not caplog.records


def test_of_a_long_word_only_the_beginning_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    StoredPosition.from_dict({"moving": "round and " * 1000})
    assert len(caplog.text) < 400
