"""The write test: switching one output and back."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ...errors import CommandSuperseded, IPComError
from ..levels import brightness, state_text
from .checkup import Check

if TYPE_CHECKING:
    from ...client.client import IPComClient
    from ..targets import Target


async def switch_and_restore(client: IPComClient, target: Target) -> Check:
    """Switch `target` to its other state and back. It is switched back even after an error.

    It stays as it is when a wall switch or another program was quicker: what a person did is not undone.
    """
    before = _as_written(client.observed.value(target.address), target)
    check = partial(Check, f"Write test, {target.name}", wanted="confirmed, restored")
    try:
        confirmed_s = await _set_and_restore(client, target, before)
    except CommandSuperseded:
        return check(ok=True, found="somebody else switched it")
    except IPComError as error:
        return check(ok=False, found="failed", advice=str(error))
    return check(ok=True, found=f"{confirmed_s * 1000:.0f} ms, {state_text(before, target.device)} again")


async def _set_and_restore(client: IPComClient, target: Target, before: int) -> float:
    other = 0 if before else target.on_value
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await client.set_output(target.address, other)
    except CommandSuperseded:
        raise
    except BaseException:
        await client.set_output(target.address, before)
        raise
    took_s = loop.time() - began
    await client.set_outputs({target.address: before}, unless_changed=True)
    return took_s


def _as_written(value: int, target: Target) -> int:
    """Return the value to write so that the output shows `value` again."""
    if target.dims:
        return brightness(value)
    return target.on_value if value else 0
