"""Names in topics: small letters, digits and hyphens, each once, whatever the order."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ipcom.bridge.thing_ids import thing_ids, topic_name

KEYS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=12)


def test_a_key_that_is_a_name_already_stays() -> None:
    assert thing_ids(["hall", "living-left-u", "3-4"]) == {
        "hall": "hall",
        "living-left-u": "living-left-u",
        "3-4": "3-4",
    }


def test_other_letters_are_written_in_those_that_a_topic_has() -> None:
    assert topic_name("Küche / Spüle") == "kuche-spule"
    assert topic_name("Straße 1") == "strasse-1"
    assert topic_name("CHAMBRE_d'été") == "chambre-d-ete"


def test_a_key_without_any_such_letter_gets_a_name_that_stays() -> None:
    assert topic_name("照明") == topic_name("照明")
    assert topic_name("照明") != topic_name("門")


def test_the_one_that_is_a_name_already_keeps_it_before_those_that_only_look_alike() -> None:
    names = thing_ids(["hall", "Hall", "HALL"])
    assert names["hall"] == "hall"
    assert len(set(names.values())) == 3


@given(KEYS, st.randoms())
def test_names_are_unlike_and_do_not_depend_on_the_order(keys: list[str], rng: object) -> None:
    names = thing_ids(keys)
    assert len(set(names.values())) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names.values())
    rng.shuffle(keys)  # type: ignore[attr-defined]
    assert thing_ids(keys) == names
