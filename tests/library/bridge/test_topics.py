"""The topics of one house."""

import pytest

from ipcom.bridge.topics import COMMANDS, CommandTopic, TopicPart, Topics

HOME = Topics("base/ipcom", "home")


def test_the_topics_of_the_house_lie_below_it() -> None:
    assert HOME.link == "base/ipcom/home/$link"
    assert HOME.scene == "base/ipcom/home/set"
    assert HOME.replies == "base/ipcom/home/reply/"
    assert HOME.of("hall", TopicPart.POSITION) == "base/ipcom/home/hall/position/set"
    assert HOME.result_of("hall") == "base/ipcom/home/hall/result"
    assert HOME.result_of(None) == "base/ipcom/home/result"


@pytest.mark.parametrize("part", COMMANDS)
def test_a_command_topic_is_read_back(part: TopicPart) -> None:
    assert HOME.asked(HOME.of("hall", part)) == CommandTopic("hall", part)


def test_the_topic_of_scenes_names_no_thing() -> None:
    assert HOME.asked(HOME.scene) == CommandTopic(None, TopicPart.SET)


@pytest.mark.parametrize(
    "topic",
    [
        "base/ipcom/home/hall/state",
        "base/ipcom/home/hall",
        "base/ipcom/other/hall/set",
        "base/ipcom/home/$link",
        "base/ipcom/home/hall/set/more",
        "base/ipcom/home",
    ],
)
def test_other_topics_are_no_commands(topic: str) -> None:
    assert HOME.asked(topic) is None
