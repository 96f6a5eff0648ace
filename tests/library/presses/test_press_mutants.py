"""Each rule of the recogniser has a test that fails without it."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.library.presses.press_rules import RULES
from tests.library.pure_modules import LIBRARY

MODULES = ("wall_press", "toggle_chains", "missed_changes", "recogniser")


class PressMutant(NamedTuple):
    """A text of the sources, what stands there instead, and a rule that then fails."""

    old: str
    new: str
    rule: str


MUTANTS = (
    PressMutant("if each.own:", "if False:", "our_own_changes_are_no_presses"),
    PressMutant(
        "self._chains.end(each.address)\n            elif",
        "pass\n            elif",
        "our_own_change_ends_a_chain",
    ),
    PressMutant(
        "if each.own:\n",
        "if each.own and bool(each.old) != bool(each.new):\n",
        "our_own_change_of_a_level_ends_a_chain",
    ),
    PressMutant(
        "first = before is None or (self._lost and before.asked_at <= self._newest)",
        "first = before is None",
        "a_read_that_is_compared_with_one_from_before_the_loss_is_no_press",
    ),
    PressMutant(
        "and before.asked_at <= self._newest)",
        ")",
        "a_press_after_the_link_is_back_is_told_though_the_first_read_showed_nothing_new",
    ),
    PressMutant(
        "        self._chains.end_all()\n        self._missed.link_lost()",
        "        self._missed.link_lost()",
        "a_link_that_breaks_ends_a_chain",
    ),
    PressMutant(
        "            self._chains.end_all()\n            return ()",
        "            return ()",
        "the_first_read_after_a_loss_ends_a_chain_though_no_loss_was_told",
    ),
    PressMutant("if change.slept:", "if False:", "a_chain_does_not_go_on_over_a_sleep_that_changed_nothing"),
    PressMutant(
        "asked_at + KNOWS_AGAIN_S if forgot else -inf",
        "-inf",
        "what_a_gateway_forgot_over_a_restart_and_knows_again_is_no_press",
    ),
    PressMutant("(change.old > 0) == (change.new > 0) or", "", "a_ramping_dimmer_is_one_press"),
    PressMutant(
        "return change.new > 0 or change.address not in timed",
        "return True",
        "what_a_timer_switches_off_is_no_press",
    ),
    PressMutant(
        "return change.new > 0 or change.address not in timed",
        "return change.address not in timed",
        "what_a_timer_switches_off_is_no_press",
    ),
    PressMutant("if len(touched) == 1 else 1", "", "several_things_in_one_read_are_a_scene_and_no_double"),
    PressMutant(
        "if each is not leading or len(touched) > 1:",
        "if each is not leading:",
        "several_things_in_one_read_are_a_scene_and_no_double",
    ),
    PressMutant(
        "if each is not leading or len(touched) > 1:",
        "if len(touched) > 1:",
        "a_reversal_in_one_read_is_one_press_of_the_new_direction",
    ),
    PressMutant(
        "return (went_on or changes)[0]",
        "return changes[0]",
        "a_reversal_in_one_read_is_one_press_of_the_new_direction",
    ),
    PressMutant("if len(went_on) > 1:", "if False:", "both_directions_at_once_tell_no_direction"),
    PressMutant("if read.is_on(thing.up):", "if False:", "both_directions_at_once_tell_no_direction"),
    PressMutant(
        "return at - last.at <= TOGETHER_S + ROUNDING_S and",
        "return",
        "a_press_after_more_than_1_2_s_is_the_first_again",
    ),
    PressMutant(
        " and at - last.not_before <= SURELY_S + ROUNDING_S",
        "",
        "a_gap_in_the_reads_makes_no_double_of_presses_that_may_lie_far_apart",
    ),
    PressMutant("last.toggles + 1", "2", "presses_that_follow_within_1_2_s_are_counted"),
    PressMutant(
        "self._pairs.get(each.address, each.address)",
        "each.address",
        "a_shutter_is_pressed_up_down_and_to_a_stop",
    ),
)


def sources() -> str:
    """The modules as one, in the order in which each needs the ones before."""
    text = "\n".join((LIBRARY / "presses" / f"{name}.py").read_text("utf-8") for name in MODULES)
    text = re.sub(r"^from (__future__|\.\w+) import .*$", "", text, flags=re.MULTILINE)
    return "from __future__ import annotations\n" + text.replace("from ..", "from ipcom.")


def recogniser_of(source: str) -> Callable[..., Any]:
    names: dict[str, Any] = {"__name__": "ipcom.presses.recogniser"}
    exec(compile(source, "mutant", "exec"), names)
    made: Callable[..., Any] = names["PressRecogniser"]
    return made


def fails(rule: str, source: str) -> bool:
    try:
        RULES[rule](recogniser_of(source))
    except AssertionError:
        return True
    return False


def test_the_sources_as_one_pass_each_rule() -> None:
    assert [rule for rule in RULES if fails(rule, sources())] == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=[f"{number}" for number in range(len(MUTANTS))])
def test_a_mutant_fails_its_rule(mutant: PressMutant) -> None:
    assert sources().count(mutant.old) == 1, mutant.old
    assert fails(mutant.rule, sources().replace(mutant.old, mutant.new))
