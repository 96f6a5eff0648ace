"""Whatever people, walls and links do to a blind of any kind, no motor ever has both directions on, and what is told is true."""

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable
from statistics import median

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.tilts import MEDIAN, measure
from ipcom.errors import IPComError
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.tilt_model import TiltModel
from ipcom.shutter.shutter import Shutter
from ipcom.simulator.house.world import Cause
from ipcom.simulator.testing.virtual_time import run_virtual
from tests.library.shutter.shutter_rig import PAIR, later
from tests.library.shutter.tilt_rig import OWN_MOTOR, TILT_PAIR, BlindRig, blind

EXAMPLES, STEPS = 25, 14
ROUNDING_S = 1e-6

percents = st.sampled_from([0.0, 3.0, 40.0, 75.0, 100.0]) | st.floats(0.0, 100.0)
Step = tuple[str, float, float]
steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "position",
                "tilt",
                "both",
                "stop",
                "open",
                "close",
                "give_up",
                "wall-up",
                "wall-down",
                "wall-stop",
                "slats-up",
                "slats-down",
                "slats-stop",
                "lose_link",
                "reboot",
            ]
        ),
        percents,
        st.sampled_from([0.0, 0.05, 0.3, 1.0]) | st.floats(0.0, 9.0),
    ),
    min_size=3,
    max_size=STEPS,
)


class Life:
    """What a person and a program do to one blind."""

    def __init__(self, rig: BlindRig, shutter: Shutter) -> None:
        self.rig = rig
        self.shutter = shutter

    async def do(self, step: Step) -> None:
        name, percent, seconds = step
        if name.startswith(("wall", "slats")):
            self._press(name)
        elif name == "lose_link":
            await self._lose_link(seconds)
        elif name == "reboot":
            await self.rig.gateway.reboot(keep_outputs=percent < 50.0, down_s=0.5)
        else:
            await self._command(name, percent, seconds)
        await later(seconds)
        self.check()

    def check(self) -> None:
        """The interlock and the pause of both motors, by the house itself."""
        for pair, motor in self.rig.world.shutters.items():
            assert motor.both_on_count == 0
            assert our_shortest_pause(self.rig, pair) >= pair.pause - ROUNDING_S

    def _press(self, name: str) -> None:
        where, button = name.split("-")
        own = where == "slats" and self.rig.model is OWN_MOTOR
        self.rig.press(button, TILT_PAIR if own else PAIR)

    async def _lose_link(self, seconds: float) -> None:
        await self.rig.gateway.stop()
        await later(seconds)
        await self.rig.gateway.start()

    async def _command(self, name: str, percent: float, seconds: float) -> None:
        shutter = self.shutter
        commands: dict[str, Callable[[], Awaitable[None]]] = {
            "position": lambda: shutter.set_position(percent),
            "tilt": lambda: shutter.set_tilt(percent),
            "both": lambda: shutter.set_position_and_tilt(0.0 if seconds < 1.0 else 60.0, percent),
            "stop": shutter.stop,
            "open": shutter.open_fully,
            "close": shutter.close_fully,
        }
        with contextlib.suppress(IPComError, TimeoutError):
            if name == "give_up":
                async with asyncio.timeout(0.02):
                    await shutter.set_position_and_tilt(0.0, percent)
            else:
                await commands[name]()


def our_shortest_pause(rig: BlindRig, pair: ShutterPair) -> float:
    """Between one direction's going off and our switching the other on; a wall may be quicker."""
    went_off, shortest = dict.fromkeys(pair.addresses, -math.inf), math.inf
    for event in rig.world.history:
        if event.address not in went_off:
            continue
        other = pair.down if event.address == pair.up else pair.up
        if not event.value:
            went_off[event.address] = event.at
        elif event.cause is Cause.BUS:
            shortest = min(shortest, event.at - went_off[other])
    return shortest


async def live(model: TiltModel, life: list[Step]) -> None:
    async with blind(model) as rig, rig.known() as shutter:
        lived = Life(rig, shutter)
        for step in life:
            await lived.do(step)
        await later(15.0)  # the link comes back
        await shutter.stop()
        assert rig.is_off()
        await shutter.set_position_and_tilt(0.0, 0.0)
        await shutter.wait_settled()
        lived.check()
        assert rig.real == pytest.approx((0.0, 0.0), abs=1e-6)
        assert [shutter.position, shutter.tilt] == [0.0, 0.0]


@pytest.mark.parametrize("model", TiltModel)
def test_no_order_of_commands_presses_and_breaks_switches_both_directions_on(model: TiltModel) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(steps)
    def lives(life: list[Step]) -> None:
        run_virtual(live(model, life))

    lives()


@pytest.mark.parametrize("at_wall", [False, True])
@pytest.mark.parametrize("model", TiltModel)
def test_height_and_tilt_are_as_accurate_as_promised(model: TiltModel, at_wall: bool) -> None:
    errors = measure(model, at_wall=at_wall, motors=12, seed=1)
    assert (errors.failed, errors.both_on) == (0, 0)
    assert median(errors.position) < MEDIAN
    assert median(errors.tilt) < MEDIAN
    if not at_wall:
        assert median(errors.between) < MEDIAN
        assert median(errors.position_past) < MEDIAN
        assert median(errors.tilt_past) < MEDIAN
