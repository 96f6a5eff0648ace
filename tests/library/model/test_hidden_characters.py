"""Characters that a terminal obeys."""

import pytest

from ipcom.model.hidden_characters import without_hidden


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kitchen", "Kitchen"),
        ("A\x1b[31mB\x07", "A\ufffd[31mB\ufffd"),
        ("A\u202eB", "A\ufffdB"),
        ("two\nlines\tand more", "two lines and more"),
        ("Été 客厅 \U0001f468\u200d\U0001f469 قاعة", "Été 客厅 \U0001f468\u200d\U0001f469 قاعة"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert without_hidden(text) == shown
