"""Several errors are raised together, and mistakes of the configuration as one."""

from __future__ import annotations

import pytest

from ipcom.cli.console.several import SeveralErrors, raise_all
from ipcom.errors import CommandNotConfirmed, ConfigurationError, InterlockError


def test_nothing_is_raised_for_nothing_and_one_error_as_itself() -> None:
    raise_all([])
    with pytest.raises(InterlockError):
        raise_all([InterlockError("a")])


def test_mistakes_become_one_error_that_names_each_once() -> None:
    with pytest.raises(ConfigurationError) as raised:
        raise_all([ConfigurationError("a"), ConfigurationError("b", "a")])
    assert [problem.message for problem in raised.value.problems] == ["a", "b"]


def test_different_errors_are_kept_apart() -> None:
    with pytest.raises(SeveralErrors) as raised:
        raise_all([InterlockError("a"), ConfigurationError("b"), CommandNotConfirmed("c")])
    assert [str(error) for error in raised.value.errors] == ["b", "a", "c"]
