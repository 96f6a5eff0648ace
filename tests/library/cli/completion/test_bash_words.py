"""A line that is being typed in bash."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcom.cli.completion.bash_words import TypedLine, read_line

characters = st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" \\\"'`$:")
words = st.text(characters, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("", TypedLine((), "", "", 0)),
        ("ipcom ", TypedLine(("ipcom",), "", "", 0)),
        ("ipcom  on   ", TypedLine(("ipcom", "on"), "", "", 0)),
        ("ipcom on ki", TypedLine(("ipcom", "on"), "ki", "", 0)),
        (r"ipcom on a\ b", TypedLine(("ipcom", "on"), "a b", "", 0)),
        ('ipcom on "a b', TypedLine(("ipcom", "on"), "a b", '"', 0)),
        ("ipcom on 'a \\b", TypedLine(("ipcom", "on"), "a \\b", "'", 0)),
        (r'ipcom "a\"b\c', TypedLine(("ipcom",), r'a"b\c', '"', 0)),
        ("ipcom 'a b' c", TypedLine(("ipcom", "a b"), "c", "", 0)),
        ("ipcom '' c", TypedLine(("ipcom", ""), "c", "", 0)),
        ("ipcom on Lamp:h", TypedLine(("ipcom", "on"), "Lamp:h", "", 5)),
        (r"ipcom on Lamp\:h", TypedLine(("ipcom", "on"), "Lamp:h", "", 0)),
        ("ipcom --devices=a", TypedLine(("ipcom",), "--devices=a", "", 10)),
        ("ipcom a'b'c", TypedLine(("ipcom",), "abc", "", 2)),
    ],
)
def test_a_line_is_split_as_bash_does(line: str, read: TypedLine) -> None:
    assert read_line(line) == read


@given(st.lists(words, max_size=3), words, st.integers(0, 12))
def test_what_replaces_the_end_of_an_unquoted_word_is_that_word(
    before: list[str], word: str, typed: int
) -> None:
    line = shlex.join(["ipcom", *before]) + " "
    begun = read_line(line + TypedLine((), "", "", 0).replacement(word[:typed]))
    assert (begun.before, begun.last) == (("ipcom", *before), word[:typed])
    rest = begun.replacement(word)
    assert (
        shlex.split(f"{line}{TypedLine((), '', '', 0).replacement(word[: begun.replaced_from])}{rest}")[-1]
        == word
    )


@given(words)
def test_inside_single_quotes_what_is_put_there_stands_for_the_word(word: str) -> None:
    typed = read_line("ipcom on '")
    assert shlex.split(f"'{typed.replacement(word)}'")[-1] == word


@given(words)
def test_a_word_in_double_quotes_is_read_back(word: str) -> None:
    typed = read_line('ipcom on "')
    assert read_line(f'ipcom on "{typed.replacement(word)}').last == word
