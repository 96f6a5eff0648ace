"""Pages, people and other commands in any order: no motor outlives its lease, and none is driven both ways."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from homeassistant.auth.models import User
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from custom_components.ipcom.devices.mapping import MappedCover
from custom_components.ipcom.library import OutputAddress
from custom_components.ipcom.panel.leased import async_end_runs
from tests.integration.homes import Home, until
from tests.integration.motor_pages import MotorPage, Subscription
from tests.integration.panel.motor_referee import Referee
from tests.integration.simulated import pair

LEFT, COVER = "subentry_5_2", "cover.living_left"
PAIR = pair(MappedCover("Living left", OutputAddress(5, 2), OutputAddress(5, 1)))
STEPS = ("begin", "again", "up", "down", "arrived", "stop", "swap", "accept", "save")

type Act = Callable[[Stage], Awaitable[None]]


class Stage:
    """A house, the page that is open, and all that it and those before it have set going."""

    def __init__(self, home: Home, user: User) -> None:
        self.home = home
        self.page = MotorPage(home, user)
        self.going: list[Subscription] = []
        self.referee = Referee(home.world, PAIR)
        self._user = user

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def begin(self, command: str, **details: Any) -> None:
        begun = self.page.subscribe(command, thing_id=LEFT, **details)
        if "lease" in begun.events[0]:
            self.going.append(begun)
            self.referee.renewed_at = self.now

    def renew(self) -> None:
        for each in self.going:
            if each.page is self.page and each.renew():
                self.referee.renewed_at = self.now

    def new_page(self) -> None:
        self.page.close()
        self.page = MotorPage(self.home, self._user)

    async def rest(self) -> None:
        """Let all end, and leave the motor at rest for what comes next."""
        self.new_page()
        await async_end_runs(self.home.hass, self.home.entry)
        await asyncio.sleep(0.5)
        self.home.gateway.press_shutter(PAIR, "stop")
        await self.home.call("cover", "stop_cover", COVER)
        world = self.home.world
        await until(lambda: not any(world.is_on(address) for address in PAIR.addresses))
        await asyncio.sleep(1.5)


def begins(command: str, **details: Any) -> Act:
    async def act(stage: Stage) -> None:
        stage.begin(command, **details)

    return act


async def renews(stage: Stage) -> None:
    stage.renew()


async def ends(stage: Stage) -> None:
    for each in stage.going[-2:]:
        if each.page is stage.page:
            each.end()


async def unsubscribes(stage: Stage) -> None:
    if stage.going and stage.going[-1].number in stage.page.connection.subscriptions:
        stage.going[-1].unsubscribe()


async def closes(stage: Stage) -> None:
    stage.new_page()


def takes(step: str) -> Act:
    async def act(stage: Stage) -> None:
        for each in stage.going[-1:]:
            if each.page is stage.page:
                each.step(step)

    return act


def waits(seconds: float, *, renewing: bool) -> Act:
    async def act(stage: Stage) -> None:
        for _ in range(max(1, round(seconds))):
            await asyncio.sleep(min(seconds, 1.0))
            if renewing:
                stage.renew()

    return act


def presses(button: str) -> Act:
    async def act(stage: Stage) -> None:
        stage.home.gateway.press_shutter(PAIR, button)

    return act


def commands(action: str) -> Act:
    async def act(stage: Stage) -> None:
        stage.referee.command()
        await stage.home.call("cover", action, COVER)

    return act


BEGINS = (
    *(begins("hold", motion=motion) for motion in ("up", "down")),
    begins("calibrate"),
    begins("identify"),
)
STEPS_TAKEN = (*map(takes, STEPS), *map(takes, ("begin", "up", "arrived")))
WAITS = (
    *(waits(seconds, renewing=False) for seconds in (0.0, 0.05, 0.4, 1.0, 4.0)),
    *(waits(seconds, renewing=True) for seconds in (0.4, 3.0, 8.0)),
)
PRESSES = tuple(map(presses, ("up", "down", "stop")))
COMMANDS = tuple(map(commands, ("open_cover", "close_cover", "stop_cover")))
ENDS = (renews, ends, unsubscribes, closes)
ANY_ACT = st.one_of(
    *map(st.sampled_from, (BEGINS, BEGINS, STEPS_TAKEN, WAITS, WAITS, PRESSES, COMMANDS, ENDS))
)
LAST = st.sampled_from((BEGINS, STEPS_TAKEN, ENDS)).flatmap(st.sampled_from)
"""What a page does last, before it falls silent with its socket open."""
MORE = os.environ.get("IPCOM_LEASE_EXAMPLES", "")
"""How many other examples to try; without it the same few are tried each time."""


@pytest.mark.timeout(60 + 5 * int(MORE or 0))
@settings(
    max_examples=int(MORE or 20),
    derandomize=not MORE,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ANY_ACT, min_size=2, max_size=20), last=LAST)
@example(acts=[begins("hold", motion="up"), waits(1.0, renewing=True)], last=renews)
@example(
    acts=[begins("calibrate"), waits(0.05, renewing=False), takes("begin"), waits(1.0, renewing=True)],
    last=renews,
)
async def test_no_motor_outlives_its_lease_and_none_is_driven_both_ways(
    home: Home, hass_admin_user: User, acts: list[Act], last: Act
) -> None:
    stage = Stage(home, hass_admin_user)
    before = home.world.shutters[PAIR].both_on_count
    watching = asyncio.ensure_future(stage.referee.watch())
    try:
        for act in (*acts, last):
            await act(stage)
            stage.referee.look()
        await asyncio.sleep(6.0)
        stage.referee.look()
    finally:
        watching.cancel()
        await stage.rest()
    assert stage.referee.faults == []
    assert home.world.shutters[PAIR].both_on_count == before
