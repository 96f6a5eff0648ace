"""Shutters on the command line, in a loop whose clock jumps."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ipcom.cli.console import enter_key
from ipcom.cli.covers.calibrating import measure_and_store
from ipcom.cli.covers.cover_store import CoverStore, StoredCover
from ipcom.cli.covers.moves import Move, Order, move_covers
from ipcom.cli.settings import Settings
from ipcom.errors import CommandError, ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.devices import ShutterDevice
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.stored import StoredPosition
from ipcom.shutter.travel_times import TravelTimes
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, value

virtual = pytest.mark.virtual_time
Said = pytest.CaptureFixture[str]
TIMES = TravelTimes(up=21.0, down=19.5)


@pytest.fixture
def left(settings: Settings) -> ShutterDevice:
    return settings.devices.shutters[0]


@pytest.fixture
def motor(simulated: SimulatedGateway, left: ShutterDevice) -> Motor:
    """The real thing: 21 s up, 19.5 s down, now open."""
    return simulated.house.world.shutters[left.pair]


async def rests(motor: Motor) -> bool:
    """Whether it is off once its contacts have followed the relays."""
    await asyncio.sleep(0.2)
    return motor.running is None


@pytest.fixture
def calibrated(settings: Settings, left: ShutterDevice) -> CoverStore:
    store = CoverStore.of(settings)
    store.write(left.pair, StoredCover(TIMES))
    return store


@virtual
async def test_close_and_open_wait_until_the_motor_is_off(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert await rests(motor)
    assert motor.position == 0.0
    said = capsys.readouterr()
    assert said.out == "Living left: 0 % open\n"
    assert said.err.startswith("Living left is going down. Ctrl-C stops it.\n")
    await move_covers(settings, [left], Order(Move.OPEN))
    assert motor.position == 100.0
    assert calibrated.read(left.pair).position.confidence is Confidence.KNOWN


@pytest.mark.parametrize(("command", "towards"), [("close", 0.0), ("open", 100.0)])
def test_the_command_line_moves_the_motor_and_leaves_it_off(
    ipcom: Ipcom, gateway: ThreadedGateway, left: ShutterDevice, command: str, towards: float
) -> None:
    motor: Motor = gateway.call(lambda it: it.house.world.shutters[left.pair])
    gateway.call(lambda _: motor.place(50.0))
    ended = ipcom("cover", command, "living left", "--seconds", "1", "--json")
    assert ended.json["covers"][0]["result"] == "reached"
    assert gateway.call(lambda _: motor.starts) == 1
    assert abs(gateway.call(lambda _: motor.position) - towards) < 50.0
    for relay in left.pair.addresses:
        assert value(gateway, str(relay)) == 0


@virtual
async def test_several_shutters_move_at_the_same_time(
    settings: Settings, simulated: SimulatedGateway, capsys: Said
) -> None:
    began = asyncio.get_running_loop().time()
    await move_covers(settings, settings.devices.shutters, Order(Move.CLOSE, seconds=30.0))
    assert asyncio.get_running_loop().time() - began < 35.0
    assert {motor.position for motor in simulated.house.world.shutters.values()} == {0.0}
    assert capsys.readouterr().out == "Living left: stopped\nLiving right: stopped\nBedroom window: stopped\n"


@virtual
async def test_without_travel_times_it_says_for_how_long_it_runs(
    settings: Settings, left: ShutterDevice, motor: Motor, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert await rests(motor)
    assert motor.position == 0.0
    assert "runs for 120 s at most. Once: ipcom cover calibrate living_left_u" in capsys.readouterr().err


@virtual
async def test_a_crash_without_travel_times_leaves_word_of_the_running_motor(
    settings: Settings, left: ShutterDevice, motor: Motor
) -> None:
    store = CoverStore.of(settings)
    moving = asyncio.create_task(move_covers(settings, [left], Order(Move.CLOSE, seconds=10.0)))
    await asyncio.sleep(5.0)
    assert motor.running
    assert store.read(left.pair).position.ours
    await moving
    assert not store.read(left.pair).position.ours


@virtual
async def test_without_travel_times_a_store_that_cannot_be_written_prevents_no_move(
    settings: Settings, left: ShutterDevice, motor: Motor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    await move_covers(settings, [left], Order(Move.CLOSE, seconds=30.0))
    assert await rests(motor)
    assert motor.position == 0.0


@virtual
async def test_a_position_is_reached_from_where_it_was_left(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    assert motor.position == pytest.approx(40.0, abs=2.0)
    assert motor.starts == 2, "to the end first, as nothing was known"
    await move_covers(settings, [left], Order(Move.POSITION, percent=60.0))
    assert motor.position == pytest.approx(60.0, abs=2.0)
    assert motor.starts == 3
    assert capsys.readouterr().out.endswith("Living left: about 60 % open\n")
    await move_covers(settings, [left], Order(Move.POSITION, percent=50.0, forget=True))
    assert motor.starts == 5


@virtual
async def test_a_position_needs_travel_times(
    settings: Settings, left: ShutterDevice, simulated: SimulatedGateway
) -> None:
    with pytest.raises(ConfigurationError, match="ipcom cover calibrate living_left_u"):
        await move_covers(settings, [left], Order(Move.POSITION, percent=50.0))
    assert simulated.connections == 0


@virtual
async def test_stop_stops_a_shutter_that_the_wall_has_started(
    settings: Settings, left: ShutterDevice, motor: Motor, simulated: SimulatedGateway
) -> None:
    simulated.press_shutter(left.pair, "down")
    await asyncio.sleep(3.0)
    await move_covers(settings, [left], Order(Move.STOP))
    assert await rests(motor)
    assert 0.0 < motor.position < 100.0


@virtual
async def test_a_press_at_the_wall_wins_and_is_told(
    settings: Settings, left: ShutterDevice, motor: Motor, simulated: SimulatedGateway, capsys: Said
) -> None:
    asyncio.get_running_loop().call_later(5.0, simulated.press_shutter, left.pair, "stop")
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert motor.position > 0.0
    assert "Living left: a wall switch or a newer command moved it otherwise." in capsys.readouterr().err


@virtual
async def test_the_motor_stops_when_the_command_is_cancelled(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore
) -> None:
    command = asyncio.create_task(move_covers(settings, [left], Order(Move.CLOSE)))
    await asyncio.sleep(5.0)
    assert motor.running is not None
    assert calibrated.read(left.pair).position.moving != "off", "a crash would find the movement"
    command.cancel()
    with pytest.raises(asyncio.CancelledError):
        await command
    assert await rests(motor)
    assert calibrated.read(left.pair).position.moving == "off"


@virtual
async def test_json_tells_position_and_confidence_and_nothing_else(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(dataclasses.replace(settings, json=True), [left], Order(Move.OPEN))
    said = capsys.readouterr()
    assert said.err == ""
    assert json.loads(said.out)["covers"] == [
        {
            "device_key": "living_left_u",
            "display_name": "Living left",
            "position": 100.0,
            "confidence": "known",
            "result": "reached",
        }
    ]


@virtual
async def test_on_a_terminal_the_position_is_followed(
    settings: Settings,
    left: ShutterDevice,
    motor: Motor,
    calibrated: CoverStore,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await move_covers(settings, [left], Order(Move.OPEN))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    await move_covers(settings, [left], Order(Move.CLOSE))
    assert "\rLiving left \u25bc \u2588\u2588\u2588\u2588\u2589       49 %" in capsys.readouterr().err


@virtual
async def test_a_failure_of_one_stops_the_others(settings: Settings, simulated: SimulatedGateway) -> None:
    stranger = ShutterDevice(
        *(
            dataclasses.replace(relay, address=OutputAddress(16, number))
            for number, relay in enumerate((settings.devices.outputs[0], settings.devices.outputs[1]), 1)
        )
    )
    with pytest.raises(ConfigurationError):
        await move_covers(settings, [settings.devices.shutters[0], stranger], Order(Move.CLOSE))
    assert all(motor.running is None for motor in simulated.house.world.shutters.values())


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
async def test_a_position_that_it_has_is_said_to_be_there_already(
    settings: Settings, left: ShutterDevice, motor: Motor, calibrated: CoverStore, capsys: Said
) -> None:
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    capsys.readouterr()
    await move_covers(settings, [left], Order(Move.POSITION, percent=40.0))
    assert capsys.readouterr().out == "Living left: there already, about 40 % open\n"
    assert motor.starts == 2


@virtual
async def test_without_a_user_the_motor_is_not_left_running(
    settings: Settings, left: ShutterDevice, motor: Motor
) -> None:
    async def no_user() -> None:
        raise ConfigurationError("Nobody is there")

    with pytest.raises(ConfigurationError, match="Nobody"):
        await measure_and_store(settings, left, no_user)
    assert motor.starts == 0


async def test_enter_is_one_line_and_the_end_of_stdin_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\nyes\n")
    os.close(writing)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        await enter_key.wait_for_enter()
        await enter_key.wait_for_enter()
        with pytest.raises(ConfigurationError, match="Nobody is there to press Enter"):
            await enter_key.wait_for_enter()


def test_enter_after_the_end_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        for _ in range(2):
            with pytest.raises(TimeoutError):
                asyncio.run(asyncio.wait_for(enter_key.wait_for_enter(), 0.01))
        os.write(writing, b"\n\n")
        os.close(writing)


async def test_enter_that_comes_too_late_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(enter_key.wait_for_enter(), 0.01)
        os.write(writing, b"\n")
        os.close(writing)
        await asyncio.sleep(0.05)


def test_known_times_are_kept_without_a_gateway(ipcom: Ipcom, house_file: Path, home: Path) -> None:
    who = ("--host", "h", "--username", "u", "--password-file", "secret", "--devices", str(house_file))
    (home / "secret").write_text("x")
    ended = ipcom(*who, "cover", "calibrate", "living left", "--up", "21", "--down", "19.5")
    assert ended.out == "Living left: 21.0 s up, 19.5 s down\n"
    ended = ipcom(*who, "cover", "calibrate", "living left", "--up", "21", "--down", "19.5", "--json")
    assert ended.json == {"device_key": "living_left_u", "up": 21.0, "down": 19.5}
    assert ipcom(*who, "cover", "calibrate", "living left", "--up", "21").code == 2
    assert "is no shutter. Try: ipcom toggle kitchen" in ipcom(*who, "cover", "open", "kitchen").err


def test_what_is_remembered_survives_and_damage_counts_as_nothing(home: Path) -> None:
    pair, other = (ShutterPair(OutputAddress(5, n), OutputAddress(5, n + 1)) for n in (1, 3))
    store = CoverStore(home / "deep" / "covers.json")
    assert store.read(pair) == StoredCover()
    kept = StoredCover(TIMES, StoredPosition(position=40.0, confidence=Confidence.ESTIMATED))
    store.write(pair, kept)
    store.write(other, StoredCover())
    assert store.read(pair) == kept
    assert store.read(other) == StoredCover()
    assert [file.name for file in store.path.parent.iterdir()] == ["covers.json"]
    huge = "9" * 400
    for damage in (
        "",
        "[]",
        '{"5/1-5/2": 3}',
        '{"5/1-5/2": {"travel": {"up": "x"}, "position": 4}}',
        f'{{"5/1-5/2": {{"travel": {{"up": {huge}, "down": 1}}, "position": {{"position": {huge}}}}}}}',
        '{"5/1-5/2": ' + "[" * 100_000,
        '{"5/1-5/2": {"travel": nu',
    ):
        store.path.write_text(damage)
        assert store.read(pair) == StoredCover()


def test_a_full_disk_is_told_and_leaves_the_old_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = ShutterPair(OutputAddress(5, 1), OutputAddress(5, 2))
    store = CoverStore(home / "covers.json")
    store.write(pair, StoredCover(TIMES))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match=r"No space left on device .*XDG_STATE_HOME"):
        store.write(pair, StoredCover())
    assert store.read(pair).travel == TIMES
    assert [file.name for file in home.iterdir()] == ["covers.json"]


@virtual
async def test_a_position_that_cannot_be_kept_is_told_once_when_it_has_stopped(
    settings: Settings,
    left: ShutterDevice,
    motor: Motor,
    calibrated: CoverStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="No space left on device"):
        await move_covers(settings, [left], Order(Move.POSITION, percent=60.0))
    assert await rests(motor)
    assert motor.position == pytest.approx(60.0, abs=1.0)
    assert caplog.text == ""


def test_the_commands_reach_the_shutter(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("cover", "close", "living left", "--seconds", "0.5").out == "Living left: stopped\n"
    assert ipcom("cover", "stop", "LIVING_LEFT_D", "bedroom window").code == 0
    doubted = ipcom("cover", "calibrate", "living left", "--up", "1.5", "--down", "1.5")
    assert doubted.code == 2
    assert "if it is right, add --yes" in doubted.err
    assert ipcom("cover", "calibrate", "living left", "--up", "1.5", "--down", "1.5", "--yes").code == 0
    ended = ipcom("cover", "position", "living left", "50", "--json")
    assert ended.json["covers"][0]["position"] == pytest.approx(50.0, abs=20.0)
    assert "position" in ipcom("cover", "position", "bedroom window", "50").err


def test_calibrating_needs_a_user(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open() as no_terminal:
        monkeypatch.setattr("sys.stdin", no_terminal)
        ended = ipcom("cover", "calibrate", "living left")
    assert ended.code == 2
    assert "Nobody is there to press Enter" in ended.err
