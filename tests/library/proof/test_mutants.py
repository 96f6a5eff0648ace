"""The list of mutants is in order, and the proof catches one that hurts motors at once."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.library.proof.mutants.every import MUTANTS
from tests.library.proof.mutants.mutant import Mutant, TextNotFoundError
from tests.library.proof.mutants.trial import try_mutant
from tests.library.proof.rules import Rule

FEW_RUNS = 20


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_the_text_that_a_mutant_replaces_is_in_the_source_once(mutant: Mutant) -> None:
    mutant.check()
    assert mutant.old != mutant.new


def test_no_two_mutants_have_one_name() -> None:
    assert [name for name, times in Counter(m.name for m in MUTANTS).items() if times > 1] == []


def test_a_text_that_is_gone_is_told_at_once() -> None:
    with pytest.raises(TextNotFoundError, match="no rule: its text is 0 times"):
        Mutant(
            "no rule", "None.", "client/planning/shutter_controller.py", "what was never written", ""
        ).check()


@pytest.mark.timeout(300)
def test_a_pair_without_its_pause_is_caught_in_a_few_runs() -> None:
    (mutant,) = [mutant for mutant in MUTANTS if mutant.name == "no pause"]
    verdict = try_mutant(mutant, FEW_RUNS)
    assert verdict.rule == Rule.PAUSE_SEEN.name, verdict
