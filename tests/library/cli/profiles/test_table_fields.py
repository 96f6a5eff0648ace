"""The values of a table, and the mistakes that are made in one."""

from pathlib import Path

import pytest

from ipcom.cli.profiles.table_fields import MAX_SHOWN, TableFields
from ipcom.errors import Problem

FILE = Path("config.toml")


def fields(**table: object) -> tuple[TableFields, list[Problem]]:
    problems: list[Problem] = []
    return TableFields("part.", table, FILE, problems), problems


def test_what_is_right_is_returned_and_what_is_missing_is_none() -> None:
    table, problems = fields(text="a", whole=5, number=2, flag=False, texts=["a", "b"], path="x")
    assert (table.text("text"), table.whole("whole", 1, 9), table.number("number", 0, 9)) == ("a", 5, 2.0)
    assert (table.flag("flag"), table.texts("texts"), table.path("path")) == (False, ("a", "b"), Path("x"))
    for read in (table.text, table.flag, table.texts, table.path):
        assert read("missing") is None
    assert table.whole("missing", 1, 2) is None
    assert table.number("missing", 1, 2) is None
    assert problems == []


def test_each_mistake_has_the_path_of_its_key() -> None:
    table, problems = fields(text=1, whole=True, number="2", flag="yes", texts=["a", 1], other=0, empty=" ")
    table.known(["text", "whole", "number", "flag", "texts", "empty"])
    for read in (table.text, table.flag, table.texts):
        assert read(read.__name__) is None
    assert table.whole("whole", 1, 9) is None
    assert table.number("number", 1, 9) is None
    assert table.text("empty") is None
    assert len(problems) == 7
    assert all("part." in problem.message for problem in problems)


def test_a_long_value_is_cut_and_a_password_never_shown() -> None:
    table, problems = fields(flag="x" * 500, password=12345)
    table.flag("flag")
    table.text("password")
    assert len(problems[0].message) < MAX_SHOWN + 80
    assert "12345" not in "".join(problem.message + problem.fix for problem in problems)


def test_one_password_is_enough() -> None:
    table, problems = fields(password="a", password_file="b")
    table.check_passwords()
    assert problems[0].message == "part has password and password_file"


def test_a_path_may_begin_with_the_folder_that_a_variable_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/bridge")
    monkeypatch.delenv("GONE", raising=False)
    table, problems = fields(
        there="$CREDENTIALS_DIRECTORY/broker", whole="$CREDENTIALS_DIRECTORY", gone="$GONE/x"
    )
    assert table.path("there") == Path("/run/credentials/bridge/broker")
    assert table.path("whole") == Path("/run/credentials/bridge")
    assert table.path("gone") is None
    assert problems[0].message == "part.gone begins with $GONE, which is not set"
    assert problems[0].fix == "set GONE to the folder, or write the whole path"
