"""`ipcom bridge` as its people use it, on a broker of this machine."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.free_port import free_port
from tests.library.bridge.broker_certificates import write_certificates
from tests.library.bridge.broker_process import BrokerProcess, programs, running
from tests.library.cli.bridging.manager_socket import Told, manager_socket, socket_in
from tests.library.cli.cli_rig import Ipcom, start_process, value, wait_for


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with running(folder) as own:
        yield own


def kept(broker: BrokerProcess, topic: str) -> str:
    """What the broker has kept there; empty if it is nothing."""
    found = subprocess.run(
        [programs().subscribe, "-p", str(broker.port), "-t", topic, "-W", "1", "-C", "1"],
        env=programs().full_environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return found.stdout.strip()


def publish(broker: BrokerProcess, topic: str, payload: str) -> None:
    subprocess.run(
        [programs().publish, "-p", str(broker.port), "-t", topic, "-m", payload],
        env=programs().full_environment, check=True,
    )  # fmt: skip


def test_a_house_is_there_takes_commands_and_leaves_in_order(
    gateway: ThreadedGateway, broker: BrokerProcess
) -> None:
    with start_process(
        "bridge", "--broker", f"127.0.0.1:{broker.port}", "--house", "Holiday home"
    ) as process:
        wait_for(lambda: '"gateway": "online"' in kept(broker, "ipcom/holiday-home/$link"))
        publish(broker, "ipcom/holiday-home/kitchen/set", "ON")
        wait_for(lambda: value(gateway, "3/4") == 255)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 128 + signal.SIGTERM
        assert "holiday-home on mqtt://127.0.0.1" in said
    assert json.loads(kept(broker, "ipcom/holiday-home/$link"))["state"] == "offline"
    assert kept(broker, "ipcom/holiday-home/kitchen/availability") == "offline"


def test_several_houses_from_the_file_and_one_that_only_shows(
    cottage: ThreadedGateway, config_file: Path, broker: BrokerProcess, ipcom: Ipcom
) -> None:
    text = config_file.read_text()
    config_file.write_text(
        f'[bridge]\nbroker = "127.0.0.1:{broker.port}"\nhouses = ["cottage"]\ncommands = false\ndiscovery = true\n'
        f"homie = true\n{text}"
    )
    ended = ipcom("bridge", "--check", "--json")
    assert ended.code == 0, ended.err
    assert ended.json["healthy"] is True
    assert {"topic": "ipcom/cottage/kitchen", "name": "Kitchen", "kind": "switch"} in ended.json["topics"]
    found = {each["name"]: each["found"] for each in ended.json["checks"]}
    assert found["cottage, discovery"] == "homeassistant/device/cottage/..."
    assert found["cottage, Homie"] == "homie/5/cottage, homie/5/cottage--..."
    assert "commands = false" not in ended.err
    assert ipcom("bridge", "--check", "--house", "x").code == 2


TLS = """\
listener {port} 127.0.0.1
allow_anonymous true
cafile {folder}/ca.pem
certfile {folder}/broker.pem
keyfile {folder}/broker.key
require_certificate true
"""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a handshake that failed
def test_an_encrypted_broker_that_wants_a_certificate(
    cottage: ThreadedGateway, config_file: Path, tmp_path: Path, ipcom: Ipcom
) -> None:
    folder = tmp_path / "encrypted"
    folder.mkdir()
    write_certificates(folder)
    text = config_file.read_text()

    def found(host: str, port: int, *files: str) -> str:
        lines = "\n".join(f'{name} = "{folder}/{file}"' for name, file in zip(FILES, files, strict=False))
        config_file.write_text(f'[bridge]\nbroker = "mqtts://{host}:{port}"\n{lines}\n{text}')
        ended = ipcom("--gateway", "cottage", "bridge", "--check", "--json")
        first = ended.json["checks"][0]
        return str(first["found"] if first["ok"] else first["advice"])

    with running(folder, TLS) as encrypted:
        port = encrypted.port
        assert found("127.0.0.1", port, "ca.pem", "client.pem", "client.key") == "MQTT 5, lets subscribe"
        assert "certificate" in found("localhost", port, "ca.pem", "client.pem", "client.key")
        assert "is not reached" in found("127.0.0.1", port, "ca.pem")


FILES = ("ca_file", "certificate_file", "key_file")


def test_its_figures_are_served_while_it_runs_and_a_taken_port_ends_it_before_a_house_is_touched(
    gateway: ThreadedGateway, broker: BrokerProcess
) -> None:
    port = str(free_port())
    arguments = ("bridge", "--broker", f"127.0.0.1:{broker.port}", "--metrics", port)
    with start_process(*arguments) as first:
        wait_for(lambda: '"gateway": "online"' in kept(broker, "ipcom/home/$link"))
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert 'ipcom_gateway_up{house="home"} 1.0' in answer.read().decode()
        with start_process(*arguments, "--house", "second") as second:
            _, said = second.communicate(timeout=30)
            assert second.returncode == 2
            assert f"cannot be served at 127.0.0.1:{port}" in " ".join(said.split())
            assert kept(broker, "ipcom/second/$link") == ""
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=20)


def test_check_says_what_is_wrong_with_whom(
    gateway: ThreadedGateway, broker: BrokerProcess, ipcom: Ipcom
) -> None:
    ended = ipcom("bridge", "--broker", f"127.0.0.1:{broker.port}", "--check")
    assert ended.code == 0, ended.out + ended.err
    assert "ipcom/home/kitchen" in ended.out
    assert "commands = false" in ended.err
    assert all(len(line) <= 80 for line in ended.out.splitlines())
    subprocess.run(
        [programs().publish, "-p", str(broker.port), "-t", "ipcom/home/$link", "-r", "-m",
         '{"state": "online", "session": "another"}'],
        env=programs().full_environment, check=True,
    )  # fmt: skip
    ended = ipcom("bridge", "--broker", f"127.0.0.1:{broker.port}", "--check")
    assert ended.code == 2
    assert "another bridge is online there" in ended.err
    ended = ipcom("bridge", "--broker", f"127.0.0.1:{free_port()}", "--check")
    assert ended.code == 3
    assert "is not reached" in ended.err


def test_check_with_a_gateway_that_refuses(
    gateway: ThreadedGateway, broker: BrokerProcess, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_PASSWORD", "wrong")
    ended = ipcom("bridge", "--broker", f"127.0.0.1:{broker.port}", "--check")
    assert ended.code == 4
    assert "home, gateway" in ended.err


def test_a_second_bridge_ends_the_first_with_a_message(
    gateway: ThreadedGateway, broker: BrokerProcess
) -> None:
    arguments = ("bridge", "--broker", f"127.0.0.1:{broker.port}")
    with start_process(*arguments) as first:
        wait_for(lambda: '"gateway": "online"' in kept(broker, "ipcom/home/$link"))
        with start_process(*arguments) as second:
            _, said = first.communicate(timeout=30)
            assert first.returncode == 2
            assert "Another bridge has taken the place of home" in said
            second.send_signal(signal.SIGINT)
            second.communicate(timeout=20)
            assert second.returncode == 130


def test_without_a_broker_or_its_library_it_says_what_to_do(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = ipcom("bridge")
    assert ended.code == 2
    assert "--broker mqtt://192.168.1.30" in ended.err
    monkeypatch.setattr("ipcom.cli.commands.bridge.find_spec", lambda _name: None)
    ended = ipcom("bridge", "--broker", "192.168.1.30")
    assert ended.code == 2
    assert "ipcom[cli,mqtt]" in ended.err


def all_until(told: Told, line: str) -> list[str]:
    heard: list[str] = []

    def has_come() -> bool:
        heard.extend(told())
        return line in heard

    wait_for(has_come)
    return heard


def test_a_service_manager_hears_how_it_goes(
    gateway: ThreadedGateway, broker: BrokerProcess, tmp_path: Path
) -> None:
    address, alive = socket_in(tmp_path), tmp_path / "alive"
    with manager_socket(address) as told:
        arguments = ("bridge", "--broker", f"127.0.0.1:{broker.port}", "--alive-file", str(alive))
        with start_process(*arguments, NOTIFY_SOCKET=address, WATCHDOG_USEC="600000") as process:
            heard = all_until(told, "STATUS=1 of 1 online.")
            assert heard[0] == "READY=1"
            assert "WATCHDOG=1" in heard
            assert alive.exists()
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.1)
            told()
            time.sleep(1.0)
            assert told() == []
            process.send_signal(signal.SIGCONT)
            wait_for(lambda: "WATCHDOG=1" in told())
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
        assert told()[-1] == "STOPPING=1"
