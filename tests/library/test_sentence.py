"""A sentence is one thing: its code, its values and its English text."""

import copy
import pickle

import pytest

from ipcom.sentence import InWords, Message, Sentence


class TrialText(Sentence):
    GATE_STUCK = "gate {gate} is stuck after {seconds:.1f} s"
    KEY_UNKNOWN = 'there is no key "{key}"', "write {known}"
    LINK_LOST = "the link is lost: {_error}"
    LINK_GONE = "the link is lost: {_error}"


def test_a_sentence_gives_its_text_code_and_values() -> None:
    message = TrialText.GATE_STUCK(gate="left", seconds=2.04)
    assert message == "gate left is stuck after 2.0 s"
    assert (message.code, message.values, message.fix) == (
        "gate_stuck",
        {"gate": "left", "seconds": 2.04},
        "",
    )


def test_what_to_do_is_part_of_the_sentence() -> None:
    message = TrialText.KEY_UNKNOWN(key="kitchn", known="kitchen")
    assert (message, message.fix) == ('there is no key "kitchn"', "write kitchen")
    assert TrialText.KEY_UNKNOWN.placeholders == {"key", "known"}


def test_a_translation_gets_the_value_and_not_its_english_words() -> None:
    message = TrialText.GATE_STUCK(gate=InWords((1, 2), "one or two"), seconds=1.0)
    assert message == "gate one or two is stuck after 1.0 s"
    assert message.values["gate"] == (1, 2)


def test_what_is_for_english_alone_is_no_value() -> None:
    message = TrialText.LINK_LOST(_error="the gateway closed it")
    assert (message, message.values) == ("the link is lost: the gateway closed it", {})
    assert TrialText.LINK_LOST.placeholders == frozenset()


def test_two_codes_may_have_one_english_text() -> None:
    assert [each.code for each in TrialText] == ["gate_stuck", "key_unknown", "link_lost", "link_gone"]


@pytest.mark.parametrize("values", [{}, {"gate": 1}, {"gate": 1, "seconds": 2.0, "hours": 3}])
def test_a_sentence_takes_exactly_its_values(values: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"gate_stuck takes \['gate', 'seconds'\]"):
        TrialText.GATE_STUCK(**values)


@pytest.mark.parametrize("renew", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_message_survives_copies(renew: object) -> None:
    assert callable(renew)
    message = renew(TrialText.KEY_UNKNOWN(key="a", known="b"))
    assert isinstance(message, Message)
    assert (message, message.code, message.values, message.fix) == (
        'there is no key "a"',
        "key_unknown",
        {"key": "a", "known": "b"},
        "write b",
    )
