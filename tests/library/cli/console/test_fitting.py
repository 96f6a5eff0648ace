"""Text that fits a terminal: broken between words, never inside one."""

import io

import pytest

from ipcom.cli.console.fitting import column_widths, fitted, width_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("x" * 20, "x" * 20),
        ("one two three four five", "one two three four\n  five"),
        ("  one two three four five", "  one two three four\n    five"),
        ("see /a/very/long/path/that/goes/on now", "see\n  /a/very/long/path/that/goes/on\n  now"),
        ("one two three four five\nsix", "one two three four\n  five\nsix"),
        ("living-left and living-right", "living-left and\n  living-right"),
    ],
)
def test_a_line_breaks_between_words(text: str, shown: str) -> None:
    assert fitted(text, Terminal()) == shown


def test_in_a_pipe_a_text_stays_as_it_is() -> None:
    assert fitted("one two three four five", io.StringIO()) == "one two three four five"


@pytest.mark.parametrize("told", ["", "many", "-5", "0", "10"])
def test_a_terminal_that_tells_no_width_wraps_by_itself(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", told)
    assert width_of(Terminal()) is None


@pytest.mark.parametrize(
    ("cells", "width", "widths"),
    [
        ([["Device", "Hall"], ["Key", "hall"]], 60, [6, 4]),
        ([["Kitchen worktop"], ["living_right_u"]], 27, [10, 14]),
        ([["Kitchen worktop"], ["living_right_u"]], 24, [7, 14]),
        ([["Kitchen worktop"], ["living_right_u"]], 20, [7, 10]),
        ([["a"], ["b"]], 2, [1, 1]),
    ],
)
def test_the_column_with_spaces_gives_way_first(
    cells: list[list[str]], width: int, widths: list[int]
) -> None:
    assert column_widths(cells, width) == widths
