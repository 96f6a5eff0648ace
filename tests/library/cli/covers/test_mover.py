"""From where a shutter is counted, and when it goes to an end first."""

from __future__ import annotations

import asyncio
import dataclasses
import functools

import pytest

from ipcom.cli import connecting
from ipcom.cli.covers.cover_states import show_states
from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.moves import move_covers
from ipcom.cli.covers.orders import Move, Order
from ipcom.cli.settings import Settings
from ipcom.client.client import IPComClient
from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole, ShutterDevice
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.virtual_time import LoopClock

virtual = pytest.mark.virtual_time
Said = pytest.CaptureFixture[str]


@virtual
async def test_after_a_time_that_nothing_has_watched_it_goes_to_an_end_first(
    settings: Settings,
    left: ShutterDevice,
    motor: Motor,
    simulated: SimulatedGateway,
    calibrated: CoverStore,
    capsys: Said,
) -> None:
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    simulated.press_shutter(left.pair, "up")
    await asyncio.sleep(8.0)
    simulated.press_shutter(left.pair, "stop")
    await asyncio.sleep(2.0)
    assert motor.position > 60.0, "moved at the wall, and no command has seen it"
    capsys.readouterr()
    await move_covers(settings, [left], Order(Move.POSITION, percent=20.0))
    assert motor.position == pytest.approx(20.0, abs=2.0)
    said = capsys.readouterr()
    assert "Living left: it may have been moved since" in said.err
    assert "With --direct it would not." in said.err
    assert "Living left: about 20 % open, counted from 0 % at" in said.out


@virtual
async def test_direct_counts_from_what_is_stored_and_says_that_nothing_watched(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    direct = Order(Move.POSITION, percent=60.0, direct=True)
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    await asyncio.sleep(3600.0)
    starts = motor.starts
    await move_covers(settings, [left], direct)
    assert motor.starts == starts + 1
    assert motor.position == pytest.approx(60.0, abs=2.0)
    assert "counted from 0 % at" in (said := capsys.readouterr().out)
    assert said.endswith(", not watched all the time since\n")
    await move_covers(settings, [left], Order(Move.POSITION, percent=50.0))
    assert motor.starts == starts + 3, "the hour stays unseen however soon the next command comes"


@virtual
async def test_direct_is_refused_where_nothing_is_known(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore
) -> None:
    with pytest.raises(ConfigurationError, match="has nothing to count from"):
        await move_covers(settings, [left], Order(Move.POSITION, percent=40.0, direct=True))
    assert motor.starts == 0


@virtual
@pytest.mark.parametrize("shift", [-3600.0, 3600.0])
async def test_a_store_from_another_time_is_not_counted_from(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, shift: float
) -> None:
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    stored = calibrated.read(left.pair)
    at = dataclasses.replace(stored.position, at=stored.position.at + shift)
    calibrated.write(left.pair, dataclasses.replace(stored, position=at))
    starts = motor.starts
    await move_covers(settings, [left], Order(Move.POSITION, percent=60.0))
    assert motor.starts == starts + 2
    assert motor.position == pytest.approx(60.0, abs=2.0)


@virtual
async def test_exact_goes_to_an_end_first_in_any_case(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    starts = motor.starts
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0, forget=True))
    assert motor.starts == starts + 2


@virtual
async def test_stored_times_that_are_refused_stop_no_shutter_from_opening(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    text = calibrated.path.read_text().replace("21.0", "500.0")
    calibrated.path.write_text(text)
    await move_covers(settings, [left], Order(Move.CLOSE, seconds=30.0))
    assert motor.position == 0.0
    said = capsys.readouterr()
    assert "Living left: the stored travel times are not used: shutter" in said.err
    assert said.out == "Living left: stopped\n"
    with pytest.raises(ConfigurationError, match="Once: ipcom cover calibrate living_left_u"):
        await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))


@virtual
async def test_unlikely_times_of_an_earlier_version_are_used_and_doubted(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    calibrated.path.write_text(calibrated.path.read_text().replace("21.0", "40.0"))
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    said = capsys.readouterr().err
    assert (
        "differ by more than half. If that is right: ipcom cover calibrate living_left_u --up 40 --down"
        in said
    )


@virtual
async def test_what_a_person_moves_by_now_is_not_stopped_by_the_next_command(
    settings: Settings, left: ShutterDevice, motor: Motor, simulated: SimulatedGateway, capsys: Said
) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(5.0, simulated.press_shutter, left.pair, "up")
    await move_covers(settings, [left], Order(Move.CLOSE))
    said = capsys.readouterr()
    assert said.out == "Living left: moved by something else\n"
    assert "was not seen off" not in said.err
    await asyncio.sleep(2.0)
    assert motor.running is not None
    await show_states(settings, [left])
    await asyncio.sleep(1.0)
    assert motor.running is not None
    assert "is still on from an earlier command" not in capsys.readouterr().err


def many_shutters(count: int) -> Devices:
    """Four shutters on each module, the first on 1/1 and 1/2."""
    relay = OutputDevice("", "", Category.SHUTTERS, DeviceType.SWITCH, OutputAddress(1, 1))
    return Devices(
        tuple(
            dataclasses.replace(
                relay,
                key=f"{role}{number}",
                display_name=f"Shutter {number}",
                address=OutputAddress.from_index(2 * number + (role is RelayRole.DOWN)),
                relay_role=role,
                paired_device=f"{other}{number}",
            )
            for number in range(count)
            for role, other in ((RelayRole.UP, RelayRole.DOWN), (RelayRole.DOWN, RelayRole.UP))
        )
    )


@virtual
async def test_on_a_slow_line_many_shutters_begin_by_and_by(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    devices = many_shutters(48)
    house = House.of(devices)
    house.faults = Faults(delay_s=0.5)
    async with SimulatedGateway(house) as gateway:
        client = functools.partial(IPComClient, connector=gateway.connector, clock=LoopClock())
        monkeypatch.setattr(connecting, "IPComClient", client)
        order = Order(Move.CLOSE, seconds=5.0)
        await move_covers(settings._replace(devices=devices), devices.shutters, order)
    assert capsys.readouterr().out.count(": stopped\n") == 48
    assert {motor.starts for motor in house.world.shutters.values()} == {1}
