"""An error carries its sentence's code and values; an error of other programs that of its class."""

import ast
import copy
import pickle
from pathlib import Path

import pytest

from ipcom import errors
from ipcom.errors import CommandNotConfirmed, ConfigurationError, ConnectionLost, IPComError, Problem
from ipcom.sentence import Sentence
from tests.library.pure_modules import LIBRARY


class StuckText(Sentence):
    STUCK = "gate {gate} is stuck"
    KEY_MISSING = "{key} is missing", "write {key}: 1"


def test_an_error_has_the_code_and_the_values_of_its_sentence() -> None:
    error = CommandNotConfirmed(StuckText.STUCK(gate="left"))
    assert (str(error), error.code, error.values) == ("gate left is stuck", "stuck", {"gate": "left"})


def test_an_error_keeps_them_in_copies() -> None:
    error = pickle.loads(pickle.dumps(copy.copy(ConnectionLost(StuckText.STUCK(gate="left")))))
    assert (error.code, error.values) == ("stuck", {"gate": "left"})


def test_a_problem_takes_what_to_do_from_its_sentence() -> None:
    problem = Problem(StuckText.KEY_MISSING(key="module"), file="devices.yaml", line=3)
    assert str(problem) == "devices.yaml:3: module is missing (write module: 1)"
    assert (problem.code, problem.values) == ("key_missing", {"key": "module"})


def test_a_configuration_error_has_the_code_of_its_first_problem() -> None:
    first, second = (Problem(StuckText.KEY_MISSING(key=key)) for key in ("module", "output"))
    error = ConfigurationError(first, second)
    assert (error.code, error.values) == ("key_missing", {"key": "module"})
    assert error.problems == (first, second)


def test_a_text_without_a_code_has_that_of_its_class() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, IPComError)
    ]
    assert {kind("it failed").code for kind in kinds} >= {
        "ipcom_error",
        "connection_lost",
        "configuration_error",
    }
    assert ConnectionLost("it failed").values == {}
    assert Problem("it failed").code == "configuration_error"
    assert ConfigurationError().code == "configuration_error"


WITHOUT_CODES = {"cli", "errors.py"}
"""What a person at a terminal reads, in English; and where an error gets its code."""
ERRORS = {
    name
    for name, thing in vars(errors).items()
    if isinstance(thing, type) and (issubclass(thing, IPComError) or thing is Problem)
}


def written_out(source: str) -> list[str]:
    """Return the errors that are made with a text of their own in the place of a sentence of a table."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ERRORS
        and any(isinstance(argument, ast.JoinedStr | ast.Constant | ast.BinOp) for argument in node.args[:1])
    ]


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(LIBRARY.rglob("*.py"))
        if path.relative_to(LIBRARY).parts[0] not in WITHOUT_CODES
    ],
    ids=lambda path: path.relative_to(LIBRARY).as_posix(),
)
def test_every_error_of_the_library_is_a_sentence_of_a_table(path: Path) -> None:
    assert written_out(path.read_text("utf-8")) == []


def test_a_text_written_out_is_found() -> None:
    assert written_out('raise errors.ConnectionLost(f"gate {gate} is stuck")')
    assert not written_out("raise ConnectionLost(StuckText.STUCK(gate=gate))")
