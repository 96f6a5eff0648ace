"""The topics of one house. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TopicPart(StrEnum):
    """What a topic of a thing is about."""

    SET = "set"
    POSITION = "position/set"
    TILT = "tilt/set"
    STOP = "stop"
    STATE = "state"
    AVAILABILITY = "availability"
    RESULT = "result"
    WALL = "wall"


COMMANDS = (TopicPart.SET, TopicPart.POSITION, TopicPart.TILT, TopicPart.STOP)
"""The parts that are written by others; the bridge writes the rest."""


@dataclass(frozen=True, slots=True)
class CommandTopic:
    """What a command topic names: a part of one thing; of the whole house if `thing` is None."""

    thing: str | None
    part: TopicPart


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics below `<base>/<house>`."""

    base: str
    house: str

    @property
    def root(self) -> str:
        """What all topics of the house begin with."""
        return f"{self.base}/{self.house}"

    @property
    def link(self) -> str:
        """Whether bridge and gateway are there, and the present session."""
        return f"{self.root}/$link"

    @property
    def scene(self) -> str:
        """Commands for several things at once."""
        return f"{self.root}/set"

    @property
    def scene_result(self) -> str:
        """What became of those."""
        return f"{self.root}/result"

    @property
    def replies(self) -> str:
        """What a response topic has to begin with: another house's topics are none of its business."""
        return f"{self.root}/reply/"

    def of(self, thing: str, part: TopicPart) -> str:
        """Return a topic of a thing."""
        return f"{self.root}/{thing}/{part}"

    def result_of(self, thing: str | None) -> str:
        """Return where it is told what became of a command."""
        return self.scene_result if thing is None else self.of(thing, TopicPart.RESULT)

    def asked(self, topic: str) -> CommandTopic | None:
        """Return what a command topic names; None for any other."""
        if topic == self.scene:
            return CommandTopic(None, TopicPart.SET)
        if not topic.startswith(f"{self.root}/"):
            return None
        thing, _, part = topic[len(self.root) + 1 :].partition("/")
        return CommandTopic(thing, TopicPart(part)) if part in COMMANDS else None
