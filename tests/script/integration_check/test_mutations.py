"""The checks find each deliberate fault in the integration, and nothing in the integration as it is."""

from pathlib import Path

import pytest
from integration_check import check

from tests.script.integration_check.accepted import ACCEPTED
from tests.script.integration_check.mutation import Mutation
from tests.script.integration_check.mutations import MUTATIONS
from tests.script.integration_check.trial import INTEGRATION, try_out


def test_the_integration_as_it_is_has_no_fault() -> None:
    assert check(INTEGRATION) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_a_deliberate_fault_is_found_and_named(mutation: Mutation, tmp_path: Path) -> None:
    assert mutation.found in try_out(mutation, tmp_path)


@pytest.mark.parametrize("mutation", ACCEPTED, ids=str)
def test_what_home_assistant_takes_is_no_fault(mutation: Mutation, tmp_path: Path) -> None:
    assert try_out(mutation, tmp_path) == ""
