"""Outputs that are not declared, pulses and timed stops, as users of the client meet them."""

import asyncio
import math
from functools import partial

import pytest

from ipcom.client.client import IPComClient
from ipcom.errors import CommandSuperseded, ConfigurationError, InterlockError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.client.link_rig import Script, later, make_client, now, outcome, tasks, until

pytestmark = pytest.mark.virtual_time

UP, DOWN = OutputAddress(5, 3), OutputAddress(5, 4)
PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), pause=0.5)
LAMP = OutputAddress(1, 1)


def bare_client(script: Script) -> IPComClient:
    """A client that knows nothing of the house."""
    return IPComClient(
        "gateway", username="demo", password="demo", clock=LoopClock(), connector=script.connector
    )


async def test_trying_outputs_one_by_one_drives_no_motor_both_ways() -> None:
    script = Script()
    async with bare_client(script) as client:
        for address in (UP, DOWN):
            with pytest.raises(ConfigurationError, match=r"declare it in `kinds`, or say undeclared=True"):
                await client.set_output(address, 255)
        with pytest.raises(InterlockError):
            await client.set_outputs({UP: 255, DOWN: 255}, undeclared=True)
        await client.set_output(UP, 255, undeclared=True)
        with pytest.raises(InterlockError, match="switch that off first"):
            await client.set_output(DOWN, 255, undeclared=True)
        assert (script.values[UP.index], script.values[DOWN.index]) == (255, 0)
        await client.set_output(UP, 0, undeclared=True)
        begin = now()
        await client.set_output(DOWN, 255, undeclared=True)
        assert now() - begin >= 0.9


async def test_an_output_can_be_switched_only_while_it_is_declared() -> None:
    async with bare_client(Script()) as client:
        forget = client.add_kind(LAMP, OutputKind.RELAY)
        await client.set_output(LAMP, 255)
        forget()
        with pytest.raises(ConfigurationError):
            await client.set_output(LAMP, 0)


async def test_a_pulse_returns_when_the_output_is_off_again() -> None:
    script = Script()
    async with bare_client(script) as client:
        await asyncio.sleep(1.5)
        begin = now()
        pulse = asyncio.ensure_future(client.pulse(UP, 0.5))
        await until(lambda: script.values[UP.index])
        await pulse
        assert script.values[UP.index] == 0
        assert now() - begin == pytest.approx(0.5, abs=0.1)


async def test_a_pulse_whose_caller_leaves_ends_all_the_same() -> None:
    script = Script()
    async with bare_client(script) as client:
        await asyncio.sleep(1.5)
        pulse = asyncio.ensure_future(client.pulse(UP, 1.0))
        await until(lambda: script.values[UP.index])
        pulse.cancel()
        assert await until(lambda: not script.values[UP.index]) < 1.1


async def test_close_ends_a_pulse_before_its_time() -> None:
    script = Script()
    client = bare_client(script)
    await client.start()
    await asyncio.sleep(1.5)
    pulse = asyncio.ensure_future(outcome(client.pulse(UP, 5.0)))
    await until(lambda: script.values[UP.index])
    begin = now()
    await client.close()
    assert script.values[UP.index] == 0
    assert now() - begin < 0.5
    assert await pulse is not None
    assert tasks() == []


async def test_a_pulse_outlasts_a_break() -> None:
    script = Script()
    async with bare_client(script) as client:
        await asyncio.sleep(1.5)
        pulse = asyncio.ensure_future(outcome(client.pulse(UP, 1.0)))
        await until(lambda: script.values[UP.index])
        script.peer.transport.close()
        await pulse
        assert await until(lambda: not script.values[UP.index]) < 3.0


async def test_what_is_on_already_is_not_pulsed() -> None:
    script = Script()
    script.set(UP, 255)
    async with bare_client(script) as client:
        await asyncio.sleep(1.5)
        await outcome(client.pulse(UP))
        await asyncio.sleep(2.0)
        assert script.values[UP.index] == 255


async def test_a_timed_stop_leaves_on_time_and_ends_its_own_direction_only() -> None:
    async with SimulatedGateway(listen=False) as gateway, make_client(gateway, shutters=[PAIR]) as client:
        world = gateway.house.world
        await client.drive(PAIR, Motion.UP)
        stop_at = now() + 2.0
        await client.stop_at(PAIR, Motion.UP, stop_at)
        assert not world.is_on(PAIR.up)
        assert now() == pytest.approx(stop_at, abs=0.1)


async def test_a_timed_stop_leaves_the_other_direction_alone() -> None:
    script = Script()
    async with make_client(script, shutters=[PAIR]) as client:
        await client.drive(PAIR, Motion.UP)
        later(0.5, partial(script.set, PAIR.up, 0))
        later(0.5, partial(script.set, PAIR.down, 255))
        ending = await outcome(client.stop_at(PAIR, Motion.UP, now() + 1.5))
        assert isinstance(ending, CommandSuperseded)
        assert script.values[PAIR.down.index] == 255


async def test_the_quiet_round_trip_and_the_last_disturbance_are_told() -> None:
    script = Script()
    client = make_client(script)
    assert client.round_trip == 0.0
    assert client.disturbed_at == -math.inf
    async with client:
        script.reads = lambda peer: later(0.02, peer.show)
        await asyncio.sleep(60.0)
        assert client.round_trip == pytest.approx(0.02, abs=0.001)
        assert client.disturbed_at == -math.inf
        begin = now()
        script.peer.transport.close()
        await until(lambda: client.disturbed_at >= begin)
