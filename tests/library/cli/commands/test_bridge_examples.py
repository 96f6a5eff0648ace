"""The examples of docs/bridge-examples.md, against the real `ipcom bridge` and a simulated house."""

import json
import re
import shlex
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.bridge.broker_process import BrokerProcess, programs, running
from tests.library.cli.cli_rig import press, start_process, wait_for
from tests.library.cli.commands.bridge_process import Heard, send, subscriber

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs/bridge-examples.md").read_text("utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("mosquitto_pub ")]
THINGS = (ROOT / "examples/openhab/ipcom.things").read_text("utf-8")
FLOW: list[dict[str, Any]] = json.loads((ROOT / "examples/node-red/double-press.json").read_text("utf-8"))
SENT = {"switch": ("ON", "OFF"), "dimmer": ("40",), "string": ("OPEN", "STOP", "CLOSE", "STOP")}
"""What openHAB sends for a channel of each type."""
QUIET_S = 3.5
"""After the connection, commands for motors without a session are let in from here on."""


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with running(folder) as own:
        yield own


@pytest.fixture
def heard(gateway: ThreadedGateway, broker: BrokerProcess, tmp_path: Path) -> Iterator[Heard]:
    """A bridge that takes commands of motors, and who hears all of it."""
    with (
        subscriber(broker.port, tmp_path / "heard") as listening,
        start_process("bridge", "--broker", f"127.0.0.1:{broker.port}") as process,
    ):
        wait_for(lambda: listening.is_online("home"))
        time.sleep(QUIET_S)
        yield listening
        process.terminate()
        process.communicate(timeout=20)


def has_more(heard: Heard, topic: str, before: int) -> bool:
    return len(heard.payloads(topic)) > before


def results_of(topic: str) -> str:
    house, thing = topic.split("/")[1], topic.split("/")[2]
    return f"ipcom/{house}/result" if thing == "set" else f"ipcom/{house}/{thing}/result"


def test_each_line_of_the_shell_is_carried_out(broker: BrokerProcess, heard: Heard) -> None:
    assert len(LINES) == 6
    for line in LINES:
        words = shlex.split(line)[1:]
        words[words.index("192.168.1.30")] = "127.0.0.1"
        results = results_of(words[words.index("-t") + 1])
        before = len(heard.payloads(results))
        subprocess.run(
            [programs().publish, *words, "-p", str(broker.port)],
            env=programs().full_environment, check=True, timeout=20,
        )  # fmt: skip
        wait_for(partial(has_more, heard, results, before))
        assert heard.records(results)[before]["result"] == "confirmed", line


def test_what_channels_of_openhab_send_is_carried_out_and_what_they_read_is_there(
    broker: BrokerProcess, heard: Heard
) -> None:
    channels = re.findall(
        r'Type (\w+) : .*stateTopic="([^"]+)", transformationPattern="JSONPATH:\$\.(\w+)", commandTopic="([^"]+)"',
        THINGS,
    )
    assert len(channels) == len(re.findall(r"\bType ", THINGS)) == 3
    for kind, state, key, command in channels:
        assert key in heard.records(state)[-1]
        for payload in SENT[kind]:
            results = results_of(command)
            before = len(heard.payloads(results))
            send(broker.port, command, payload)
            wait_for(partial(has_more, heard, results, before))
            assert heard.records(results)[before]["result"] == "confirmed", (command, payload)
    for topic in re.findall(r'availabilityTopic="([^"]+)"', THINGS):
        assert heard.payloads(topic)[-1] == "online"


def test_the_flow_of_node_red_answers_a_second_press(
    gateway: ThreadedGateway, broker: BrokerProcess, heard: Heard
) -> None:
    nodes = {node["id"]: node for node in FLOW}
    wall = next(node for node in FLOW if node["type"] == "mqtt in")
    (function,) = (nodes[each] for each in wall["wires"][0])
    out = nodes[function["wires"][0][0]]
    assert (out["type"], out["topic"], out["retain"]) == ("mqtt out", "", "false")
    for _ in range(2):
        press(gateway, "1/1")
        time.sleep(0.5)
    wait_for(lambda: [each["count"] for each in heard.records(wall["topic"])] == [1, 2])
    script = f"const f = new Function('msg', {json.dumps(function['func'])});"
    script += (
        "process.stdout.write(JSON.stringify(JSON.parse(process.argv[1]).map((p) => f({ payload: p }))));"
    )
    ran = subprocess.run(
        ["node", "-e", script, json.dumps(heard.records(wall["topic"]))],
        capture_output=True, text=True, check=True, timeout=20,
    )  # fmt: skip
    first, second = json.loads(ran.stdout)
    assert first is None
    send(broker.port, second["topic"], second["payload"])
    wait_for(lambda: heard.records("ipcom/home/living/state")[-1]["brightness"] == 40)
