"""The share of a language that still is English."""

from __future__ import annotations

import pytest
from integration_check.shares import share

ENGLISH = {"a": "Up and down of {name}", "b": "Port", "c": "Write `type: switch` down"}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (ENGLISH, 1.0),
        ({"a": "Monter et descendre {name}", "b": "Port"}, 1 / 4),
        ({"c": "Écrivez `type: switch`"}, 0.0),
        ({"unknown": "Port"}, 0.0),
    ],
)
def test_the_share_counts_words_and_neither_code_nor_placeholders(
    texts: dict[str, str], expected: float
) -> None:
    assert share(ENGLISH, texts) == pytest.approx(expected)
