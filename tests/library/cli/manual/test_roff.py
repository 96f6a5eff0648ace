"""No sign of a text means anything to troff."""

import pytest

from ipcom.cli.manual import roff


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("--host", "\\-\\-host"),
        (".devices", "\\&.devices"),
        ("a\\b", "a\\eb"),
        ("the house's", "the house\\(aqs"),
        ("~/.config", "\\(ti/.config"),
    ],
)
def test_a_text_stays_as_it_is(text: str, written: str) -> None:
    assert roff.escaped(text) == written


def test_lines_that_stand_as_they_are() -> None:
    assert roff.literal("a\n.b") == ".PP\n.nf\na\n\\&.b\n.fi"
