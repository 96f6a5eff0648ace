"""The topics of a house in Homie."""

import pytest

from ipcom.bridge.homie.homie_topics import HomieTopics

TOPICS = HomieTopics("homie", "home")


def test_a_thing_is_a_device_whose_name_begins_with_its_house() -> None:
    assert TOPICS.of(TOPICS.child("hall"), "switch", "power") == "homie/5/home--hall/switch/power"
    assert TOPICS.of("home", "$state") == "homie/5/home/$state"


def test_two_houses_have_no_child_of_one_name() -> None:
    assert HomieTopics("homie", "home").child("attic-hall") != HomieTopics("homie", "home-attic").child(
        "hall"
    )


@pytest.mark.parametrize(
    "device", ["home", "home-attic--hall", "other--hall", "home--a/b", "home--#", "home--+"]
)
def test_other_devices_are_no_children(device: str) -> None:
    assert not TOPICS.is_child(device)
    assert TOPICS.is_child("home--hall")


@pytest.mark.parametrize(
    ("topic", "asked"),
    [
        ("homie/5/home--hall/switch/power/set", ("hall", "switch/power")),
        ("homie/5/home--hall/switch/power", None),
        ("homie/5/home--hall/set", ("hall", "")),
        ("homie/5/home/switch/power/set", None),
        ("ipcom/home/hall/set", None),
    ],
)
def test_what_a_topic_asks_of(topic: str, asked: tuple[str, str] | None) -> None:
    assert TOPICS.asked(topic) == asked
