"""Measuring the times of a shutter with a person who presses Enter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from ipcom.cli.covers.calibrating import measure_and_store
from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.settings import Settings
from ipcom.errors import CommandError, ConfigurationError
from ipcom.model.devices import ShutterDevice
from ipcom.shutter.confidence import Confidence
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.motor import Motor
from tests.library.cli.cli_rig import rests

virtual = pytest.mark.virtual_time
Said = pytest.CaptureFixture[str]


class Person:
    """Presses Enter after so many seconds each time."""

    def __init__(self, *delays: float) -> None:
        self._delays: AsyncIterator[float] = self._each(delays)

    async def _each(self, delays: tuple[float, ...]) -> AsyncIterator[float]:
        for delay in delays:
            yield delay

    async def __call__(self) -> None:
        await asyncio.sleep(await anext(self._delays))


@virtual
async def test_calibrating_measures_both_ways(
    settings: Settings, left: ShutterDevice, motor: Motor, capsys: Said
) -> None:
    await measure_and_store(settings, left, Person(1, 25, 1, 21, 1, 19.5))
    known = CoverStore.of(settings).read(left.pair)
    assert known.travel is not None
    assert known.travel.up == pytest.approx(21.0, abs=0.3)
    assert known.travel.down == pytest.approx(19.5, abs=0.3)
    assert (known.position.position, known.position.confidence) == (0.0, Confidence.KNOWN)
    assert await rests(motor)
    assert motor.position == pytest.approx(0.0, abs=1.0)
    said = capsys.readouterr()
    assert said.out.startswith("Living left: 21.")
    assert "Press Enter, and Living left goes up." in said.err
    assert "ipcom cover position living_left_u 50" in said.err


@virtual
async def test_calibrating_ends_when_the_shutter_stops_by_itself(
    settings: Settings, left: ShutterDevice, simulated: SimulatedGateway
) -> None:
    asyncio.get_running_loop().call_later(10.0, simulated.press_shutter, left.pair, "stop")
    with pytest.raises(CommandError, match="a timer of the bus"):
        await measure_and_store(settings, left, Person(1, 25))


@virtual
@pytest.mark.parametrize("sure", [True, False])
async def test_times_that_look_wrong_are_asked_about(
    settings: Settings, left: ShutterDevice, motor: Motor, capsys: Said, sure: bool
) -> None:
    presses = (1, 25, 1, 0.5, 1, 19.5)
    measuring = measure_and_store(settings, left, Person(*presses, 1.0 if sure else 1e6))
    if sure:
        await measuring
    else:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(measuring, 1000.0)
    assert (CoverStore.of(settings).read(left.pair).travel is not None) is sure
    assert "0.5 s up is less than 3 s; 0.5 s up and 19.5 s down differ by more than half" in (
        capsys.readouterr().err
    )
    assert await rests(motor)


@virtual
async def test_without_a_user_the_motor_is_not_left_running(
    settings: Settings, left: ShutterDevice, motor: Motor
) -> None:
    async def no_user() -> None:
        raise ConfigurationError("Nobody is there")

    with pytest.raises(ConfigurationError, match="Nobody"):
        await measure_and_store(settings, left, no_user)
    assert motor.starts == 0
