"""How the real `ipcom bridge` ends: in order by a signal, and without a word when it is killed."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.bridge.broker_process import BrokerProcess, running
from tests.library.cli.cli_rig import start_process, value, wait_for, written
from tests.library.cli.commands.bridge_process import Heard, send, subscriber

SHUTTER, UP, DOWN = "ipcom/home/living-left-u", "5/2", "5/1"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with running(folder) as own:
        yield own


@pytest.fixture
def heard(broker: BrokerProcess, tmp_path: Path) -> Iterator[Heard]:
    with subscriber(broker.port, tmp_path / "heard") as listening:
        yield listening


def open_shutter(broker: BrokerProcess, heard: Heard) -> None:
    """Send a command that is let in although the bridge has just connected."""
    session = heard.records("ipcom/home/$link")[-1]["session"]
    send(broker.port, f"{SHUTTER}/set", json.dumps({"state": "OPEN", "session": session}))


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)]
)
def test_a_signal_stops_what_moves_tells_the_last_states_and_says_offline(
    gateway: ThreadedGateway, broker: BrokerProcess, heard: Heard, number: int, code: int
) -> None:
    with start_process("bridge", "--broker", f"127.0.0.1:{broker.port}") as process:
        wait_for(lambda: heard.is_online("home"))
        open_shutter(broker, heard)
        wait_for(lambda: heard.records(f"{SHUTTER}/state")[-1]["state"] == "opening")
        wait_for(lambda: value(gateway, UP))
        process.send_signal(number)
        process.communicate(timeout=20)
        assert process.returncode == code
    assert (value(gateway, UP), value(gateway, DOWN)) == (0, 0)
    assert written(gateway, UP)[-1] == 0
    wait_for(lambda: heard.link("home")[-1] == "offline")
    assert "lost" not in heard.link("home")
    assert heard.records(f"{SHUTTER}/state")[-1]["state"] not in ("opening", "closing")
    assert heard.payloads(f"{SHUTTER}/availability")[-1] == "offline"
    last = [topic for topic, _ in heard.messages]
    assert last.index("ipcom/home/$link") < len(last) - 1
    assert last[-1] == "ipcom/home/$link"


def test_a_bridge_that_is_killed_is_told_to_be_lost_by_the_broker(
    gateway: ThreadedGateway, broker: BrokerProcess, heard: Heard
) -> None:
    with start_process("bridge", "--broker", f"127.0.0.1:{broker.port}") as process:
        wait_for(lambda: heard.is_online("home"))
        process.kill()
        process.communicate(timeout=20)
    wait_for(lambda: heard.link("home")[-1] == "lost")


def test_a_broker_that_is_away_at_the_end_keeps_no_motor_running(
    gateway: ThreadedGateway, broker: BrokerProcess, heard: Heard
) -> None:
    with start_process("bridge", "--broker", f"127.0.0.1:{broker.port}") as process:
        wait_for(lambda: heard.is_online("home"))
        open_shutter(broker, heard)
        wait_for(lambda: value(gateway, UP))
        broker.stop()
        process.terminate()
        process.communicate(timeout=20)
        assert process.returncode == 143
    assert (value(gateway, UP), value(gateway, DOWN)) == (0, 0)
