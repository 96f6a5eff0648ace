"""What another convention, or a measurement, adds to a house on the broker."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ...presses.wall_press import WallPress
    from ..broker.broker_link import BrokerLink, BrokerWay
    from ..broker.broker_message import Incoming
    from ..broker.publish_queue import PublishQueue
    from ..commands.command_results import CommandEnd
    from ..commands.wishes import Wish
    from ..things import Thing


class HouseExtension:
    """Sees and hears what happens in one house. Each method does nothing unless it is overridden, and must not wait."""

    lamp_topics: Sequence[str] = ()
    """What the connection for states and lamps subscribes to beside the house's own topics."""
    motor_topics: Sequence[str] = ()
    """The same for the connection for all that moves, which is only there if the house takes commands."""

    def begin(self, outbox: PublishQueue, repeat: Callable[[], None]) -> None:
        """Prepare for the connections. `repeat` puts all anew: announcements, states, and then "online"."""

    def understood(self, message: Incoming) -> Incoming | None:  # noqa: ARG002 - for those who override it
        """Return a message of these topics as a command on the house's own topic; None if it is no command."""
        return None

    def announce(self) -> None:
        """Put what has to come before the states: after every connection, and whenever all is repeated."""

    def told(self, thing: Thing, record: Mapping[str, object]) -> None:
        """Hear that a state was told, with what is on its topic."""

    def available(self, online: bool) -> None:
        """Hear whether the gateway is reached; said again whenever all is told."""

    def commands_arrive(self, arrive: bool) -> None:
        """Hear whether all connections for commands are there; said whenever one of them comes or goes."""

    def accepted(self, thing: Thing, wish: Wish) -> None:
        """Hear that a command was let in, before it is carried out; each part of a scene is one."""

    def ended(self, thing: str | None, end: CommandEnd) -> None:
        """Hear what became of a command; `thing` is None for a scene."""

    def answered(self, end: CommandEnd, seconds: float) -> None:
        """Hear how long a command took from its arrival to its result, which `ended` has told."""

    def pressed(self, thing: Thing, press: WallPress) -> None:
        """Hear of a press at the wall."""

    def links(self, way: BrokerWay) -> Iterable[BrokerLink]:  # noqa: ARG002 - for those who override it
        """Return connections of its own, which run as long as the bridge does."""
        return ()

    def linked(self, links: Sequence[BrokerLink]) -> None:
        """Hear of all connections of the house, those of the extensions too, before they run."""

    def close(self) -> None:
        """Put the last words: the bridge ends in order, the shutters rest, and the connections are still up."""


class HouseExtensions(HouseExtension):
    """All extensions of one house, as one."""

    def __init__(self, extensions: Iterable[HouseExtension] = ()) -> None:
        self._each = tuple(extensions)
        self.lamp_topics = [topic for each in self._each for topic in each.lamp_topics]
        self.motor_topics = [topic for each in self._each for topic in each.motor_topics]

    def begin(self, outbox: PublishQueue, repeat: Callable[[], None]) -> None:
        """Prepare all of them."""
        for each in self._each:
            each.begin(outbox, repeat)

    def understood(self, message: Incoming) -> Incoming | None:
        """Return what the first one makes of it that knows it. All see it."""
        found = [each.understood(message) for each in self._each]
        return next((command for command in found if command is not None), None)

    def announce(self) -> None:
        """Let all of them announce."""
        for each in self._each:
            each.announce()

    def told(self, thing: Thing, record: Mapping[str, object]) -> None:
        """Pass a state on."""
        for each in self._each:
            each.told(thing, record)

    def available(self, online: bool) -> None:
        """Pass on whether the gateway is reached."""
        for each in self._each:
            each.available(online)

    def commands_arrive(self, arrive: bool) -> None:
        """Pass on whether commands arrive."""
        for each in self._each:
            each.commands_arrive(arrive)

    def accepted(self, thing: Thing, wish: Wish) -> None:
        """Pass on that a command was let in."""
        for each in self._each:
            each.accepted(thing, wish)

    def ended(self, thing: str | None, end: CommandEnd) -> None:
        """Pass the end of a command on."""
        for each in self._each:
            each.ended(thing, end)

    def answered(self, end: CommandEnd, seconds: float) -> None:
        """Pass on how long a command took."""
        for each in self._each:
            each.answered(end, seconds)

    def pressed(self, thing: Thing, press: WallPress) -> None:
        """Pass a press on."""
        for each in self._each:
            each.pressed(thing, press)

    def links(self, way: BrokerWay) -> Iterable[BrokerLink]:
        """Return the connections of all of them."""
        return chain.from_iterable(each.links(way) for each in self._each)

    def linked(self, links: Sequence[BrokerLink]) -> None:
        """Show the connections to all of them."""
        for each in self._each:
            each.linked(links)

    def close(self) -> None:
        """Let all of them put their last words."""
        for each in self._each:
            each.close()
