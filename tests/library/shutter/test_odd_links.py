"""A link that tells late, or never, does not confuse a shutter."""

import asyncio
import math
from collections.abc import Callable

import pytest

from ipcom.client.status import ConnectionState, ConnectionStatus
from ipcom.errors import ConnectionLost
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.motion import Motion
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.calibration import Calibration
from ipcom.shutter.shutter import Shutter
from ipcom.shutter.shutter_state import Result
from tests.library.shutter.shutter_rig import PAIR, TIMES

pytestmark = pytest.mark.virtual_time


class LateLink:
    """Confirms at once, and tells of the change `late` seconds afterwards; None: never."""

    def __init__(self, late: float | None) -> None:
        self._motion = Motion.OFF
        self.observed = self._snapshot(Motion.OFF)
        self._late = late
        self._tell: list[Callable[[StateChange], None]] = []
        self._tell_status: list[Callable[[ConnectionStatus], None]] = []

    round_trip = 0.0
    disturbed_at = -math.inf

    async def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        await asyncio.sleep(leave_at - asyncio.get_running_loop().time())
        await self.drive(pair, Motion.OFF)

    async def release(self, pair: ShutterPair) -> None:
        await self.drive(pair, Motion.OFF)

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        if self._late is not None:
            asyncio.get_running_loop().call_later(self._late, self._change, motion)

    def subscribe(self, callback: Callable[[StateChange], None], /) -> Callable[[], None]:
        self._tell.append(callback)
        return lambda: self._tell.remove(callback)

    def subscribe_connection(self, callback: Callable[[ConnectionStatus], None], /) -> Callable[[], None]:
        self._tell_status.append(callback)
        return lambda: None

    def breaks(self) -> None:
        """Tell that the link is away."""
        for tell in self._tell_status:
            tell(ConnectionStatus(ConnectionState.OFFLINE, since=0.0))

    def _change(self, motion: Motion) -> None:
        previous, self.observed = self._snapshot(self._motion), self._snapshot(motion)
        self._motion = motion
        changes = tuple(
            CausedChange(c.address, c.old, c.new, own=True) for c in self.observed.changes_since(previous)
        )
        for tell in self._tell:
            tell(StateChange(self.observed, self.observed, previous, changes, changes))

    @staticmethod
    def _snapshot(motion: Motion) -> StateSnapshot:
        now = asyncio.get_running_loop().time()
        off = StateSnapshot(bytes(128), timestamp=now, asked_at=now, received_at=now)
        return off.replace_values(
            {PAIR.up: 255 * (motion is Motion.UP), PAIR.down: 255 * (motion is Motion.DOWN)}
        )


async def test_a_change_that_is_told_after_the_confirmation_is_waited_for() -> None:
    async with Shutter(LateLink(0.3), PAIR, travel=TIMES) as shutter:
        shutter.set_known_position(0.0)
        await shutter.set_position(50)
        assert shutter.moving is Motion.UP
        assert await shutter.wait_settled() is Result.REACHED
        assert shutter.position == pytest.approx(50.0, abs=2.0)


async def test_a_change_is_waited_for_until_a_read_was_answered() -> None:
    async with Shutter(LateLink(3.5), PAIR, travel=TIMES) as shutter:
        shutter.set_known_position(0.0)
        await asyncio.sleep(1.0)
        await shutter.set_position(50)
        assert shutter.moving is Motion.UP
        assert await shutter.wait_settled() is Result.REACHED


async def test_a_change_that_no_link_can_tell_is_not_waited_for() -> None:
    link = LateLink(None)
    async with Shutter(link, PAIR, travel=TIMES) as shutter:
        await asyncio.sleep(1.0)
        asyncio.get_running_loop().call_later(2.5, link.breaks)
        with pytest.raises(ConnectionLost, match="no link"):
            await shutter.open_fully()


async def test_a_change_that_is_never_told_was_overtaken() -> None:
    async with Shutter(LateLink(None), PAIR, travel=TIMES) as shutter:
        await shutter.open_fully()
        assert await shutter.wait_settled() is Result.SUPERSEDED


async def test_a_calibration_counts_from_the_confirmation_when_no_change_is_told() -> None:
    async with Calibration(LateLink(None), PAIR) as calibration:
        await calibration.start(Motion.UP)
        await asyncio.sleep(5.0)
        assert await calibration.arrived() == pytest.approx(5.0)
