"""The demo: a house live on the screen."""

from __future__ import annotations

import asyncio
import io
import sys
from pathlib import Path

import pytest
from rich.console import Console

from ipcom.cli.commands import demo as demo_command
from ipcom.cli.demo import demo_parts, trial
from ipcom.cli.demo.demo_parts import start_demo
from ipcom.cli.demo.device_lines import output_line, short_name, shutter_line
from ipcom.cli.demo.live import show_house
from ipcom.cli.demo.recent_changes import RecentChanges
from ipcom.cli.demo.trial import Finding, Trial, try_house
from ipcom.cli.demo.view import house_view
from ipcom.client.client import IPComClient
from ipcom.errors import CommandNotConfirmed
from ipcom.model.address import OutputAddress
from ipcom.model.change import CausedChange, StateChange
from ipcom.model.motion import Motion
from ipcom.model.snapshot import StateSnapshot
from ipcom.shutter.confidence import Confidence
from ipcom.shutter.shutter_state import ShutterState
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.cli.cli_rig import Ipcom, run_process

virtual = pytest.mark.virtual_time
in_a_jumping_loop = pytest.mark.usefixtures("in_memory")


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's client reaches its gateway without a socket, so that time may jump."""

    def client(gateway: SimulatedGateway) -> IPComClient:
        devices = gateway.house.devices
        return IPComClient(
            gateway.host,
            gateway.port,
            username=demo_parts.USER,
            password=demo_parts.PASSWORD,
            kinds=devices.kinds(),
            shutters=devices.pairs(),
            connector=gateway.connector,
            clock=LoopClock(),
        )

    monkeypatch.setattr(demo_parts, "_client", client)


def screen(width: int = 80, height: int = 24) -> tuple[Console, io.StringIO]:
    text = io.StringIO()
    return Console(file=text, width=width, height=height, force_terminal=False), text


@virtual
@in_a_jumping_loop
@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40), (30, 60)])
async def test_the_house_fits_the_screen(width: int, height: int) -> None:
    async with start_demo(1.0, 3) as parts:
        recent = RecentChanges(parts.house.devices, lambda: parts.days.time_of_day)
        parts.client.subscribe(recent.add)
        await parts.client.set_output(OutputAddress(3, 4), 255)
        await asyncio.sleep(60.0)
        console, text = screen(width, height)
        console.print(house_view(parts, recent, width, height))
    lines = text.getvalue().splitlines()
    assert len(lines) <= height
    assert max(map(len, lines)) <= width
    shown = text.getvalue()
    for word in ("Kitchen", "Worktop", "Living left", "Window", "updates a second", "Lately"):
        assert word in shown


@virtual
@in_a_jumping_loop
async def test_days_follow_each_other_without_nights() -> None:
    async with start_demo(1.0, 3) as parts:
        times = [parts.days.time_of_day]
        for _ in range(10):
            await asyncio.sleep(50.0)
            times.append(parts.days.time_of_day)
    hours = [int(time[:2]) for time in times]
    assert hours[0] == 7
    assert max(hours) <= 23
    assert sorted(hours) != hours, "a new day began"


@virtual
@in_a_jumping_loop
async def test_shutters_are_shown_where_they_really_are() -> None:
    async with start_demo(2.0, 3) as parts:
        await asyncio.sleep(120.0)
        for shutter in parts.shutters.values():
            real = parts.house.world.shutters[shutter.pair].position
            assert shutter.position == pytest.approx(real, abs=6.0)


def test_a_line_for_everything() -> None:
    devices = House.demo().devices
    kitchen, living = devices.by_key("kitchen"), devices.by_key("living")
    assert kitchen is not None
    assert living is not None
    assert output_line("Ceiling", kitchen, 255).plain == "\u25cf Ceiling             on"
    assert output_line("Ceiling", kitchen, 0).plain == "\u25cb Ceiling            off"
    assert output_line("Ceiling", living, 50).plain == "\u25cf Ceiling      \u2588\u2588\u258c   50%"
    moving = ShutterState(40.0, None, Confidence.ESTIMATED, Motion.UP, None)
    assert (
        shutter_line("A window with a name", moving).plain == "\u25b2 A window wi\u2026 \u2588\u2588    40%"
    )
    unknown = ShutterState(None, None, Confidence.UNKNOWN, None, None)
    assert shutter_line("Window", unknown).plain == "\u25a4 Window               ?"
    assert short_name("Kitchen worktop", "Kitchen") == "Worktop"
    assert short_name("Kitchen", "Kitchen") == "Kitchen"


