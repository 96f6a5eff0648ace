"""One house on the broker: its gateway, its two connections, and what goes between them."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import deque
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from ..broker.broker_link import BrokerLink, LinkPlan
from ..broker.broker_message import Publication, Will
from ..broker.ended_tasks import end_tasks
from ..broker.mqtt import NameTaken
from ..broker.publish_queue import PublishQueue
from ..broker.rival import LOST, OFFLINE, ONLINE, OwnSessions, has_rival
from ..commands.command_intake import CommandIntake
from ..commands.command_results import ResultMemory
from ..commands.entry_rules import Arrival, EntryRules
from ..commands.thing_worker import ThingWorker
from ..thing_state import iso_time
from ..things import ThingKind
from ..topics import TopicPart, Topics
from .house_control import HouseControl
from .house_extension import HouseExtensions
from .house_login import HouseLogin
from .house_states import HouseStates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from ...client.client import IPComClient
    from ...shutter.shutter import Shutter
    from ..broker.broker_link import BrokerWay
    from ..broker.broker_message import Incoming
    from ..commands.command_results import CommandEnd
    from ..things import Thing
    from .house_extension import HouseExtension

SESSIONS = 16
"""How many of its own sessions it knows again: the broker keeps the last one of them at most."""
HALF_GONE = "one of the two connections of the bridge is lost"


@dataclass(frozen=True, slots=True)
class BridgedHouse:
    """What one house is on the broker."""

    topics: Topics
    client_id: str
    things: Mapping[str, Thing]
    strict: bool = False
    """Whether motors and impulses need the present session."""
    commands: bool = True
    """Whether it takes commands; without, it only shows the house."""


class HouseBridge:
    """Runs one house. It starts and closes its client and its `shutters`, which go by their names in topics."""

    def __init__(
        self,
        plan: BridgedHouse,
        client: IPComClient,
        shutters: Mapping[str, Shutter],
        way: BrokerWay,
        while_logged_in: Callable[[], AbstractContextManager[object]] = nullcontext,
        extensions: Iterable[HouseExtension] = (),
    ) -> None:
        """`while_logged_in` makes a block that is entered after the login, and left at the end."""
        self._plan = plan
        self._client = client
        self._shutters = shutters
        self._while_logged_in = while_logged_in
        self._login = HouseLogin(client, plan.topics.house, way)
        self._session, self._since = "", 0.0
        self._sessions: deque[str] = deque(maxlen=SESSIONS)
        self._main_is_up = asyncio.Event()
        self._way = way
        self._outbox = PublishQueue()
        self._extensions = HouseExtensions(extensions)
        control = HouseControl(client, shutters)
        self._workers = {
            name: ThingWorker(partial(control.carry_out, thing)) for name, thing in plan.things.items()
        }
        self._states = HouseStates(
            client, plan.things, shutters, control, plan.topics, self._outbox, self._extensions
        )
        self._intake = CommandIntake(
            plan.topics,
            plan.things,
            self._workers,
            EntryRules(strict=plan.strict),
            ResultMemory(),
            self._outbox,
            on_end=self._ended,
            on_accept=self._extensions.accepted,
        )
        self._extensions.begin(self._outbox, self._tell_all)
        self._own_links = tuple(self._made_links(way))
        self._links = [*self._own_links, *self._extensions.links(way)]
        self._extensions.linked(self._links)

    async def run(self) -> NoReturn:
        """Serve the house until cancelled. Raises `NameTaken` when another bridge has taken its name."""
        links = [asyncio.ensure_future(link.run()) for link in self._links]
        gateway = asyncio.ensure_future(self._follow_gateway())
        try:
            done, _ = await asyncio.wait([*links, gateway], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await end_tasks([gateway])
            await self._end()
            await end_tasks(links)
        raise AssertionError("each runs until it fails")

    def signs_of_life(self) -> dict[str, int]:
        """Return a figure each for the gateway and the connections, which grows for as long as they are worked at.

        An attempt that fails counts as work, and so does waiting for a turn while others have theirs. A connection
        may wait for the first one, so attempts of that count for it.
        """
        figures, tried = self._client.statistics, self._links[0].attempts
        links = {link.name: link.sign_of_life() + tried for link in self._links}
        return {"gateway": figures.polls + figures.attempts + self._login.sign_of_life(), **links}

    @property
    def hindrance(self) -> str:
        """What is not reached, and why; empty when all is."""
        status, broker = self._client.connection, self._links[0]
        if not broker.is_up:
            return f"the broker is not reached: {broker.trouble or 'not yet'}"
        return "" if status.online else f"the gateway is not reached: {status.reason}"

    def _made_links(self, way: BrokerWay) -> Iterator[BrokerLink]:
        """Make the connection for states and lamps, and one for all that moves: a flood there starves no stop."""
        plan, topics = self._plan, self._plan.topics
        will = Will(topics.link, _encoded({"state": LOST}))
        lamps = [topics.scene, topics.of("+", TopicPart.SET)] if plan.commands else []
        lamps += self._extensions.lamp_topics
        yield BrokerLink(
            way,
            LinkPlan(plan.client_id, lamps, will),
            self._outbox,
            self._take_lamp,
            self._main_changed,
            self._require_no_rival,
        )
        covers = [name for name, thing in plan.things.items() if thing.kind is ThingKind.COVER]
        if plan.commands and covers:
            motors = [topics.of("+", part) for part in (TopicPart.STOP, TopicPart.POSITION, TopicPart.TILT)]
            motors += [topics.of(name, TopicPart.SET) for name in covers] + [*self._extensions.motor_topics]
            named = LinkPlan(f"{plan.client_id}-motors", motors)
            yield BrokerLink(
                way, named, PublishQueue(), self._take_motor, self._motors_changed, self._main_back
            )

    def _take_lamp(self, message: Incoming, early: bool) -> None:
        """Take a message of the connection for lamps, which hears of the shutters' topics too."""
        command = self._command(message)
        asked = self._plan.topics.asked(command.topic) if command else None
        thing = self._plan.things.get(asked.thing or "") if asked else None
        if command and (thing is None or thing.kind is not ThingKind.COVER):
            self._carry_out(command, early)

    def _take_motor(self, message: Incoming, early: bool) -> None:
        if command := self._command(message):
            self._carry_out(command, early)

    def _command(self, message: Incoming) -> Incoming | None:
        """Return a message as a command on a topic of the house's own; None if it is none, or none is taken."""
        if message.topic.startswith(f"{self._plan.topics.root}/"):
            return message
        understood = self._extensions.understood(message)
        if understood is None or not self._plan.commands:
            return None
        return replace(understood, arrived=message.arrived)

    def _carry_out(self, command: Incoming, early: bool) -> None:
        now = asyncio.get_running_loop().time()
        at = now if command.arrived is None else command.arrived
        self._intake.take(command, Arrival(at, command.retained, early, self._session))

    def _ended(self, thing: str | None, end: CommandEnd, arrived_at: float) -> None:
        self._extensions.ended(thing, end)
        self._extensions.answered(end, asyncio.get_running_loop().time() - arrived_at)

    async def _require_no_rival(self, address: str) -> None:
        """Raise `NameTaken` if the connection was lost to another bridge: two would end each other for ever."""
        own = OwnSessions(self._sessions, self._since)
        if await has_rival(self._way.settings, address, self._plan.topics.link, own):
            raise NameTaken

    async def _main_back(self, _address: str) -> None:
        """Wait for the other connection, which looks for a rival."""
        await self._main_is_up.wait()

    def _main_changed(self, up: bool) -> None:
        if up:
            self._main_is_up.set()
        else:
            self._main_is_up.clear()
        self._link_changed(up)
        if up:
            self._tell_all()

    def _motors_changed(self, up: bool) -> None:
        """Tell the new session; the states were told by the other connection, or will be when it is made."""
        self._link_changed(up)
        if up:
            self._tell_link(ONLINE)

    def _link_changed(self, up: bool) -> None:
        """Begin a new session when all connections are there; drop what waits when one is lost."""
        if up and self._takes_commands():
            self._session, self._since = secrets.token_hex(8), time.time()
            self._sessions.append(self._session)
        elif not up:
            self._tell_link(OFFLINE, HALF_GONE)
            for worker in self._workers.values():
                worker.drop_waiting()
        self._extensions.commands_arrive(self._takes_commands())

    def _takes_commands(self) -> bool:
        """Return whether the house's own connections are all there: before, a command would be lost unseen."""
        return all(link.is_up for link in self._own_links)

    def _tell_all(self) -> None:
        """Put all announcements and states anew, and then that the house is online."""
        self._outbox.forget_states()
        self._extensions.announce()
        if self._client.connection.online:
            self._states.tell_all()
        else:
            self._states.tell_availability()
        self._tell_link(ONLINE)

    def _tell_link(self, state: str, reason: str | None = None) -> None:
        if state == ONLINE and not self._takes_commands():
            return
        status = self._client.connection
        record = {
            "state": state,
            "session": self._session if state == ONLINE else None,
            "since": iso_time(self._since) if state == ONLINE else None,
            "gateway": ONLINE if status.online else OFFLINE,
            "reason": reason or (None if status.online else str(status.reason) or None),
        }
        self._outbox.put(Publication(self._plan.topics.link, _encoded(record), qos=1, retain=True))

    async def _follow_gateway(self) -> NoReturn:
        """Log in, tell what the house shows, and go on telling."""
        await self._login.logged_in(on_failure=lambda: self._tell_link(ONLINE))
        with self._while_logged_in():
            await self._follow()
        raise AssertionError("nothing ends this")

    async def _follow(self) -> NoReturn:
        for shutter in self._shutters.values():
            await shutter.start()
        self._client.watch_presses(True)
        self._client.subscribe(self._states.changed)
        self._client.subscribe_connection(lambda _status: self._gateway_changed())
        self._states.follow_shutters()
        self._tell_all()
        await asyncio.get_running_loop().create_future()  # until the bridge ends
        raise AssertionError("nothing ends this")

    def _gateway_changed(self) -> None:
        self._login.log_change()
        if self._client.connection.online:
            self._states.tell_all()
        else:
            self._states.link_lost()
            self._states.tell_availability()
        self._tell_link(ONLINE)

    async def _end(self) -> None:
        """Stop the shutters that this bridge moves, and leave the last states behind."""
        for worker in self._workers.values():
            await worker.close()
        for shutter in self._shutters.values():
            await shutter.close()
        await self._client.close()
        self._states.tell_availability()
        self._tell_link(OFFLINE)
        self._extensions.close()


def _encoded(record: Mapping[str, object]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()
