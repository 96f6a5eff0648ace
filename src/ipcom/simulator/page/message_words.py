"""The messages at a simulated gateway in words, by the names of docs/protocol.md, "Message kinds"; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.address import OutputAddress
from ...model.output_kind import OutputKind
from ...protocol.events import (
    DisconnectRequest,
    FrameRequest,
    KeepAliveRequest,
    OutputsRequest,
    UnknownRequest,
)
from ...protocol.login_messages import LoginRequest
from ...protocol.messages import OUTPUTS_REPLY_SIZE
from ..house.world import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...protocol.events import GatewayEvent
    from ...protocol.frames import BusFrame
    from ..gateway.transcript import Reply, SeenWrite
    from ..house.world import OutputEvent, World

ROUTINE = frozenset({"ExoOutputs", "KeepAlive"})
"""The kinds that come all the time."""

_ON_FROM = 101
"""Above a level in percent, a value says only that an output is on."""

_REQUESTS = {
    OutputsRequest: ("ExoOutputs", "asks for all outputs"),
    KeepAliveRequest: ("KeepAlive", "keeps its session alive"),
    DisconnectRequest: ("Disconnect", "ends its session"),
}
_REPLIES = {
    "login": ("Connect", "accepted"),
    "refusal": ("Connect", "refused"),
    "hint": ("NonSecureConnect", "this firmware does not encipher"),
    "keep_alive": ("KeepAlive", "answered"),
}
_CAUSES = {
    Cause.BUS: "by a frame",
    Cause.WALL: "at the wall",
    Cause.TIMER: "by its timer",
    Cause.POWER: "with the power",
}


def request_words(request: GatewayEvent) -> tuple[str, str]:
    """Return the kind of a request and what it says. A password is never part of it."""
    match request:
        case LoginRequest():
            return "Connect", f"user {request.username!r} asks for bus {request.bus}"
        case FrameRequest():
            return "Frame", frame_words(request.frame)
        case UnknownRequest():
            return "Unknown", f"a message of kind {request.kind}"
        case _:
            return _REQUESTS.get(type(request), (type(request).__name__, ""))


def frame_words(frame: BusFrame) -> str:
    """Return what is said of a frame that sets no outputs."""
    bus = "" if frame.bus is None else f" for bus {frame.bus}"
    return f"to 0x{frame.to:02X}{bus}, {len(frame.data)} bytes of data: it sets no outputs here"


def reply_words(reply: Reply, values: bytes) -> tuple[str, str]:
    """Return the kind of a reply and what it says. `values` are those of the bus."""
    if reply.kind == "outputs" or (reply.kind == "frame" and reply.size == OUTPUTS_REPLY_SIZE):
        return "ExoOutputs", f"{sum(map(bool, values))} of {len(values)} outputs are on"
    if reply.kind == "frame":
        return "Frame", "acknowledged"
    kind, text = _REPLIES.get(reply.kind, (reply.kind, ""))
    return kind, f"{text}, {reply.size} bytes"


def write_words(write: SeenWrite, world: World, names: Mapping[OutputAddress, str]) -> str:
    """Return what a write changes in the house as it is, before it is carried out."""
    changes = []
    for output, value in enumerate(write.values, 1):
        address = OutputAddress(write.module, output)
        if _differs(world, address, value):
            changes.append(f"{name_of(address, names)} {level_words(value)}")
    text = f"module {write.module}: {', '.join(changes) or 'as it is'}"
    return f"{text} (a fault keeps it from the bus)" if write.ignored else text


def event_words(event: OutputEvent, names: Mapping[OutputAddress, str]) -> str:
    """Return what happened to an output, and what did it."""
    return f"{name_of(event.address, names)} {level_words(event.value)}, {_CAUSES[event.cause]}"


def name_of(address: OutputAddress, names: Mapping[OutputAddress, str]) -> str:
    """Return the name of an output with its place, or the place alone."""
    name = names.get(address)
    return f"{name} ({address})" if name else f"output {address}"


def level_words(value: int) -> str:
    """Return off, on, or the level of a dimmer."""
    if value == 0:
        return "off"
    return "on" if value >= _ON_FROM else f"{value} %"


def _differs(world: World, address: OutputAddress, value: int) -> bool:
    now = world.value(address)
    if world.layout.kind(address) is OutputKind.DIMMER:
        return value != now
    return (value > 0) is not (now > 0)