def test_recent_changes_are_told_in_words() -> None:
    recent = RecentChanges(House.demo().devices, lambda: "08:00")
    snapshot = StateSnapshot(bytes(128), timestamp=0, asked_at=0, received_at=0)

    def happened(at: str, old: int, new: int, own: bool = False) -> None:
        change = CausedChange(OutputAddress.parse(at), old, new, own)
        recent.add(StateChange(snapshot, snapshot, None, (), (change,)))

    happened("3/4", 0, 255)
    happened("6/1", 0, 20)
    happened("6/1", 20, 60)
    happened("5/2", 0, 255, own=True)
    happened("16/8", 0, 255)
    happened("5/2", 255, 0)
    assert [(item.name, item.what, item.own) for item in recent.items] == [
        ("Kitchen", "on", False),
        ("Living room", "60 %", False),
        ("Living left", "going up", True),
        ("Output 16/8", "on", False),
        ("Living left", "stopped", False),
    ]
    assert recent.count == 6


@virtual
@in_a_jumping_loop
async def test_the_screen_is_drawn_until_the_end() -> None:
    console, text = screen()
    await show_house(console, speed=1.0, seed=3, seconds=3.0)
    assert "A simulated house" in text.getvalue()


@virtual
@in_a_jumping_loop
async def test_the_trial_finds_that_everything_works() -> None:
    found = await try_house(speed=1.0, seed=demo_command.SEED, seconds=10.0)
    assert found.ok, found.record
    assert [one.name for one in found.findings] == [
        "Light on",
        "Dimmer to 60 %",
        "Shutter up and stopped",
        "Wall switch pressed",
        "Wall switches seen",
        "Updates per second",
        "Round trip",
        "Reconnects",
    ]


@virtual
@in_a_jumping_loop
async def test_the_trial_finds_what_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise CommandNotConfirmed("not confirmed")

    async with start_demo(1.0, 3) as parts:
        monkeypatch.setattr(type(parts.client), "drive", fails)
        monkeypatch.setattr(type(parts.gateway), "press", lambda *_: None)
        assert not (await trial._commanded("Light on", fails())).ok
        assert not (await trial._moved(parts)).ok
        assert not (await trial._pressed(parts)).ok


def test_the_real_demo_without_a_terminal(home: Path) -> None:
    """It runs in real time; a machine that is busy with other things may be too late once."""
    ended = run_process("demo", "--check", "--seconds", "4")
    for _ in range(2):
        if ended.code == 0:
            break
        ended = run_process("demo", "--check", "--seconds", "4")
    assert ended.code == 0, ended.out + ended.err
    assert "Light on" in ended.out
    assert ended.err == "Everything works.\n"


@pytest.fixture
def short_trial(monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A trial that has been made already."""
    made = Trial([Finding("Light on", ok=True, found="at once")])

    async def at_once(**_: object) -> Trial:
        return made

    monkeypatch.setattr(trial, "try_house", at_once)
    return made


def test_the_trial_comes_as_a_table_or_as_json(ipcom: Ipcom, short_trial: Trial) -> None:
    ended = ipcom("demo")
    assert ended.code == 0
    assert ended.err.splitlines() == [
        "This is no terminal; what could be seen here is tried instead, as with --check.",
        "Everything works.",
    ]
    assert ipcom("demo", "--json").json["ok"] is True
    short_trial.findings.append(Finding("Dimmer", ok=False, found="nothing"))
    ended = ipcom("demo", "--check")
    assert ended.code == 1
    assert ended.err == "Not everything works.\n"


def test_on_a_terminal_the_house_is_shown(ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ipcom("demo", "--seconds", "0.2").code == 0
