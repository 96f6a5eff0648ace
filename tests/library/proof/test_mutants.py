"""Every mutant of the proof can still be made; `python -m tests.library.proof.mutants` shows that each is caught."""

from __future__ import annotations

import pytest

from tests.library.proof.mutants.__main__ import MUTANTS
from tests.library.proof.mutants.mutant import Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_text_that_a_mutant_replaces_is_there_once(mutant: Mutant) -> None:
    assert not mutant.problem()
