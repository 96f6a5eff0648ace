"""Taking the command messages of one house: read, judged by the rules, and put where they wait."""

from __future__ import annotations

import json
import time
from math import inf, isfinite
from typing import TYPE_CHECKING

from ..bridge_text import BridgeText
from ..broker.broker_message import Publication
from ..thing_state import iso_time
from ..topics import TopicPart
from .command_results import CommandEnd, CommandResult
from .command_slots import WaitingCommand
from .entry_rules import Arrival
from .payloads import MAX_ID, BadPayload, read_payload, read_scene, read_wanted
from .scene_result import SceneResult
from .wishes import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..broker.broker_message import Incoming
    from ..broker.publish_queue import PublishQueue
    from ..things import Thing
    from ..topics import CommandTopic, Topics
    from .command_results import Decision, ResultMemory
    from .entry_rules import EntryRules
    from .thing_worker import ThingWorker
    from .wishes import About, Wish

NAMES_SHOWN = 12
NOT_ALONE = CommandResult.because(CommandEnd.REFUSED, BridgeText.SCENE_REFUSED())


class CommandIntake:
    """Everything between a message and the worker of its thing. Nothing here waits."""

    def __init__(
        self,
        topics: Topics,
        things: Mapping[str, Thing],
        workers: Mapping[str, ThingWorker],
        rules: EntryRules,
        memory: ResultMemory,
        outbox: PublishQueue,
        unix_now: Callable[[], float] = time.time,
        on_end: Callable[[str | None, CommandEnd, float], None] = lambda _thing, _end, _arrived_at: None,
        on_accept: Callable[[Thing, Wish], None] = lambda _thing, _wish: None,
    ) -> None:
        """`on_end` is called with the thing, None for a scene, what became of each command, and when it had arrived.

        `on_accept` is called with each command that is let in, before its thing gets it.
        """
        self._topics = topics
        self._things = things
        self._workers = workers
        self._rules = rules
        self._memory = memory
        self._outbox = outbox
        self._on_end = on_end
        self._on_accept = on_accept
        self._unix_now = unix_now

    def take(self, message: Incoming, arrival: Arrival) -> None:
        """Take a message on a command topic of this house; any other is none of its business."""
        asked = self._topics.asked(message.topic)
        if asked is None or (not message.payload and (message.retained or asked.part is not TopicPart.STOP)):
            return  # an empty payload deletes what the broker keeps, and says nothing else but stop
        if asked.thing is None:
            self._take_scene(message, arrival)
        elif (thing := self._things.get(asked.thing)) is None:
            self._refuse(asked.thing, message, None, arrival, self._unknown(asked.thing))
        else:
            self._take_one(thing, asked, message, arrival)

    def _take_one(self, thing: Thing, asked: CommandTopic, message: Incoming, arrival: Arrival) -> None:
        try:
            request = read_payload(thing.kind, asked.part, message.payload)
        except BadPayload as bad:
            self._refuse(
                thing.id, message, bad.about, arrival, CommandResult.because(CommandEnd.REFUSED, bad.message)
            )
            return
        decision = self._opened(thing.id, message, request.about, arrival)
        if decision is None:
            return
        refusal = self._rules.refusal(thing, request, arrival)
        if refusal is not None:
            decision.decide(CommandResult.because(CommandEnd.REFUSED, refusal))
        else:
            self._accept(thing.id, _waiting(request, decision, message, arrival))

    def _take_scene(self, message: Incoming, arrival: Arrival) -> None:
        try:
            wanted, about = read_scene(message.payload)
        except BadPayload as bad:
            self._refuse(
                None, message, bad.about, arrival, CommandResult.because(CommandEnd.REFUSED, bad.message)
            )
            return
        decision = self._opened(None, message, about, arrival)
        if decision is None:
            return
        requests, refused = self._requests(wanted, about, arrival)
        scene = SceneResult(decision, [*requests, *refused])
        for name, result in refused.items():
            scene.part(name).decide(result)
        for name, request in requests.items():
            part = scene.part(name)
            if refused:
                part.decide(NOT_ALONE)
            else:
                self._accept(name, _waiting(request, part, message, arrival))

    def _accept(self, name: str, command: WaitingCommand) -> None:
        self._on_accept(self._things[name], command.wish)
        self._workers[name].put(command)

    def _requests(
        self, wanted: Mapping[str, object], about: About, arrival: Arrival
    ) -> tuple[dict[str, Request], dict[str, CommandResult]]:
        """Return what the parts of a scene want, and why some are refused."""
        requests: dict[str, Request] = {}
        refused: dict[str, CommandResult] = {}
        for name, value in wanted.items():
            try:
                requests[name] = self._request(name, value, about, arrival)
            except BadPayload as bad:
                refused[name] = CommandResult.because(CommandEnd.REFUSED, bad.message)
        return requests, refused

    def _request(self, name: str, value: object, about: About, arrival: Arrival) -> Request:
        """Return what one part of a scene wants. Raises `BadPayload`, also where a rule refuses it."""
        thing = self._things.get(name)
        if thing is None:
            raise BadPayload(BridgeText.UNKNOWN_THING(thing=name[:MAX_ID], known=self._known()))
        request = Request(read_wanted(thing.kind, value), about)
        if (refusal := self._rules.refusal(thing, request, arrival)) is not None:
            raise BadPayload(refusal)
        return request

    def _opened(
        self, thing: str | None, message: Incoming, about: About, arrival: Arrival
    ) -> Decision | None:
        teller = self._teller(thing, message, about, arrival.at)
        delicate = thing is None or self._things[thing].kind.is_delicate
        return self._memory.opened(about.id, teller, arrival.at, delicate=delicate)

    def _refuse(
        self,
        thing: str | None,
        message: Incoming,
        about: About | None,
        arrival: Arrival,
        result: CommandResult,
    ) -> None:
        """Tell a result at once. It is not remembered: a mistake that was mended may have the same id."""
        self._teller(thing, message, about, arrival.at)(result)

    def _teller(
        self, thing: str | None, message: Incoming, about: About | None, arrived_at: float
    ) -> Callable[[CommandResult], None]:
        """Return what publishes a result, and answers where the message asked for it."""
        command = about.id if about else None

        def tell(result: CommandResult) -> None:
            self._on_end(thing, result.end, arrived_at)
            payload = _encoded(result, command, self._unix_now())
            asked = command is not None
            self._outbox.put(Publication(self._topics.result_of(thing), payload, qos=1, asked=asked))
            reply = message.response_topic
            if reply and reply.startswith(self._topics.replies) and not {"#", "+"} & set(reply):
                self._outbox.put(Publication(reply, payload, 1, correlation=message.correlation, asked=True))

        return tell

    def _unknown(self, name: str) -> CommandResult:
        message = BridgeText.UNKNOWN_THING(thing=name[:MAX_ID], known=self._known())
        return CommandResult.because(CommandEnd.REFUSED, message)

    def _known(self) -> str:
        names = sorted(self._things)
        return ", ".join(names[:NAMES_SHOWN]) + (", ..." if len(names) > NAMES_SHOWN else "")


def _waiting(request: Request, decision: Decision, message: Incoming, arrival: Arrival) -> WaitingCommand:
    """Return a command with its deadline, which counts from its arrival here: no clock of others is asked."""
    ages = [age for age in (request.about.max_age, message.expiry) if age is not None]
    age = min(ages, default=inf)
    deadline = arrival.at + age if isfinite(age) else inf
    return WaitingCommand(request.wish, decision, deadline, age)


def _encoded(result: CommandResult, command: str | None, at: float) -> bytes:
    record = {"id": command, "result": result.end.value, "at": iso_time(at)}
    if result.code:
        record |= {"code": result.code, "text": result.text}
    if result.parts:
        record["things"] = {name: _part(part) for name, part in result.parts.items()}  # type: ignore[assignment]
    return json.dumps(record, ensure_ascii=False).encode(errors="replace")


def _part(result: CommandResult) -> dict[str, str]:
    record = {"result": result.end.value}
    return record | {"code": result.code, "text": result.text} if result.code else record
