"""Trying what a person has chosen before it is saved: an output blinks, a cover moves for half a second."""

from enum import StrEnum
from weakref import WeakSet

from homeassistant.core import Context
from homeassistant.exceptions import ServiceValidationError

from ..const import LOGGER
from ..coordinator import IPComRuntime
from ..library import CommandNotConfirmed, IPComClient, IPComError, OutputAddress
from .identify import Identify
from .kinds import KINDS
from .mapping import MappedCover, MappedOutput

LONGEST_S = 5.0
"""What is not mapped yet is on for no longer than this."""
_GATES = ("garage", "gate")

_BUSY: WeakSet[IPComClient] = WeakSet()
"""Where an output is tried that is not mapped yet: two at a time may be the two directions of one motor."""


class Refusal(StrEnum):
    """Why nothing was tried, or nothing was seen of it: the keys of the words."""

    NO_LINK = "try_no_link"
    IMPULSE = "try_impulse"
    GATE = "try_gate"
    REFUSED = "try_refused"
    NOT_SEEN = "try_not_seen"


async def async_try_output(
    runtime: IPComRuntime | None,
    device: MappedOutput,
    before: MappedOutput | None,
    *,
    knowingly: bool,
    context: Context | None,
) -> Refusal | None:
    """Blink an output, or press an impulse if the person knows what it does; `before` is how it is mapped now."""
    if runtime is None or not runtime.coordinator.online:
        return Refusal.NO_LINK
    own = before is not None and before.address == device.address
    impulse = KINDS[device.kind].is_impulse or (before is not None and own and KINDS[before.kind].is_impulse)
    if impulse and not knowingly:
        return Refusal.IMPULSE
    if impulse:
        return await _async_pulse(runtime, device.address, context, min(device.pulse, LONGEST_S))
    if before is None or not own:
        return await _async_pulse(runtime, device.address, context)
    try:
        await Identify(runtime.coordinator, before.name).async_blink(before, context)
    except IPComError as error:
        return _refusal(error)
    return None


async def async_try_cover(
    runtime: IPComRuntime | None,
    cover: MappedCover,
    before: MappedCover | None,
    subentry_id: str,
    *,
    knowingly: bool,
    context: Context | None,
) -> Refusal | None:
    """Run its motor up for half a second; one that is mapped on these relays nudges and is back again."""
    if runtime is None or not runtime.coordinator.online:
        return Refusal.NO_LINK
    if cover.device_class in _GATES and not knowingly:
        return Refusal.GATE
    if before is None or set(before.addresses) != set(cover.addresses):
        shared = before is not None and not set(before.addresses).isdisjoint(cover.addresses)
        if shared or runtime.client.observed.value(
            cover.down
        ):  # a command may run the shared relay meanwhile
            return Refusal.REFUSED
        return await _async_pulse(runtime, cover.up, context)
    if (shutter := runtime.covers.get(subentry_id)) is None:
        return Refusal.REFUSED
    try:
        await Identify(runtime.coordinator, before.name).async_nudge(before, shutter, context)
    except (IPComError, ServiceValidationError) as error:
        return _refusal(error)
    return None


async def _async_pulse(
    runtime: IPComRuntime, address: OutputAddress, context: Context | None, seconds: float | None = None
) -> Refusal | None:
    client = runtime.client
    if client in _BUSY:
        return Refusal.REFUSED
    runtime.coordinator.causes.async_commanded([address], context)
    _BUSY.add(client)
    try:
        await (client.pulse(address) if seconds is None else client.pulse(address, seconds))
    except IPComError as error:
        return _refusal(error)
    finally:
        _BUSY.discard(client)
    return None


def _refusal(error: Exception) -> Refusal:
    LOGGER.debug("It was not tried: %s", error)
    return Refusal.NOT_SEEN if isinstance(error, CommandNotConfirmed) else Refusal.REFUSED
